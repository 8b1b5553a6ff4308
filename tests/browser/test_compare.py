"""The page that compares two revisions: what only a browser can show."""

import pytest

from catalog import actions
from tests.browser.desk import sign_in
from tests.factories import make_editor, make_framework
from tests.products import combinations

pytestmark = [pytest.mark.browser, pytest.mark.matrix, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(db):
    """A draft that differs in two texts and in one fact."""
    live = make_framework("alpha", summary_zh="旧的简介", summary_en="Old words")
    live.facts.create(field="licence", confidence="high")
    draft = actions.open_draft(live.entry, by=make_editor())
    draft.summary_zh, draft.summary_en = "新的简介", "New words"
    draft.save()
    draft.facts.update(confidence="low")
    return draft


def compare_path(draft, language="en"):
    return f"/{language}/admin/catalog/frameworkrevision/{draft.pk}/compare/"


def test_section_is_accepted_or_left_as_a_whole_by_keyboard(live_server, page, draft):
    sign_in(page, live_server.url)
    page.goto(live_server.url + compare_path(draft))
    boxes = page.locator("input[name=accept]")
    whole = page.get_by_label("All of “Name, texts and facts”")

    def state():
        return boxes.evaluate_all("all => all.map(one => one.checked)")

    whole.focus()
    page.keyboard.press("Space")
    none = state()
    boxes.first.focus()
    page.keyboard.press("Space")
    mixed = (state(), whole.evaluate("one => one.indeterminate"))
    whole.focus()
    page.keyboard.press("Space")

    assert none == [False, False, True]
    assert mixed == ([True, False, True], True)
    assert state() == [True, True, True]


@pytest.mark.parametrize(
    ("width", "language", "scheme"), combinations([390, 1440], ["zh-hans", "en"], ["light", "dark"])
)
def test_axe_finds_nothing_on_the_comparison(
    width, language, scheme, live_server, browser, violations, draft
):
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, live_server.url)
    page.goto(live_server.url + compare_path(draft, language))

    found = violations(page)
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    context.close()

    assert (found, wide) == ([], False)
