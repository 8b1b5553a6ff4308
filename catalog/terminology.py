"""The words of the glossary as they stand in running text.

Latin words end where a word ends, in the singular or plural; Chinese ones may stand anywhere. Where
several begin at one place the longest counts, so that 卷积神经网络 is not read as 卷积. Code and
addresses are left alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from catalog.bilingual import EN, LANGUAGES, ZH

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
URL = re.compile(r"https?://[^\s<>()\u3000-\u303f\uff00-\uffef" + HAN + "]+")
CODE = re.compile(r"`[^`]+`")
PROTECTED = re.compile(f"{CODE.pattern}|{URL.pattern}|" + r"\]\([^)]*\)")
GAP = re.compile(r"[\s-]+")
BEFORE, AFTER = r"(?<![A-Za-z0-9_./-])", r"(?![A-Za-z0-9_/]|\.[A-Za-z0-9_])"


@dataclass(frozen=True)
class TermWords:
    """How texts say one thing, by language; the first word that is allowed is its name."""

    allowed: Mapping[str, tuple[str, ...]]
    forbidden: Mapping[str, tuple[str, ...]]

    def name(self, language: str) -> str:
        return next(iter(self.allowed[language]), "")

    def is_said_in(self, text: str, language: str) -> bool:
        """Whether a translation says it in any form: tuning and tuned pass for tune."""
        text = PROTECTED.sub(" ", text)
        if language == ZH:
            return any(word.casefold() in text.casefold() for word in self.allowed[ZH])
        return any(re.search(_any_form(word), text, re.I) for word in self.allowed[EN])


@dataclass(frozen=True)
class Occurrence:
    """A word of the glossary in a text, and the terms that it may stand for."""

    start: int
    end: int
    word: str
    terms: tuple[TermWords, ...]
    is_forbidden: bool


class Terminology:
    """Every word of some terms, ready to be looked for."""

    def __init__(self, terms: Iterable[TermWords]) -> None:
        self._allowed: dict[tuple[str, str], list[TermWords]] = defaultdict(list)
        self._forbidden: dict[tuple[str, str], list[TermWords]] = defaultdict(list)
        for term in terms:
            for language in LANGUAGES:
                for word in term.allowed[language]:
                    self._allowed[language, _key(word)].append(term)
                for word in term.forbidden.get(language, ()):
                    self._forbidden[language, _key(word)].append(term)
        self._patterns = {language: self._pattern(language) for language in LANGUAGES}

    def _pattern(self, language: str) -> re.Pattern[str] | None:
        known = {word for code, word in (*self._allowed, *self._forbidden) if code == language}
        words = sorted(known, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(_exactly, words)), re.I) if words else None

    def found_in(self, text: str, language: str) -> Iterator[Occurrence]:
        """Every occurrence in the text, from left to right, none overlapping another."""
        pattern = self._patterns[language]
        if pattern is None:
            return
        protected = [match.span() for match in PROTECTED.finditer(text)]
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in protected):
                continue
            for key in _singulars(match.group()):
                place = (language, key)
                if found := self._allowed.get(place) or self._forbidden.get(place):
                    is_forbidden = place not in self._allowed
                    yield Occurrence(*match.span(), match.group(), tuple(found), is_forbidden)
                    break


def _key(word: str) -> str:
    """What two spellings of one word share; an abbreviation in capitals is no other word."""
    spaced = GAP.sub(" ", word)
    return spaced if _is_abbreviation(word) else spaced.lower()


def _is_abbreviation(word: str) -> bool:
    return word.isascii() and word.isupper()


def _exactly(key: str) -> str:
    pattern = r"[\s-]+".join(map(re.escape, key.split(" ")))
    if key[-1].isascii():
        pattern += ("s?" if _is_abbreviation(key) else "(?:e?s)?") + AFTER
    if key[0].isascii():
        pattern = BEFORE + pattern
    return f"(?-i:{pattern})" if _is_abbreviation(key) else pattern


def _singulars(word: str) -> Iterator[str]:
    """The keys that a word as found may have, the likeliest first."""
    spaced = GAP.sub(" ", word)
    for form in (spaced, spaced.lower()):
        yield form
        yield form.removesuffix("s")
        yield form.removesuffix("es")


def _any_form(word: str) -> str:
    """A pattern of a Latin word and of what is formed from it; three letters may change."""
    *first, last = GAP.split(word)
    if _is_abbreviation(word):
        return BEFORE + f"(?-i:{re.escape(word)})"
    stem = last[: max(4, len(last) - 3)]
    return BEFORE + r"[\s-]+".join(map(re.escape, [*first, stem]))
