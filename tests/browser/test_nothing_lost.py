"""What is typed stays, whatever ends: session, browser or network. Pressed as people do."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Error, expect

from catalog import actions
from catalog.models import Autosave, Feature, FrameworkRevision
from tests.browser.desk import (
    change_path,
    local_copies,
    log_in_again,
    press,
    sign_in,
    start_session,
    wait_until,
)
from tests.factories import make_draft, make_editor, make_source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = 15_000  # milliseconds, for what the autosave has to do first on a slow machine


@pytest.fixture
def site(live_server, settings, tmp_path):
    settings.SITE_URL = live_server.url
    settings.API_LIMITS_FILE = tmp_path / "limits.sqlite3"  # the logins of other tests
    return live_server.url


@pytest.fixture
def draft(db):
    draft = make_draft("alpha", summary_zh="旧的简介", summary_en="Old")
    draft.facts.create(field="name", note_en="Old").sources.add(make_source("one"))
    draft.facts.create(field="licence")
    draft.facts.create(field="status")
    return draft


@pytest.fixture
def tab(browser):
    """A page whose requests may fail, as those without a session do."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def opened(page, site, draft, **person):
    user = start_session(page, site, **person)
    page.goto(site + change_path(draft))
    return user


def save(page):
    press(page, page.locator("[name=_continue]"))


def text_of(draft):
    return FrameworkRevision.objects.get(pk=draft.pk).summary_en


@pytest.mark.matrix
def test_text_typed_after_the_session_ended_is_kept_here_and_saved_after_the_login(
    tab, site, draft
):
    opened(tab, site, draft)
    Session.objects.all().delete()
    tab.fill("#id_summary_en", "Typed too late")
    tab.locator("#desk-logged-out").wait_for(timeout=LONG)

    status = tab.locator("#desk-status").inner_text()
    copies = local_copies(tab)
    save(tab)
    tab.locator("#desk-login[open]").wait_for()
    log_in_again(tab, "wrong")
    expect(tab.locator(".desk-login__fault")).not_to_be_empty(timeout=LONG)
    log_in_again(tab)
    tab.locator(".messagelist .success").wait_for()

    assert "Saved" not in status
    assert len(copies) == 1
    assert text_of(draft) == tab.input_value("#id_summary_en") == "Typed too late"
    assert local_copies(tab) == []
    assert not Autosave.objects.exists()


@pytest.mark.matrix
def test_session_whose_every_cookie_is_gone_is_taken_up_again(tab, site, draft):
    opened(tab, site, draft)
    tab.context.clear_cookies()
    tab.fill("#id_summary_en", "Typed too late")

    save(tab)
    tab.locator("#desk-login[open]").wait_for()
    log_in_again(tab)
    tab.locator(".messagelist .success").wait_for()

    assert text_of(draft) == "Typed too late"


@pytest.mark.matrix
def test_login_in_another_tab_goes_unnoticed(tab, site, draft):
    opened(tab, site, draft)
    other = tab.context.new_page()
    Session.objects.all().delete()
    other.goto(f"{site}/en/admin/")
    other.fill("#id_username", "anna")
    other.fill("#id_password", "correct horse")
    press(other, other.locator("[type=submit]"))
    other.wait_for_selector("#user-tools")
    tab.bring_to_front()
    tab.fill("#id_summary_en", "Typed later")

    save(tab)
    tab.locator(".messagelist .success").wait_for()

    assert text_of(draft) == "Typed later"


@pytest.mark.matrix
def test_browser_that_crashes_without_a_network_has_the_text_when_it_opens_again(tab, site, draft):
    opened(tab, site, draft)
    tab.route("**/autosave/", lambda route: route.abort())
    tab.fill("#id_summary_en", "Typed before the crash")
    wait_until(tab, lambda: local_copies(tab))
    with pytest.raises(Error, match="crash"):
        tab.goto("chrome://crash")

    again = tab.context.new_page()
    again.goto(site + change_path(draft))
    link = again.get_by_role("link", name="look at it, save or discard it")
    link.wait_for(timeout=LONG)
    copies = local_copies(again)
    press(again, link)
    press(again, again.locator("[name=_continue]"))
    again.locator(".messagelist .success").wait_for()

    assert (text_of(draft), copies) == ("Typed before the crash", [])


@pytest.mark.matrix
def test_two_browsers_and_an_ended_session_lose_nothing(tab, browser, site):
    names = {"name_zh": "速度", "name_en": "Speed"}  # a short form: it is loaded four times
    draft = actions.create_entry(Feature, "speed", by=make_editor(), **names)
    anna = opened(tab, site, draft)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    other = context.new_page()
    opened(other, site, draft, username="bo")
    tab.fill("#id_summary_en", "Of Anna")
    for session in Session.objects.all():
        if session.get_decoded().get("_auth_user_id") == str(anna.pk):
            session.delete()

    other.fill("#id_summary_zh", "柏的")
    save(other)
    other.locator(".messagelist .success").wait_for()
    save(tab)
    tab.locator("#desk-login[open]").wait_for()
    log_in_again(tab)
    tab.locator(".messagelist .success").wait_for()
    context.close()

    draft.refresh_from_db()
    assert (draft.summary_en, draft.summary_zh) == ("Of Anna", "柏的")


@pytest.mark.matrix
def test_form_is_not_sent_into_a_network_that_is_gone(tab, site, draft):
    opened(tab, site, draft)
    tab.context.set_offline(True)
    tab.fill("#id_summary_en", "Typed on a train")

    save(tab)

    expect(tab.locator("#desk-status")).to_contain_text(
        "A copy is kept in this browser.", timeout=LONG
    )
    assert tab.input_value("#id_summary_en") == "Typed on a train"
    tab.context.set_offline(False)
    save(tab)
    tab.locator(".messagelist .success").wait_for()
    assert text_of(draft) == "Typed on a train"


@pytest.mark.matrix
def test_answer_that_is_no_word_of_the_server_is_not_taken_for_saved(tab, site, draft):
    opened(tab, site, draft)
    page = "<html><body>Log in to the network</body></html>"
    tab.route("**/autosave/", lambda route: route.fulfill(status=200, body=page))

    tab.fill("#id_summary_en", "Typed in a hotel")
    tab.locator("#desk-status:not(:empty)").wait_for(timeout=LONG)

    assert "could not be saved" in tab.locator("#desk-status").inner_text()
    assert len(local_copies(tab)) == 1


def test_submit_saves_what_stands_in_the_form_in_one_press(page, site, draft):
    opened(page, site, draft)
    page.fill("#id_summary_en", "Typed and handed in")

    press(page, page.get_by_role("button", name="Submit for review"))
    page.locator(".messagelist .success").first.wait_for()

    saved = FrameworkRevision.objects.get(pk=draft.pk)
    assert (saved.state, saved.summary_en) == ("in_review", "Typed and handed in")


def open_rows(page):
    press(page, page.locator("#facts-group .inline-toggle"))


@pytest.mark.matrix
def test_nothing_moves_under_the_finger_while_another_field_has_the_focus(page, site, draft):
    page.route("**/autosave/", lambda route: None)
    opened(page, site, draft)
    open_rows(page)

    page.locator("#id_facts-0-note_en").click()
    again = press(page, page.locator("#facts-1 .same-source"))
    page.locator("#id_facts-1-confidence").focus()
    added = press(page, page.locator("#facts-group .add-row a"))
    page.locator("#id_facts-2-note_zh").click()
    with page.expect_popup() as popup:
        plus = press(page, page.locator("#add_id_facts-2-sources"))
    popup.value.close()

    assert (again, added, plus) == ((0, 0), (0, 0), (0, 0))
    assert page.locator("#facts-1 .select2-selection__choice").count() == 1
    assert page.locator("#facts-3").count() == 1


@pytest.mark.matrix
def test_same_source_is_that_of_the_row_above_or_none(page, site, draft):
    page.route("**/autosave/", lambda route: None)
    opened(page, site, draft)
    open_rows(page)

    said = []
    for row in (0, 2, 1):
        press(page, page.locator(f"#facts-{row} .same-source"))
        said.append(page.locator("#desk-status").inner_text())

    none = "The row above names no source."
    assert said == [none, none, "Added: Title of one (2026-11-24)"]


@pytest.mark.matrix
def test_added_row_is_described_by_its_own_help(page, site, draft):
    opened(page, site, draft)
    press(page, page.locator("#facts-group .add-row a"))
    press(page, page.locator("#facts-group .add-row a"))
    press(page, page.locator("#facts-3 .inline-deletelink"))

    described = page.locator("#facts-3 [aria-describedby]").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-describedby'))"
    )

    assert described
    assert [name for name in described if not name.startswith("id_facts-3-")] == []
    assert all(page.locator(f"[id='{name.split()[0]}']").count() for name in described)


def test_reviewer_publishes_in_one_press_and_is_asked_for_the_day(page, site, settings):
    settings.SELF_REVIEW = False
    draft = make_draft("beta", by=make_editor())
    sign_in(page, site)
    page.goto(site + change_path(draft))

    asked = page.locator("[name=_confirmed] option:checked").inner_text()
    press(page, page.get_by_role("button", name="Publish", exact=True))
    page.locator(".messagelist .success").first.wait_for()

    saved = FrameworkRevision.objects.get(pk=draft.pk)
    assert asked.startswith("today")
    assert saved.state == "live"
    assert saved.verified_on is not None
