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
PRIMARY = {"zh": ZH, "en": EN}  # by the first subtag, as Accept-Language is read
TAGS = {ZH: re.compile(r"zh(-hans)?(-(cn|sg))?"), EN: re.compile(r"en(-[a-z]{2})?")}


class Text(str):
    """A string that knows its language and whether it stands in for a missing one."""

    language: str
    is_fallback: bool
    state: str | None = None  # of its translation, where somebody asked for that

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
    """The language that an Accept-Language header likes best; Chinese when it names none.

    A weight of zero refuses a language (RFC 9110, section 12.4.2); ``*`` is any other one.
    """
    named = parse_accept_lang_header(header.lower())  # the heaviest first, else as written
    known = {PRIMARY.get(tag.partition("-")[0]) for tag, _weight in named}
    others = next((code for code in LANGUAGES if code not in known), ZH)
    for tag, weight in named:
        code = others if tag == "*" else PRIMARY.get(tag.partition("-")[0])
        if code and weight:
            return code
    return others


def tagged_language(tag: str) -> str | None:
    """The language that a tag of BCP 47, in any case, names: ``zh-Hans``, ``zh-CN``, ``en-US``."""
    return next((code for code, form in TAGS.items() if form.fullmatch(tag.lower())), None)


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


def in_other_language(instance: Any, field: str) -> str:
    """The bilingual `field` in the language that is not active; empty where it has none."""
    text = in_language(instance, field, other(current_language()))
    return "" if text.is_fallback else str(text)


def normalise(text: str) -> str:
    """NFC with runs of white space folded: what counts as the same text for a translator."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def fingerprint(text: str) -> str:
    """A short stable mark of the normalised text (SHA-256, 16 hex digits); empty for no text."""
    normal = normalise(text)
    return hashlib.sha256(normal.encode()).hexdigest()[:16] if normal else ""


# How a text came about: by a machine, by a person, or by a person and checked by a reviewer.
MACHINE, DRAFT, REVIEWED = "machine", "draft", "reviewed"
LEVELS = (MACHINE, DRAFT, REVIEWED)
MISSING, STALE = "missing", "stale"
# The worst first.
TRANSLATION_STATES = (MISSING, STALE, MACHINE, DRAFT, REVIEWED)

# What is kept beside a text: ``of``, the fingerprint of the other side that it was last checked
# against, and ``level``, one of `LEVELS`.
Mark = dict[str, str]


def mark(source: str, level: str) -> Mark:
    """The mark of a text that says what `source`, the other side, says."""
    return {"of": fingerprint(source), "level": level}


def translation_state(texts: dict[str, str], marks: dict[str, Mark], language: str) -> str | None:
    """Where one side of a pair stands; the only rule for it, by fingerprints and never by time.

    None where neither side says anything. A text without a mark was checked by nobody: a draft.
    """
    source = fingerprint(texts[other(language)])
    if not fingerprint(texts[language]):
        return MISSING if source else None
    found = marks.get(language) or mark(texts[other(language)], DRAFT)
    return STALE if source and found["of"] != source else found["level"]


def marks_after(
    before: dict[str, str],
    marks: dict[str, Mark],
    after: dict[str, str],
    *,
    level: str = DRAFT,
    is_minor: bool = False,
) -> dict[str, Mark]:
    """The marks of a pair of texts once `after` is written over `before`; see `_next_mark`.

    A changed text is taken as checked against the other side as it then stands, at `level`. A text
    that stays is stale from then on, unless the change was minor or only followed it: it was the
    other side that was missing, stale, or left to a machine.
    """
    kept = {}
    for language in LANGUAGES:
        if fingerprint(after[language]):
            kept[language] = _next_mark(before, marks, after, language, level, is_minor)
    return kept


def _next_mark(
    before: dict[str, str],
    marks: dict[str, Mark],
    after: dict[str, str],
    language: str,
    level: str,
    is_minor: bool,
) -> Mark:
    source = other(language)
    old = marks.get(language) or mark(before[source], DRAFT)
    state = translation_state(before, marks, language)
    if fingerprint(before[language]) != fingerprint(after[language]):
        # Who mends a comma has not brought the text up to date.
        return old if is_minor and state == STALE else mark(after[source], level)
    if fingerprint(before[source]) == fingerprint(after[source]):
        return old
    behind = (MISSING, STALE, MACHINE)
    follows = is_minor or translation_state(before, marks, source) in behind
    if follows and state != STALE and fingerprint(after[source]):
        return mark(after[source], old["level"])
    return old
