"""Text in two languages: every value knows the language it is in.

A bilingual field ``summary`` is two plain columns, ``summary_zh`` and ``summary_en``, behind
one `Bilingual` descriptor. Reading it gives a `Text`; saving one language never touches the other.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Any

from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

ZH = "zh-hans"
EN = "en"
LANGUAGES = (ZH, EN)
SUFFIXES = {ZH: "zh", EN: "en"}
HTML_LANG = {ZH: "zh-Hans", EN: "en"}


class Text(str):
    """A string that knows its language and whether it stands in for a missing one."""

    language: str
    is_fallback: bool

    def __new__(cls, value: str, language: str, is_fallback: bool = False) -> Text:
        text = super().__new__(cls, value)
        text.language = language
        text.is_fallback = is_fallback
        return text

    @property
    def html_lang(self) -> str:
        return HTML_LANG[self.language]


def current_language() -> str:
    """The content language of this request or task; Chinese when none is active."""
    return EN if (get_language() or ZH).lower().startswith("en") else ZH


def preferred_language(header: str) -> str:
    """The language that an Accept-Language header likes best; Chinese when it names none."""
    for code, _quality in parse_accept_lang_header(header.lower()):
        if code.startswith("en"):
            return EN
        if code.startswith("zh"):
            return ZH
    return ZH


def other(language: str) -> str:
    return EN if language == ZH else ZH


def column(field: str, language: str) -> str:
    """The database column of a bilingual field: ``summary`` in Chinese is ``summary_zh``."""
    return f"{field}_{SUFFIXES[language]}"


def choose(values: dict[str, str], language: str) -> Text:
    """The value in `language`, or the other one marked as a fallback, or an empty text."""
    if values[language] or not values[other(language)]:
        return Text(values[language], language)
    return Text(values[other(language)], other(language), is_fallback=True)


class Bilingual:
    """Read-only access to a pair of columns in the language now active."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        owner.bilingual_fields = (*getattr(owner, "bilingual_fields", ()), name)  # type: ignore[attr-defined]

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        return self.read(instance, current_language())

    def read(self, instance: Any, language: str) -> Text:
        values = {code: getattr(instance, column(self.name, code)) for code in LANGUAGES}
        return choose(values, language)


def in_language(instance: Any, field: str, language: str) -> Text:
    """The bilingual `field` of `instance` in a named language, falling back visibly."""
    values = {code: getattr(instance, column(field, code)) for code in LANGUAGES}
    return choose(values, language)


def normalise(text: str) -> str:
    """NFC with runs of white space folded: what counts as the same text for a translator."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def fingerprint(text: str) -> str:
    """A short stable mark of the normalised text (SHA-256, 16 hex digits); empty for no text."""
    normal = normalise(text)
    return hashlib.sha256(normal.encode()).hexdigest()[:16] if normal else ""
