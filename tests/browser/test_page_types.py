"""What holds for every type of page in a browser: see tests/page_types.py."""

import pytest

from tests.browser.desk import sign_in
from tests.desk import desk_pages, make_keras_draft
from tests.page_types import DESK, MISSING, PUBLIC, STYLEGUIDE
from tests.products import sample

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 700}  # a wide window at 400 %, WCAG 1.4.10
HALF = {"width": 640, "height": 450}  # the wide one at 200 %, WCAG 1.4.4
WIDE = {"width": 1280, "height": 900}
LANGUAGES = ("zh-hans", "en")
# What a reader sees first of each type of page, and its other states.
FIRST = [*(addresses[0] for addresses in PUBLIC.values()), MISSING]
OTHERS = [address for addresses in PUBLIC.values() for address in addresses[1:]]
EVERY = [(path, language) for path in [*FIRST, *OTHERS] for language in LANGUAGES]
STOPS = 12  # of the tabulator key in the content of a page

# Where the focus is, or what is wrong with it: not seen, outside the window, or going backwards.
STOP = """() => {
  const here = document.activeElement, before = window.stopBefore;
  window.stopBefore = here;
  if (here === document.body) return "end";
  const name = here.outerHTML.slice(0, 80);
  const box = here.getBoundingClientRect();
  const rings = [here, here.querySelector("svg *") || here].map((one) => getComputedStyle(one));
  const ring = rings.concat(getComputedStyle(here, "::after")).some(
    (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
  if (!ring) return "focus is not seen: " + name;
  if (box.bottom <= 0 || box.top >= innerHeight) return "focus is outside the window: " + name;
  if (before?.isConnected && before !== document.body && !before.contains(here)
      && !(before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING))
    return "focus goes backwards: " + name;
  return "";
}"""
# What a window loses: text beyond its edge that nothing scrolls to, or cut off by its own box.
LOST = """() => {
  const scrolls = (one) => one && (/auto|scroll/.test(getComputedStyle(one).overflowX)
    || (one !== document.body && scrolls(one.parentElement)));
  const hides = (value) => value === "hidden" || value === "clip";
  const lost = document.documentElement.scrollWidth > innerWidth ? ["it scrolls sideways"] : [];
  for (const one of document.querySelectorAll("body *")) {
    const says = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (!says || box.width < 2 || !one.checkVisibility()) continue;
    if (one.closest("svg, .visually-hidden, .skip-link")) continue;
    const isCut = hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1
      || hides(style.overflowY) && one.scrollHeight > one.clientHeight + 2;
    const isOut = (box.left < -1 || box.right > innerWidth + 1) && !scrolls(one.parentElement);
    if (isCut || isOut) lost.push("not all to be seen: " + one.outerHTML.slice(0, 80));
  }
  return lost.slice(0, 3);
}"""
TEXT = "document.querySelector('main').textContent.replace(/\\\\s+/g, ' ').trim()"


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(browser):
    """A page of a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("path", "language"), sample(EVERY, 1))
def test_page_is_accessible_and_quiet(path, language, site, page, violations, settings):
    settings.DEBUG = path == STYLEGUIDE
    heard = listen(page, site)

    page.goto(f"{site}/{language}/{path}")

    quiet = [one for one in heard if path != MISSING or "404" not in one]
    assert [*quiet, *violations(page), *in_the_dark(page, violations)] == []


@pytest.mark.matrix
@pytest.mark.parametrize(("path", "language"), EVERY)
def test_page_fits_small_windows_and_needs_neither_mouse_nor_script(
    path, language, site, page, plain, settings
):
    settings.DEBUG = path == STYLEGUIDE

    page.goto(f"{site}/{language}/{path}")
    plain.goto(page.url)

    assert [*too_wide(page), *walk(page)] == []
    assert page.evaluate(TEXT) == plain.evaluate(TEXT)


@pytest.mark.matrix
@pytest.mark.parametrize("name", DESK)
def test_page_of_the_desk_is_accessible(name, site, page, violations):
    sign_in(page, site)
    heard = listen(page, site)

    page.goto(f"{site}/zh-hans/admin/{desk_pages(make_keras_draft())[name]}")

    assert [*heard, *violations(page), *in_the_dark(page, violations)] == []


def listen(page, site):
    """A list that fills with whatever the console says and whoever else is asked.

    Read it before axe runs, which makes the console speak of its own doings.
    """
    heard = []
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("request", lambda one: one.url.startswith((site, "data:")) or heard.append(one.url))
    return heard


def in_the_dark(page, violations):
    """Contrast in the dark scheme; everything else is the same in both."""
    page.emulate_media(color_scheme="dark")
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
    found = violations(page, {"runOnly": ["color-contrast"]})
    page.emulate_media(color_scheme="light")
    return [("dark", *one) for one in found]


def too_wide(page):
    """What the page loses in small windows, and with text twice as large in a wide one."""
    found = []
    for size, text in ((NARROW, "100%"), (HALF, "100%"), (WIDE, "200%")):
        page.set_viewport_size(size)
        page.evaluate("(text) => document.documentElement.style.fontSize = text", text)
        lost = page.evaluate(LOST)
        found += [f"at {size['width']} px, text {text}: {one}" for one in lost]
    page.evaluate("() => document.documentElement.style.fontSize = ''")
    return found


def walk(page):
    """What is wrong on the way by keyboard, from the link over the header into the content."""
    if page.query_selector("header"):  # pages of errors have none
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.id") != "main":
            return ["the first stop does not lead to the content"]
    found = []
    for _stop in range(STOPS):
        page.keyboard.press("Tab")
        said = page.evaluate(STOP)
        if said == "end":
            break
        found += [said] if said else []
    return found
