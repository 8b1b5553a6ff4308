"""The pictures of docs/images, taken anew: `make screenshots`.

Not collected with the tests: it writes into the checkout.
"""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from catalog import actions
from catalog.models import Framework
from tests.browser.desk import change_path, sign_in
from tests.factories import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = Path(__file__).resolve().parents[2] / "docs/images"
SIZES = {"desktop": {"width": 1280, "height": 860}, "phone": {"width": 390, "height": 844}}
BOTH_SCHEMES = ["desktop-light", "desktop-dark", "phone-light", "phone-dark"]
SCREEN_AND_PHONE = ["desktop-light", "desktop-dark", "phone-light"]

# What is pictured in which frames; each in both languages.
PAGES = {
    "home": ("", SCREEN_AND_PHONE),
    "list": ("frameworks/", ["desktop-light", "phone-light"]),
    "framework": ("frameworks/keras/", BOTH_SCHEMES),
    "article": ("articles/deep-learning-frameworks/", ["desktop-light", "phone-light"]),
    "desk": ("admin/", SCREEN_AND_PHONE),
    "admin": ("{form}", BOTH_SCHEMES),
    "editing": ("{form}", SCREEN_AND_PHONE),
    "compare": ("{form}../compare/", SCREEN_AND_PHONE),
    "translation": ("admin/desk/translation/", ["desktop-light"]),
    "translation-texts": ("admin/desk/translation/framework/keras/", SCREEN_AND_PHONE),
    "texts": ("{form}../texts/", ["desktop-light"]),
    "preview": ("{form}../preview/", ["desktop-light"]),
}
SHOTS = [
    (name, language, frame)
    for name, (_path, frames) in PAGES.items()
    for language in ("zh-hans", "en")
    for frame in frames
]


def make_keras_draft():
    """A draft of Keras that says some things differently, by somebody else."""
    draft = actions.open_draft(Framework.objects.get(slug="keras"), by=make_editor("mei"))
    draft.summary_zh = draft.summary_zh.replace("高级接口", "高级深度学习接口")
    draft.summary_en = draft.summary_en.replace("interface", "deep-learning interface")
    draft.save()
    fact = draft.facts.get(field="licence")
    fact.note_en = "Early versions (to 2.0) were under the MIT licence."
    fact.save()
    assessment = draft.assessments.first()
    assessment.verdict = "partly"
    assessment.rationale_zh += "另见其文档。"
    assessment.save()
    draft.relations.create(
        type="uses", target_name="NumPy", note_zh="用于数组。", note_en="For arrays."
    )
    actions.record_edit(draft, ["summary_zh", "summary_en", "note_en"], by=draft.created_by)
    return draft


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
    palette.save(FOLDER / f"{name}.png", optimize=True)


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
        address = path.replace("{form}", form) if "{form}" in path else "/{language}/" + path
        page.goto(live_server.url + address.replace("{language}", language))
        page.wait_for_load_state("networkidle")
        if name == "editing":
            open_a_row(page)
        write(f"{name}-{language[:2]}-{frame}", page.screenshot())
