"""Uploaded pictures: checked, reduced to their pixels, and stored under a name of their content.

Whatever else a file carries (a second format behind the picture, scripts, the place where a
photograph was taken) is gone afterwards, because the picture is encoded anew. Dimensions are read
from the header before anything is decoded, so that a small file can not ask for a large memory.
"""

import hashlib
import re
import struct
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

FOLDER = "pictures"
NAME = re.compile(rf"{FOLDER}/[0-9a-f]{{40}}\w*\.(png|jpg|webp)")
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 16_000_000  # 64 MB decoded, and as much again while it is encoded
LONGEST_SIDE = 10_000  # pixels, of what is uploaded
STORED_SIDE = 2_000  # pixels; a page is never wider

EXTENSIONS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
MODES = {"PNG": ("L", "LA", "RGB", "RGBA"), "JPEG": ("L", "RGB"), "WEBP": ("RGB", "RGBA")}
# Start-of-frame markers of JPEG: all of C0-CF but the tables (C4, C8, CC). ITU-T T.81, table B.1.
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# What Pillow raises for a file that is not what its beginning says.
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError)


@dataclass(frozen=True)
class CleanImage:
    """A picture that is safe to store and to serve; `width` and `height` are in pixels."""

    content: bytes
    extension: str
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def clean(file: Any) -> CleanImage:
    """The picture in an uploaded file, encoded anew; a `ValidationError` says what is wrong."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _refused(_("The file is larger than %(most)d MB. Make the picture smaller."), most=8)
    kind, size = _header(data)
    if kind is None or size is None:
        raise _refused(_("This is no PNG, JPEG or WebP picture. Save it as one of these."))
    width, height = size
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE) or (
        width * height > MOST_PIXELS
    ):
        raise _refused(
            _("The picture has %(width)d × %(height)d pixels; at most %(most)d million are taken."),
            width=width,
            height=height,
            most=MOST_PIXELS // 1_000_000,
        )
    try:
        return _encoded(data, kind, size)
    except BROKEN as error:
        raise _refused(_("The picture is damaged. Export it again from its source.")) from error


def store(image: CleanImage) -> str:
    """Keep the picture and return its name; the same content has the same name and one file.

    The name is a keyed hash, so that nobody finds the picture of a draft by guessing.
    """
    key = salted_hmac("catalog.images", image.sha256, algorithm="sha256").hexdigest()[:40]
    name = f"{FOLDER}/{key}.{image.extension}"
    if default_storage.exists(name):
        return name
    return default_storage.save(name, ContentFile(image.content))


def validate_stored(name: str) -> None:
    """The name of a picture that is in the store."""
    if not NAME.fullmatch(name) or not default_storage.exists(name):
        raise ValidationError(
            _("“%(name)s” is not in the media store. Copy the file there first, or upload it."),
            code="not_stored",
            params={"name": name},
        )


def _refused(message: Any, **params: Any) -> ValidationError:
    return ValidationError(message, code="picture", params=params)


def _header(data: bytes) -> tuple[str | None, tuple[int, int] | None]:
    """The format that the first bytes name, and the size in pixels that the header states."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and len(data) >= 24:
        return "PNG", struct.unpack(">II", data[16:24])  # PNG 3rd edition, 11.2.1
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG", _jpeg_size(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) >= 30:
        return "WEBP", _webp_size(data)
    return None, None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of the first frame; segments are walked, nothing is decoded."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length if marker != 0xFF else 1  # FF before a marker is padding
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    """Width and height after the WebP container specification: VP8X, VP8L or VP8."""
    chunk = data[12:16]
    if chunk == b"VP8X":
        canvas = [int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27)]
        return canvas[0], canvas[1]
    if chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _encoded(data: bytes, kind: str, size: tuple[int, int]) -> CleanImage:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Pillow, about what is thrown away here
        image: Image.Image = Image.open(BytesIO(data), formats=[kind])
        if image.size != size or getattr(image, "is_animated", False):
            raise ValueError("the header and the picture differ, or it moves")
        image.load()
    image = ImageOps.exif_transpose(image)
    image.thumbnail((STORED_SIDE, STORED_SIDE))
    if image.mode not in MODES[kind]:
        has_alpha = image.has_transparency_data and "RGBA" in MODES[kind]
        image = image.convert("RGBA" if has_alpha else "RGB")
    # A picture of pixels alone: Pillow would otherwise carry profiles and text chunks along.
    plain = Image.frombytes(image.mode, image.size, image.tobytes())
    out = BytesIO()
    plain.save(out, kind, quality=88, optimize=True)
    return CleanImage(out.getvalue(), EXTENSIONS[kind], *plain.size)
