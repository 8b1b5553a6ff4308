"""The pages of the desk beside the form: readable by everybody, on a phone and on a screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog import actions
from tests.browser.desk import change_path, sign_in
from tests.factories import make_editor, make_framework, make_full_article, make_full_framework

pytestmark = [pytest.mark.browser, pytest.mark.matrix, pytest.mark.django_db(transaction=True)]


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
        "/{language}/admin/desk/export/",
        "/{language}/admin/desk/import/",
    ]


@pytest.fixture
def files(db, tmp_path, settings):
    """A file that changes an entry, and one that is at fault."""
    make_framework("beta")
    settings.IMPORT_ROOT = tmp_path / "imports"
    rows = {"good.csv": "framework,beta,新的简介", "bad.csv": "framework,nope,新"}
    for name, row in rows.items():
        (tmp_path / name).write_text(f"table,slug,summary_zh\n{row}\n", encoding="utf-8")
    return [tmp_path / name for name in rows]


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("zh-hans", "dark", 390), ("en", "light", 1440)]
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    language, scheme, width, live_server, browser, violations, paths, files
):
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, live_server.url)

    found = {}

    def look(name):
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        if (rules := violations(page)) or wide:
            found[name] = (rules, wide)

    for path in paths:
        page.goto(live_server.url + path.replace("{language}", language))
        look(path)
    for file, shows in zip(files, [".exchange__entry", ".exchange__faults"], strict=True):
        page.goto(f"{live_server.url}/{language}/admin/desk/import/")
        page.set_input_files("#id_file", str(file))
        page.locator(".exchange [type=submit]").click()
        page.wait_for_selector(shows)
        look(file.name)
    page.goto(f"{live_server.url}/{language}/admin/catalog/framework/")
    page.locator(".action-select").first.check()
    page.select_option("[name=action]", "bulk_retag")
    page.locator("[name=index]").click()
    page.locator("[name=apply]").wait_for()
    look("bulk")
    context.close()

    assert found == {}
