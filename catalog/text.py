"""Markdown to safe HTML, and plain excerpts of it."""

import html
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import zip_longest

import nh3
from django.utils.translation import pgettext
from markdown_it import MarkdownIt
from mdit_py_cjk_friendly import cjk_friendly

CLOSING = tuple("，。；：、！？）》」』”’…")  # no line begins with one
TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}


def render_markdown(text: str) -> str:
    """HTML of a Markdown text that is safe to print; markup in the text itself is shown, not run.

    Headings and images stay plain text: the outline of a page belongs to its template.
    """
    rendered = _parser().render(text)
    return nh3.clean(rendered, tags=TAGS, attributes={"a": {"href"}, "ol": {"start"}})


def labelled(label: object, value: object) -> str:
    """A value behind what it is, with the colon of the language that is spoken."""
    return f"{label}{pgettext('label', ': ')}{value}"


def plain(text: str) -> str:
    """A Markdown text without its markup, on one line."""
    shown = html.unescape(nh3.clean(render_markdown(text), tags=set()))
    return " ".join(shown.split())


def excerpt(text: str, length: int = 160) -> str:
    """The first `length` characters of a Markdown text, without markup, on one line."""
    line = plain(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def is_wide(sign: str) -> bool:
    """Whether a sign is as wide as it is high, as Chinese ones are."""
    return unicodedata.east_asian_width(sign) in "WF"


def lines_of(text: str, *, width: float, most: int, measure: Callable[[str], float]) -> list[str]:
    """A text cut into at most so many lines; the last may end in an ellipsis.

    `measure` says how wide a text is, in the unit of `width`.
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and measure(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    lines = [*lines, line.rstrip()] if line.strip() else lines
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][:-1].rstrip()}…"]
    return lines


def _pieces(text: str) -> Iterator[str]:
    """Where a line may break: after a space, and around every wide sign but before closing ones."""
    piece = ""
    for sign, following in zip_longest(text, text[1:], fillvalue=""):
        piece += sign
        may_break = sign == " " or is_wide(sign) or (following and is_wide(following))
        if may_break and following not in CLOSING:
            yield piece
            piece = ""
    if piece:
        yield piece


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(["heading", "lheading", "image"])
    return parser.use(cjk_friendly)
