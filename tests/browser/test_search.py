"""The search box as people use it: with keys, with an input method, and without a script."""

import pytest

from tests.products import combinations

pytestmark = [pytest.mark.browser, pytest.mark.matrix, pytest.mark.django_db(transaction=True)]

BOX, OPTIONS = "#search-box", "#search-list [role=option]"


def test_suggestions_are_chosen_with_the_keyboard(site, page):
    page.goto(f"{site}/en/about/")
    page.locator(BOX).focus()
    page.keyboard.insert_text("tens")
    page.locator(OPTIONS).first.wait_for()
    box = page.locator(BOX)

    assert box.get_attribute("aria-expanded") == "true"
    assert "Suggestions: " in page.locator("[data-status]").inner_text()
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == page.locator(OPTIONS).last.get_attribute(
        "id"
    )
    page.keyboard.press("Escape")
    assert (box.get_attribute("aria-expanded"), box.input_value()) == ("false", "tens")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/frameworks/tensorflow/")


def test_enter_without_a_choice_searches(site, page):
    page.goto(f"{site}/zh-hans/")
    page.locator(BOX).fill("动态图")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh-hans/search/?q=*")

    assert page.locator("mark").first.inner_text() == "动态图"
    assert page.locator(BOX).input_value() == "动态图"


def test_suggestion_is_chosen_with_the_mouse(site, page):
    page.goto(f"{site}/en/")
    page.locator(BOX).focus()
    page.keyboard.type("feij")
    # By its name: where typing is slow, suggestions for its beginning come first.
    page.locator(OPTIONS).filter(has_text="PaddlePaddle").first.click()

    page.wait_for_url("**/en/frameworks/paddlepaddle/")


def test_nothing_is_asked_and_nothing_sent_while_an_input_method_composes(site, page):
    asked = []
    page.on("request", lambda request: "suggestions" in request.url and asked.append(request.url))
    page.goto(f"{site}/zh-hans/about/")
    page.locator(BOX).focus()
    keyboard = page.context.new_cdp_session(page)

    for composed in ("f", "fei", "feijiang"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": composed, "selectionStart": len(composed), "selectionEnd": len(composed)},
        )
    # The keys that an input method takes for itself arrive with this number.
    for kind in ("rawKeyDown", "keyUp"):
        event = {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
        keyboard.send("Input.dispatchKeyEvent", event)
    page.wait_for_timeout(400)

    assert asked == []
    assert page.url.endswith("/zh-hans/about/")
    assert page.locator(BOX).input_value() == "feijiang"

    keyboard.send("Input.insertText", {"text": "飞桨"})
    page.locator(OPTIONS).first.wait_for()
    assert page.locator(OPTIONS).first.inner_text().startswith("PaddlePaddle")
    assert len(asked) == 1


def test_only_the_last_of_many_keys_is_asked_for(site, page):
    asked = []
    page.on("request", lambda request: "suggestions" in request.url and asked.append(request.url))
    page.goto(f"{site}/en/")
    page.locator(BOX).focus()
    with page.expect_response("**/?q=pytorch"):
        page.keyboard.type("pytorch")

    assert len(asked) < 7


def test_list_closes_when_the_box_is_left(site, page):
    page.goto(f"{site}/en/")
    page.locator(BOX).focus()
    page.keyboard.insert_text("tens")
    page.locator(OPTIONS).first.wait_for()
    page.keyboard.press("Tab")

    assert page.locator("#search-list").is_hidden()


def test_search_works_without_a_script(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/en/")
    page.locator(BOX).fill("feijiang")
    page.locator(".search-form__button").click()

    assert page.locator(".result__name").first.inner_text() == "PaddlePaddle"
    context.close()


@pytest.mark.parametrize(("language", "scheme"), combinations(["zh-hans", "en"], ["light", "dark"]))
def test_axe_finds_nothing(scheme, language, site, browser, violations):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    found = {}
    for query in ("", "?q=keras", "?q=Pytroch&kind=framework", "?q=qqqqq"):
        page.goto(f"{site}/{language}/search/{query}")
        if rules := violations(page):
            found[query] = rules
    page.goto(f"{site}/{language}/about/")
    page.locator(BOX).focus()
    page.keyboard.insert_text("tens")
    page.locator(OPTIONS).first.wait_for()
    page.keyboard.press("ArrowDown")
    if rules := violations(page):
        found["suggestions"] = rules
    context.close()

    assert found == {}
