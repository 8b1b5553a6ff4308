"""The pages of the desk beside the form: readable by everybody, on a phone and on a screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog import actions
from tests.browser.desk import change_path, sign_in
from tests.factories import make_editor, make_full_article, make_full_framework

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paths(db):
    """Addresses of the desk's pages about a framework and an article that have everything."""
    live, article = make_full_framework("alpha"), make_full_article()
    draft = actions.open_draft(live.entry, by=make_editor())
    actions.share_preview(draft, timezone.now() + timedelta(days=1), by=make_editor())
    open_article = actions.open_draft(article.entry, by=make_editor())
    form = change_path(draft, "{language}")
    return [
        change_path(live.entry, "{language}"),
        f"{form}../history/",
        f"{form}../texts/",
        f"{form}../preview/",
        change_path(live, "{language}"),
        change_path(open_article, "{language}"),
        change_path(open_article.sections.get(), "{language}"),
        change_path(open_article.printed_names.get(), "{language}"),
        "/{language}/admin/catalog/change/",
        "/{language}/admin/catalog/framework/",
    ]


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("zh-hans", "dark", 390), ("en", "light", 1440)]
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    language, scheme, width, live_server, browser, violations, paths
):
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, live_server.url)

    found = {}
    for path in paths:
        page.goto(live_server.url + path.replace("{language}", language))
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        if (rules := violations(page)) or wide:
            found[path] = (rules, wide)
    context.close()

    assert found == {}
