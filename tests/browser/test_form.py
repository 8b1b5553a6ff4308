"""The form in which a revision is edited: what only a browser can show."""

from base64 import b64encode
from itertools import product

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import Error, expect

from tests.browser.desk import change_path, sign_in, wait_until
from tests.factories import make_draft, make_source
from tests.pictures import picture_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def site(live_server, settings):
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def draft(db):
    """A draft with two facts, the first with a source."""
    draft = make_draft("alpha", summary_zh="旧的简介", summary_en="An **old** summary")
    draft.facts.create(field="name", note_zh="旧说明", note_en="Old").sources.add(
        make_source("one")
    )
    draft.facts.create(field="licence")
    return draft


@pytest.fixture
def form(site, page, draft):
    sign_in(page, site)
    page.goto(site + change_path(draft))
    return page


@pytest.fixture
def _copies_never_arrive(form):
    """So that none writes into the status, however slow the machine is."""
    form.route("**/autosave/", lambda route: None)


def open_rows(page, prefix="facts"):
    page.locator(f"#{prefix}-group .inline-toggle").click()


@pytest.mark.matrix
def test_phone_shows_one_language_at_a_time_in_tabs(form):
    form.set_viewport_size(PHONE)
    tabs, panel = form.locator("[role=tab]"), form.locator("[role=tabpanel]")

    def seen():
        return (
            tabs.evaluate_all("all => all.map(one => one.getAttribute('aria-selected'))"),
            form.locator("#id_summary_en").is_visible(),
            form.locator("#id_summary_zh").is_visible(),
            form.locator("#id_name").is_visible(),
        )

    english = seen()
    tabs.first.focus()
    form.keyboard.press("ArrowRight")
    chinese = seen()

    assert english == (["true", "false"], True, False, True)
    assert chinese == (["false", "true"], False, True, True)
    assert form.evaluate("document.activeElement.textContent") == "Chinese"
    assert panel.get_attribute("aria-labelledby") == "language-tab-zh"
    assert tabs.first.get_attribute("aria-controls") == panel.get_attribute("id")
    form.set_viewport_size({"width": 1280, "height": 900})
    assert form.locator("#id_summary_en").is_visible()
    assert form.locator("[role=tabpanel]").count() == 0


@pytest.mark.matrix
def test_without_javascript_both_languages_stand_below_each_other(site, browser, draft):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site)

    page.goto(site + change_path(draft))

    chinese, english = (page.locator(f"#id_summary_{one}").bounding_box() for one in ("zh", "en"))
    assert chinese["y"] + chinese["height"] <= english["y"]
    assert page.locator("a.cell__preview").first.get_attribute("href").endswith("?in=zh-hans")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()


@pytest.mark.matrix
def test_the_two_languages_line_up_beside_each_other(form):
    form.fill("#id_summary_en", "word " * 200)

    tops = [form.locator(f"#id_summary_{one}").bounding_box() for one in ("zh", "en")]

    assert tops[0]["y"] == tops[1]["y"]
    assert tops[0]["height"] == tops[1]["height"]
    assert tops[0]["width"] == tops[1]["width"]


@pytest.mark.matrix
def test_translator_reads_the_other_language_as_readers_do(site, page, draft):
    person = sign_in(page, site, username="tr", is_superuser=False)
    rights = ["write_zh", "view_frameworkrevision", "change_frameworkrevision"]
    person.user_permissions.set(Permission.objects.filter(codename__in=rights))

    page.goto(site + change_path(draft))

    shown = page.locator(".cell.field-summary_en .rendered")
    assert shown.get_attribute("lang") == "en"
    assert "An <strong>old</strong> summary" in shown.inner_html()
    assert page.locator("#id_summary_zh").is_editable()


@pytest.mark.matrix
def test_preview_follows_the_text_and_runs_no_markup(form):
    button = form.get_by_role("button", name="Preview: Summary (English)")
    button.focus()
    form.keyboard.press("Enter")
    pane = form.get_by_role("region", name="Preview: Summary (English)")
    pane.locator("strong").wait_for()

    form.fill("#id_summary_en", "*new* <img src=x onerror=alert(1)>")
    pane.locator("em").wait_for()

    assert pane.inner_text() == "new <img src=x onerror=alert(1)>"
    assert pane.get_attribute("aria-live") == "off"
    assert button.get_attribute("aria-expanded") == "true"
    button.click()
    assert not pane.is_visible()


@pytest.mark.matrix
def test_preview_of_a_session_that_ended_says_so_and_keeps_the_text(site, browser, draft):
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, site)
    page.goto(site + change_path(draft))
    page.fill("#id_summary_en", "My text")
    session = next(one for one in context.cookies() if one["name"] == "sessionid")
    context.clear_cookies(name=session["name"])

    page.get_by_role("button", name="Preview: Summary (English)").click()

    pane = page.get_by_role("region", name="Preview: Summary (English)")
    pane.get_by_text("The preview did not come.").wait_for()
    assert page.input_value("#id_summary_en") == "My text"
    context.close()


@pytest.mark.matrix
@pytest.mark.usefixtures("_copies_never_arrive")
def test_counts_speak_each_language_and_hint_at_what_is_long(form):
    def count(language):
        return form.locator(f".cell.field-summary_{language} .cell__count").inner_text()

    before = (count("zh"), count("en"))
    form.fill("#id_summary_zh", "字" * 101)

    assert before == ("Characters: 4", "Words: 3 · Characters: 16")
    assert count("zh") == "Characters: 101 · longer than usual (100)"
    assert form.locator("#desk-status").inner_text() == count("zh")
    assert "id_summary_zh_count" in (
        form.locator("#id_summary_zh").get_attribute("aria-describedby") or ""
    )


def compose(page, text):
    """Begin a composition as an input method does, and press Enter while it is open."""
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": text, "selectionStart": 2, "selectionEnd": 2})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    return session


def test_enter_that_ends_a_composition_does_not_submit(form):
    address = form.url
    form.evaluate("window.submits = 0; document.addEventListener('submit', () => window.submits++)")
    form.focus("#id_developer_zh")
    form.locator("#id_developer_zh").fill("")

    session = compose(form, "zhong")
    session.send("Input.insertText", {"text": "中文"})

    assert form.input_value("#id_developer_zh") == "中文"
    assert (form.evaluate("window.submits"), form.url) == (0, address)
    form.evaluate("document.addEventListener('submit', event => event.preventDefault())")
    form.keyboard.press("Enter")
    wait_until(form, lambda: form.evaluate("window.submits") == 1)  # an Enter of its own is one


@pytest.mark.matrix
def test_safari_sends_the_key_after_the_composition_and_still_does_not_submit(form):
    prevented = form.evaluate(
        """() => {
            const field = document.getElementById("id_developer_zh");
            const init = {key: "Enter", keyCode: 229, bubbles: true, cancelable: true};
            return !field.dispatchEvent(new KeyboardEvent("keydown", init));
        }"""
    )

    assert prevented


@pytest.mark.matrix
def test_enter_while_composing_picks_nothing_from_an_autocomplete_box(form):
    make_source("zhong-source", title="zhong")
    open_rows(form)
    box = form.locator("#facts-1 .select2-search__field")
    box.click()
    box.press_sequentially("zhong")
    form.locator(".select2-results__option--highlighted").wait_for()

    session = compose(form, "zh")
    chosen = form.locator("#id_facts-1-sources").evaluate("one => one.selectedOptions.length")
    session.send("Input.insertText", {"text": ""})

    assert chosen == 0
    expect(form.locator(".select2-results__option--highlighted")).to_have_count(1)


@pytest.mark.matrix
@pytest.mark.usefixtures("_copies_never_arrive")
def test_same_source_again_says_what_it_put_in_or_what_is_there(form):
    make_source("two")
    open_rows(form)

    form.locator("#facts-1 .same-source").focus()
    form.keyboard.press("Enter")
    first = form.locator("#facts-1 .select2-selection__choice").all_inner_texts()
    said = form.locator("#desk-status").inner_text()
    form.locator("#facts-1 .same-source").click()
    again = form.locator("#desk-status").inner_text()

    assert first == ["×Title of one (2026-11-24)"]
    assert said == "Added: Title of one (2026-11-24)"
    assert again == "Already there: Title of one (2026-11-24)"


@pytest.mark.matrix
def test_new_source_is_added_in_place(form):
    open_rows(form)
    with form.expect_popup() as opened:
        form.locator("#add_id_facts-1-sources").click()
    popup = opened.value
    values = {"slug": "fresh", "title": "Fresh", "locator": "p. 1", "accessed_on": "2026-11-20"}
    for name, value in values.items():
        popup.fill(f"#id_{name}", value)
    popup.select_option("#id_kind", "web_page")
    with popup.expect_event("close"):
        popup.locator("[name=_save]").click()

    chosen = form.locator("#facts-1 .select2-selection__choice").all_inner_texts()

    assert chosen == ["×Fresh (2026-11-20)"]


@pytest.fixture
def asked(form):
    """The kinds of question that the browser put so far; the answer is always no."""
    kinds = []

    def refuse(dialog):
        kinds.append(dialog.type)
        dialog.dismiss()

    form.on("dialog", refuse)
    return kinds


def leave(form):
    """Go to the history of the entry; whether that was possible."""
    try:
        form.goto(form.url.replace("/change/", "/history/"))
    except Error as error:
        if "ERR_ABORTED" in error.message:
            return False
        raise
    return True


def test_leaving_asks_only_while_something_is_not_saved(form, asked):
    form.focus("#id_name")
    form.keyboard.type("x")
    assert form.locator(".save-bar__unsaved").is_visible()
    assert not leave(form)
    assert asked == ["beforeunload"]

    form.keyboard.press("Backspace")

    assert not form.locator(".save-bar__unsaved").is_visible()
    assert leave(form)
    assert asked == ["beforeunload"]


@pytest.mark.matrix
def test_saving_by_key_keeps_the_place_and_asks_nothing(form, draft, asked):
    open_rows(form)
    form.fill("#id_facts-1-note_en", "Saved by key")

    form.keyboard.press("Control+s")
    form.locator(".messagelist .success").wait_for()
    form.wait_for_load_state()

    assert draft.facts.get(field="licence").note_en == "Saved by key"
    assert form.locator("#facts-1 > details").evaluate("row => row.open")
    assert form.evaluate("document.activeElement.id") == "id_facts-1-note_en"
    assert "alpha #1" in form.locator("#desk-status").inner_text()
    assert leave(form)
    assert asked == []


@pytest.mark.matrix
def test_refused_save_focuses_the_first_error_and_lists_all(form):
    open_rows(form)
    form.fill("#id_name", "")
    form.fill("#id_status_since", "soon")
    form.select_option("#id_facts-1-field", "name")

    form.keyboard.press("Control+s")
    form.locator(".faults").wait_for()
    form.wait_for_load_state()

    links = form.locator(".faults a")
    assert links.evaluate_all("all => all.map(one => one.hash)") == [
        "#id_name",
        "#id_status_since",
        "#facts-group",
        "#facts-1",
    ]
    assert form.evaluate("document.activeElement.id") == "id_name"
    assert form.locator(".form-sections__faults").all_inner_texts() == [
        "1 error",
        "1 error",
        "2 errors",
    ]
    links.nth(1).click()
    assert form.evaluate("document.activeElement.id") == "id_status_since"


@pytest.mark.matrix
def test_link_of_an_error_opens_the_tab_of_its_language(form):
    form.set_viewport_size(PHONE)
    form.locator("[role=tab]").last.click()
    form.fill("#id_developer_zh", "x\u202ey")
    form.locator("[role=tab]").first.click()

    form.keyboard.press("Control+s")
    form.locator(".faults").wait_for()
    form.wait_for_load_state()

    assert form.evaluate("document.activeElement.id") == "id_developer_zh"
    assert form.locator("[role=tab][aria-selected=true]").inner_text() == "Chinese (errors: 1)"


@pytest.mark.matrix
def test_sections_count_rows_as_they_are_added(form):
    link = form.locator(".form-sections a[href='#facts-group'] .form-sections__rows")
    before = link.inner_text()

    form.locator("#facts-group .add-row a").click()
    after = link.inner_text()
    form.locator("#facts-2 .inline-deletelink").click()

    assert (before, after, link.inner_text()) == ("2", "3", "2")


@pytest.mark.matrix
def test_rows_say_in_one_line_what_they_hold(form):
    summaries = form.locator("#facts-group .row__summary").all_inner_texts()

    assert summaries == ["1 source · Old", "0 sources"]


@pytest.mark.matrix
def test_keyboard_reaches_the_end_of_the_form_and_comes_back(form):
    seen = set()
    for _ in range(200):
        form.keyboard.press("Tab")
        name = form.evaluate("document.activeElement.name || ''")
        seen.add(name)
        if name == "_continue":
            break
    form.keyboard.press("Shift+Tab")

    assert {"name", "summary_zh", "summary_en", "_save", "_continue"} <= seen
    assert form.evaluate("document.activeElement.name") == "_save"


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("width", "language", "scheme"),
    [*product([390, 1440], ["zh-hans", "en"], ["light", "dark"])],
)
def test_axe_finds_nothing_on_the_form(width, language, scheme, site, browser, violations, draft):
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, site)
    page.goto(site + change_path(draft, language))
    open_rows(page)
    page.locator("button[data-live-preview]:visible").first.click()
    page.locator(".live-preview p").wait_for()

    found = violations(page)
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    context.close()

    assert (found, wide) == ([], False)


@pytest.mark.matrix
def test_picture_is_dropped_or_chosen_by_keyboard_and_shown_before_it_is_sent(form, draft):
    form.locator("#pictures-group .add-row a").click()
    field = form.locator("#id_pictures-0-upload")
    field.focus()
    assert form.evaluate("document.activeElement.type") == "file"

    form.evaluate(
        """content => {
            const bytes = Uint8Array.from(atob(content), one => one.charCodeAt(0));
            const carried = new DataTransfer();
            carried.items.add(new File([bytes], "graph.png", {type: "image/png"}));
            const field = document.getElementById("id_pictures-0-upload");
            const init = {bubbles: true, cancelable: true, dataTransfer: carried};
            field.dispatchEvent(new DragEvent("dragover", init));
            field.dispatchEvent(new DragEvent("drop", init));
        }""",
        b64encode(picture_bytes()).decode(),
    )
    form.locator("img.picture-thumb[alt='graph.png']").wait_for()
    form.fill("#id_pictures-0-alt_zh", "图")
    form.fill("#id_pictures-0-alt_en", "A graph")
    form.keyboard.press("Control+s")
    form.locator(".messagelist .success").wait_for()
    form.wait_for_load_state()

    picture = draft.pictures.get()
    assert (picture.alt_en, picture.width, picture.height) == ("A graph", 40, 30)
    shown = form.locator("#pictures-0 img.picture-thumb")
    assert shown.evaluate("one => one.complete && one.naturalWidth") == 40
