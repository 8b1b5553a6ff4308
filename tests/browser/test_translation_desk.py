"""The translation desk in a browser: axe, and the keys that go from one stale text to the next."""

import pytest

from catalog import actions
from tests.browser.desk import sign_in
from tests.factories import make_editor, make_framework
from tests.products import combinations

pytestmark = [pytest.mark.browser, pytest.mark.matrix, pytest.mark.django_db(transaction=True)]

DESK = "/admin/desk/translation/"


@pytest.fixture
def site(live_server):
    return live_server.url


def stale_drafts():
    """Two entries: the first with two stale texts and one between them, the second with one."""
    by, drafts = make_editor(), []
    for slug in ("alpha", "beta"):
        live = make_framework(slug, by=by)
        draft = actions.open_draft(live.entry, by=by)
        if slug == "alpha":
            draft.releases.create(role="first", version="1", what_zh="版", what_en="")
            last = draft.releases.create(role="other", version="2", what_zh="版", what_en="Two")
            last.what_zh = "另一版"
            last.save()
        draft.summary_zh = "另一个简介"
        draft.save()
        actions.record_edit(draft, ["summary_zh"], by=by)
        drafts.append(draft)
    return drafts


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_keys_lead_from_one_stale_text_to_the_next_and_back(page, site):
    first, second = stale_drafts()
    sign_in(page, site)
    top = f"frameworkrevision-{first.pk}-summary_en"
    release = f"release-{first.releases.get(role='other').pk}-what_en"
    beyond = f"frameworkrevision-{second.pk}-summary_en"
    page.goto(f"{site}/en{DESK}")

    page.keyboard.press("n")
    page.wait_for_selector(f"[id='{top}']:focus")
    seen = [focused(page)]
    for key in ("n", "p", "n"):
        page.keyboard.press(key)
        seen.append(focused(page))
    page.keyboard.press("n")
    page.wait_for_selector(f"[id='{beyond}']:focus")
    seen.append(focused(page))
    page.keyboard.press("p")
    page.wait_for_selector(f"[id='{release}']:focus")

    assert seen == [top, release, top, release, beyond]


def test_no_key_is_taken_while_somebody_types_or_composes(page, site):
    first, _second = stale_drafts()
    sign_in(page, site)
    top = f"frameworkrevision-{first.pk}-summary_en"
    page.goto(f"{site}/en{DESK}framework/alpha/")
    page.locator(f"[id='{top}'] summary").click()
    box = page.locator(f"[id='{top}-text']")

    box.fill("")
    box.type("no pan")
    composing = page.evaluate(
        "(id) => { var event = new KeyboardEvent('keydown',"
        " {key: 'n', isComposing: true, bubbles: true, cancelable: true});"
        " document.body.dispatchEvent(event); return event.defaultPrevented; }",
        top,
    )

    assert box.input_value() == "no pan"
    assert focused(page) == f"{top}-text"
    assert composing is False


def test_keys_can_be_switched_off_and_stay_off(page, site):
    stale_drafts()
    sign_in(page, site)
    page.goto(f"{site}/en{DESK}framework/alpha/")

    page.locator(".tr-keys__switch").click()
    page.keyboard.press("n")
    at_once = page.evaluate("location.hash")
    page.reload()
    page.keyboard.press("n")

    assert (at_once, page.evaluate("location.hash")) == ("", "")
    assert page.locator(".tr-keys__switch").get_attribute("aria-pressed") == "false"


def test_text_is_confirmed_by_keyboard_alone(page, site):
    first, _second = stale_drafts()
    sign_in(page, site)
    page.goto(f"{site}/en{DESK}framework/alpha/")

    page.keyboard.press("n")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")

    first.refresh_from_db()
    assert first.translation_state("summary", "en") == "draft"


@pytest.mark.parametrize(
    ("width", "language", "scheme"), combinations([390, 1280], ["zh-hans", "en"], ["light", "dark"])
)
def test_desk_is_accessible_and_fits(width, scheme, language, page, site, violations):
    stale_drafts()
    sign_in(page, site, language=language)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    found = {}

    for path in (DESK, f"{DESK}framework/alpha/?state=all"):
        page.goto(f"{site}/{language}{path}")
        found[path] = (violations(page), page.evaluate("document.documentElement.scrollWidth"))

    assert [*found.values()] == [([], width)] * 2
