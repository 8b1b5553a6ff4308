"""Drawing a poster: colours of tokens.css, type of two fonts that lie beside this module.

The size is the one that sites ask for, 1200 × 630 pixels (ogp.me, "image:width"). All lengths are
pixels. A sign that the font lacks is left out; fonts/OFL.txt says what they hold.
"""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils.text import capfirst
from PIL import Image, ImageDraw, ImageFont

from catalog.palette import LIGHT, schemes
from catalog.text import is_wide, lines_of

WIDTH, HEIGHT = 1200, 630
MARGIN, BAND = 80, 14
ROOM = WIDTH - 2 * MARGIN
SERIF, SANS = "NotoSerifSC-Bold.otf", "NotoSansSC-Regular.otf"
FONTS = Path(__file__).parent / "fonts"
TITLE_SIZES = (92, 76, 62, 50)
MARK_HEIGHT, MARK_GAP = 92, 20
SITE = "Framework Atlas · 框架图谱"
BETWEEN_LETTERS = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z ])")
STRAIGHT = str.maketrans("‘’“”", "''\"\"")


def draw(poster):
    """The poster as the bytes of a PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), colour("bg"))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, BAND), fill=colour("accent"))
    y = 78
    if poster.kind:
        kind = capfirst(poster.kind)
        y = 8 + _lines(pen, [kind], y, font=font(SANS, 28), ink="accent", leading=48)
    y = _title(pen, poster.title, y)
    if poster.beside:
        face = font(SANS, 38)
        y = _lines(pen, _cut(poster.beside, face, most=1), y, font=face, ink="ink-2", leading=60)
    bottom = HEIGHT - 112
    if poster.marks:
        bottom -= MARK_HEIGHT + 28
        _marks(pen, poster.marks, bottom + 20)
    face = font(SANS, 30)
    room = max(1, (bottom - y - 14) // 46)
    _lines(pen, _cut(poster.text, face, most=room), y + 14, font=face, ink="ink-2", leading=46)
    _foot(pen, poster.foot)
    kept = BytesIO()
    # No file is smaller by the slow ways (median cut, every filter tried), and no shade is off by
    # more than one of 255; they take five times as long.
    few = picture.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(kept, "PNG")
    return kept.getvalue()


def _title(pen, title, y):
    """In one line as large as it fits, or in two of the smallest size."""
    for size in TITLE_SIZES:
        face = font(SERIF, size)
        if face.getlength(title) <= ROOM:
            break
    return _lines(
        pen, _cut(title, face, most=2), y, font=face, ink="ink", leading=round(size * 1.3)
    )


def _lines(pen, lines, y, *, font, ink, leading):
    """Draw lines below each other from `y` on; return where the next one would stand."""
    for line in lines:
        pen.text((MARGIN, y + leading / 2), line, font=font, fill=colour(ink), anchor="lm")
        y += leading
    return y


def _marks(pen, marks, y):
    """The marks beside each other, each on a wash of its tone."""
    columns = max(len(marks), 3)
    width = (ROOM - MARK_GAP * (columns - 1)) / columns
    for number, mark in enumerate(marks):
        x = MARGIN + number * (width + MARK_GAP)
        box = (x, y, x + width, y + MARK_HEIGHT)
        pen.rounded_rectangle(box, radius=10, fill=colour(f"{mark.tone}-wash"))
        pen.rounded_rectangle((x, y, x + 8, y + MARK_HEIGHT), radius=4, fill=colour(mark.tone))
        for text, face, ink, line in (
            (capfirst(mark.label), font(SANS, 22), "ink-2", 30),
            (mark.value, font(SERIF, 28), mark.tone, 63),
        ):
            for shown in _cut(text, face, most=1, width=width - 44):
                pen.text((x + 26, y + line), shown, font=face, fill=colour(ink), anchor="lm")


def _foot(pen, foot):
    y = HEIGHT - 58
    pen.line((MARGIN, y - 36, WIDTH - MARGIN, y - 36), fill=colour("rule"), width=2)
    for shown in _cut(foot, font(SANS, 24), most=1, width=ROOM / 2):
        pen.text((MARGIN, y), shown, font=font(SANS, 24), fill=colour("ink-3"), anchor="lm")
    place = (WIDTH - MARGIN, y)
    pen.text(place, SITE, font=font(SERIF, 26), fill=colour("accent"), anchor="rm")


@cache
def font(name, size):
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def colour(name):
    return _tokens()[f"--c-{name}"]


@cache
def _tokens():
    return schemes((settings.BASE_DIR / "static/css/tokens.css").read_text())[LIGHT]


def _cut(text, face, *, most, width=ROOM):
    """At most so many lines, none wider than `width`; what does not fit ends in an ellipsis."""
    lines = lines_of(_drawable(text, face), width=width, most=most, measure=face.getlength)
    return [_shortened(line, face, width) for line in lines]


def _shortened(line, face, width):
    if face.getlength(line) <= width:
        return line
    while line and face.getlength(f"{line}…") > width:
        line = line[:-1]
    return f"{line}…"


def _drawable(text, face):
    """The text without the signs that the font lacks.

    Curved quotation marks are as wide as a Chinese sign in these fonts; among Latin letters stand
    straight ones.
    """
    text = BETWEEN_LETTERS.sub("'", text)
    if not any(map(is_wide, text)):
        text = text.translate(STRAIGHT)
    name = Path(face.path).name
    missing = _outline("\U0010fffd", name)
    return "".join(sign for sign in text if sign.isspace() or _outline(sign, name) != missing)


@cache
def _outline(sign, name):
    return bytes(font(name, 20).getmask(sign))
