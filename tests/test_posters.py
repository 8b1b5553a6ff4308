"""The pictures that other sites show beside a link."""

import re
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from catalog import actions
from catalog.posters import Mark, Poster, draw
from tests.factories import (
    make_category,
    make_draft,
    make_editor,
    make_feature,
    make_framework,
    make_full_article,
    make_full_framework,
    make_full_glossary,
)
from tests.products import sample

pytestmark = pytest.mark.django_db
PICTURE = re.compile(r'<meta property="og:image" content="http://127.0.0.1:8000([^"]+)">')


def picture(data):
    return Image.open(BytesIO(data)).convert("RGB")


def drawn(**said):
    return picture(draw(Poster(**{"kind": "", "title": "T", "text": "", **said})))


@pytest.mark.parametrize("language", sample(["zh-hans", "en"], 1))
def test_every_page_names_a_picture_that_is_there(language, client):
    make_full_framework("alpha")
    make_feature("speed")
    make_category("low")
    make_full_article("article")
    make_full_glossary()
    pages = ["", "frameworks/", "frameworks/alpha/", "features/speed/", "categories/low/"]
    pages += ["articles/article/", "combinations/n1/", "glossary/t1/"]

    found = {}
    for page in pages:
        path = PICTURE.search(client.get(f"/{language}/{page}").text).group(1)
        answer = client.get(path)
        found[page] = (answer.status_code, answer["Content-Type"], picture(answer.content).size)

    assert found == {page: (200, "image/png", (1200, 630)) for page in pages}


def test_picture_speaks_the_language_of_its_address(client):
    make_framework("alpha", summary_zh="一个框架。", summary_en="A framework.")

    first, second = (
        client.get(f"/{code}/posters/framework/alpha.png") for code in ("zh-hans", "en")
    )

    assert ImageChops.difference(picture(first.content), picture(second.content)).getbbox()


def test_what_is_not_public_has_no_picture(client):
    make_draft("hidden")
    gone = make_framework("gone")
    actions.trash(gone.entry, by=make_editor())
    kept = make_framework("kept")
    before = client.get("/en/posters/framework/kept.png").content
    draft = actions.open_draft(kept.entry, by=make_editor())
    type(draft).objects.filter(pk=draft.pk).update(name="Secret")

    absent = ["framework/hidden", "framework/gone", "framework/never", "source/kept", "user/kept"]
    statuses = {client.get(f"/en/posters/{path}.png").status_code for path in absent}

    assert statuses == {404}
    assert client.get("/en/posters/framework/kept.png").content == before
    preview = client.get(f"/en/preview/framework/kept/{draft.number}/")
    assert "/posters/framework/" not in preview.text


@pytest.mark.parametrize(
    "said",
    [
        {"title": "长" * 60, "text": "文" * 400, "beside": "Word " * 60},
        {"title": "W" * 60, "text": "unbreakable" * 40},
        {"marks": [Mark("a long label of a feature", "a long word", "partly")] * 4},
    ],
)
def test_long_texts_stay_within_the_margins(said):
    background = drawn(title=" ").getpixel((5, 300))

    shown = drawn(**said)

    right = shown.crop((1140, 40, 1200, 560)).getcolors()
    assert [colour for _count, colour in right] == [background]


def test_signs_that_the_fonts_lack_are_left_out():
    same = ImageChops.difference(drawn(title="Torch"), drawn(title="To𝕏r👍ch\u202e"))

    assert same.getbbox() is None
