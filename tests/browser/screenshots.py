"""The pictures of docs/images, taken anew: `make screenshots`.

`ONLY=home,matrix make screenshots` takes those of some pages.

Not collected with the tests: it writes into the checkout.
"""

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from catalog.whole_files import whole_file
from tests.browser.desk import change_path, sign_in
from tests.desk import make_keras_draft
from tests.page_types import MISSING, PUBLIC, STYLEGUIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = Path(__file__).resolve().parents[2] / "docs/images"
SIZES = {
    "desktop": {"width": 1440, "height": 960},
    "phone": {"width": 360, "height": 780},
}
BOTH_SCHEMES = ["desktop-light", "desktop-dark", "phone-light", "phone-dark"]
SCREEN_AND_PHONE = ["desktop-light", "desktop-dark", "phone-light"]
LIGHT = ["desktop-light", "phone-light"]

# Pages of the desk, and in which frames they are pictured; each in both languages. Those of readers
# are every type there is, in the frames of LIGHT or of FRAMES.
DESK_PAGES = {
    "desk": ("admin/", SCREEN_AND_PHONE),
    "admin": ("{form}", BOTH_SCHEMES),
    "editing": ("{form}", SCREEN_AND_PHONE),
    "compare-before-publish": ("{form}../compare/", SCREEN_AND_PHONE),
    "translation": ("admin/desk/translation/", ["desktop-light"]),
    "translation-texts": ("admin/desk/translation/framework/keras/", SCREEN_AND_PHONE),
    "texts": ("{form}../texts/", ["desktop-light"]),
    "preview": ("{form}../preview/", ["desktop-light"]),
}
FRAMES = {
    "home": BOTH_SCHEMES,
    "framework-detail": BOTH_SCHEMES,
    "lineage": BOTH_SCHEMES,
    "matrix": SCREEN_AND_PHONE,
}
PAGES = {
    **{
        name.removesuffix("-detail"): (paths[0], FRAMES.get(name, LIGHT))
        for name, paths in PUBLIC.items()
        if name != "article-list"  # with one article it leads on to that
    },
    "missing": (MISSING, LIGHT),
    **DESK_PAGES,
}
ONLY = [name for name in os.environ.get("ONLY", "").split(",") if name]
SHOTS = [
    (name, language, frame)
    for name, (_path, frames) in PAGES.items()
    for language in ("zh-hans", "en")
    for frame in frames
    if not ONLY or name in ONLY
]


def open_a_row(page):
    """The state in which somebody writes: a row open, with sources, lengths and a preview."""
    page.locator("#facts-1 > details > summary").click()
    page.locator("#facts-1 button[data-live-preview]:visible").first.click()
    page.locator("#facts-1 .live-preview").first.wait_for()
    page.evaluate("document.getElementById('facts-group').scrollIntoView()")
    page.locator("#facts-1 textarea:visible").first.focus()


def write(name, png):
    """A picture with a palette: a third of the size, and no difference to see."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    palette = picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    with whole_file(FOLDER / f"{name}.png") as file:
        palette.save(file, "PNG", optimize=True)


def test_take_every_picture(content, live_server, settings, browser):
    settings.SITE_URL = live_server.url
    form = change_path(make_keras_draft(), "{language}")
    contexts = {}
    for name, language, frame in SHOTS:
        if frame not in contexts:
            size, scheme = frame.split("-")
            context = browser.new_context(
                viewport=SIZES[size], color_scheme=scheme, reduced_motion="reduce"
            )
            contexts[frame] = context.new_page()
            sign_in(contexts[frame], live_server.url, username=f"anna-{frame}")
        page = contexts[frame]
        path = PAGES[name][0]
        settings.DEBUG = path == STYLEGUIDE
        address = path.replace("{form}", form) if "{form}" in path else "/{language}/" + path
        page.goto(live_server.url + address.replace("{language}", language))
        page.wait_for_load_state("networkidle")
        if name == "editing":
            open_a_row(page)
        write(f"{name}-{language[:2]}-{frame}", page.screenshot())
