"""Picture files for tests, the honest and the hostile ones."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def picture_bytes(kind="PNG", size=(40, 30), *, mode="RGB", **options):
    out = BytesIO()
    Image.new(mode, size, "teal" if mode != "L" else 90).save(out, kind, **options)
    return out.getvalue()


def upload(content, name="picture.png"):
    """The content as a form receives it."""
    file = BytesIO(content)
    file.name = name
    return file


def png_that_claims(width, height):
    """A PNG of one pixel whose header states another size; its checksum is right."""
    whole = picture_bytes(size=(1, 1))
    header = b"IHDR" + struct.pack(">II", width, height) + whole[24:29]
    return whole[:12] + header + struct.pack(">I", zlib.crc32(header)) + whole[33:]


def webp_that_claims(width, height):
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + canvas
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def jpeg_that_claims(width, height):
    whole = picture_bytes("JPEG", (8, 8))
    at = whole.index(b"\xff\xc0") + 5
    return whole[:at] + struct.pack(">HH", height, width) + whole[at + 4 :]


def photograph_with_place():
    """A JPEG that says where it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    return picture_bytes("JPEG", (40, 30), exif=exif.tobytes(), comment=b"secret comment")
