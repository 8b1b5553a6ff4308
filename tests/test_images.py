"""Uploaded pictures: what is taken, what is refused, and what is left of them."""

import tracemalloc
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image

from catalog import images
from tests.pictures import (
    jpeg_that_claims,
    photograph_with_place,
    picture_bytes,
    png_that_claims,
    upload,
    webp_that_claims,
)

SCRIPT = b"<script>alert(document.domain)</script>"


@pytest.mark.parametrize(
    ("kind", "mode", "extension"),
    [
        ("PNG", "RGB", "png"),
        ("PNG", "RGBA", "png"),
        ("PNG", "P", "png"),
        ("PNG", "1", "png"),
        ("PNG", "I;16", "png"),
        ("JPEG", "RGB", "jpg"),
        ("JPEG", "L", "jpg"),
        ("JPEG", "CMYK", "jpg"),
        ("WEBP", "RGB", "webp"),
        ("WEBP", "RGBA", "webp"),
    ],
)
def test_pictures_of_the_accepted_formats_are_taken(kind, mode, extension):
    image = Image.new(mode, (40, 30))
    out = BytesIO()
    image.save(out, kind)

    clean = images.clean(upload(out.getvalue()))

    assert (clean.extension, clean.width, clean.height) == (extension, 40, 30)
    assert Image.open(BytesIO(clean.content)).format == kind


def test_lossless_webp_is_measured_from_its_header():
    clean = images.clean(upload(picture_bytes("WEBP", (33, 7), lossless=True)))

    assert (clean.width, clean.height) == (33, 7)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + b"\0" * 40,
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.7 and more of it, long enough to have a header of some size",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x20\0\0\0WEBPJUNK" + b"\0" * 30,
    ],
    ids=["empty", "gif", "svg", "pdf", "png-start", "webp-start"],
)
def test_other_formats_are_refused(content):
    with pytest.raises(ValidationError, match=r"PNG.*JPEG.*WebP"):
        images.clean(upload(content))


@pytest.mark.parametrize("make", [png_that_claims, jpeg_that_claims, webp_that_claims])
def test_a_header_that_claims_a_giant_is_refused_before_anything_is_decoded(make):
    content = make(16_000, 16_000)
    tracemalloc.start()

    with pytest.raises(ValidationError, match="16000 × 16000"):
        images.clean(upload(content))

    assert tracemalloc.get_traced_memory()[1] < 10 * images.MOST_BYTES
    tracemalloc.stop()


def test_fifty_thousand_by_fifty_thousand_is_refused():
    with pytest.raises(ValidationError, match="50000 × 50000"):
        images.clean(upload(png_that_claims(50_000, 50_000)))


def test_a_header_that_lies_within_the_limits_is_refused():
    with pytest.raises(ValidationError):
        images.clean(upload(png_that_claims(100, 100)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_truncated_pictures_are_refused(kind, part):
    noise = Image.effect_noise((64, 64), 80).convert("RGB")
    out = BytesIO()
    noise.save(out, kind)
    whole = out.getvalue()

    with pytest.raises(ValidationError):
        images.clean(upload(whole[: int(len(whole) * part)]))


def test_files_beyond_the_limit_are_refused_without_being_read_whole():
    file = upload(picture_bytes() + b"\0" * (2 * images.MOST_BYTES))

    with pytest.raises(ValidationError, match="8 MB"):
        images.clean(file)

    assert file.tell() == images.MOST_BYTES + 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_stands_behind_a_picture_is_gone(kind):
    clean = images.clean(upload(picture_bytes(kind) + SCRIPT + b"PK\x03\x04"))

    assert SCRIPT not in clean.content
    assert b"PK\x03\x04" not in clean.content


def test_text_chunks_of_a_png_are_gone():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", SCRIPT.decode())

    clean = images.clean(upload(picture_bytes(pnginfo=info)))

    assert SCRIPT not in clean.content


def test_place_of_a_photograph_is_gone_and_the_picture_stands_upright():
    clean = images.clean(upload(photograph_with_place()))

    image = Image.open(BytesIO(clean.content))
    assert dict(image.getexif()) == {}
    assert b"secret comment" not in clean.content
    assert (clean.width, clean.height) == (30, 40)


def test_large_pictures_are_stored_at_the_size_of_a_page():
    clean = images.clean(upload(picture_bytes(size=(3000, 1500))))

    assert (clean.width, clean.height) == (2000, 1000)


def test_moving_pictures_are_refused():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])

    with pytest.raises(ValidationError):
        images.clean(upload(out.getvalue()))


def test_same_content_is_stored_once_under_a_name_that_needs_the_key(settings):
    clean = images.clean(upload(picture_bytes()))

    first, again = images.store(clean), images.store(clean)
    settings.SECRET_KEY = "another" * 10
    elsewhere = images.store(clean)

    assert first == again
    assert first != elsewhere
    assert clean.sha256[:10] not in first
    assert images.NAME.fullmatch(first)
    with default_storage.open(first) as stored:
        assert stored.read() == clean.content


@pytest.mark.parametrize("name", ["", "pictures/../../etc/passwd", "pictures/x.svg", "a/b.png"])
def test_names_that_are_not_in_the_store_are_refused(name):
    with pytest.raises(ValidationError):
        images.validate_stored(name)
