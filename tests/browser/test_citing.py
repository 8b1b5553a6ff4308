"""Copying a citation, with the clipboard and without it; and the marks that lead to citations."""

import pytest

from tests.factories import make_framework

pytestmark = [pytest.mark.browser, pytest.mark.matrix, pytest.mark.django_db(transaction=True)]

# What a browser without a clipboard, or a reader who refuses it, does to the script.
REFUSED = "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))"
MISSING = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
NOTHING = f"{MISSING}; document.execCommand = () => false"


@pytest.mark.parametrize(
    ("prepare", "status"),
    [
        ("", "Copied."),
        (REFUSED, "Copied."),
        (MISSING, "Copied."),
        (NOTHING, "The text is selected; copy it with the keyboard or the menu."),
    ],
)
def test_citation_is_copied_or_left_selected(prepare, status, live_server, browser):
    make_framework("theano", name="Theano")
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{live_server.url}/en/frameworks/theano/cite/")
    page.evaluate(f"() => {{ {prepare} }}")

    place = page.locator("[data-copy=citation-bibtex]")
    place.get_by_role("button", name="Copy").click()
    place.get_by_text(status).wait_for()
    selected = page.evaluate("getSelection().toString()")
    copied = page.evaluate("navigator.clipboard ? navigator.clipboard.readText() : ''")
    context.close()

    assert "@misc{atlas-en-theano-1," in (copied or selected)


def test_mark_that_cites_a_fact_is_seen_without_hovering(live_server, page):
    make_framework("theano", licence="MIT")

    page.goto(f"{live_server.url}/en/frameworks/theano/")

    mark = page.locator("#fact-licence .permalink--cite")
    assert mark.evaluate("one => getComputedStyle(one).opacity") == "1"
    assert mark.bounding_box()["height"] >= 24
