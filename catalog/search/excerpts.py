"""What a result shows: its name, and the passage that holds what was looked for, marked."""

import re
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import mark_safe

from catalog.bilingual import EN, HTML_LANG, LANGUAGES, ZH, column, other
from catalog.choices import SearchKind
from catalog.models import SearchDocument
from catalog.search import tokens

LENGTH = {ZH: 90, EN: 180}
# How much of it stands before the first place.
BEFORE = {ZH: 24, EN: 50}
# Their summaries say what they are, which is what a search for their names asks.
EXPLAINED = (SearchKind.FRAMEWORK, SearchKind.FEATURE, SearchKind.CATEGORY)
_LETTER = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True)
class Passage:
    """A text in one language as (words, whether they were looked for) in order."""

    language: str
    parts: tuple

    @property
    def has_hits(self):
        return any(hit for _text, hit in self.parts)

    @property
    def html_lang(self):
        return HTML_LANG[self.language]

    @property
    def html(self):
        """The passage with `mark` around what was looked for; everything else is escaped."""
        parts = (
            f"<mark>{escape(text)}</mark>" if hit else escape(text) for text, hit in self.parts
        )
        return mark_safe("".join(parts))  # noqa: S308  every part is escaped in the line above


@dataclass(frozen=True)
class Result:
    """A document as it is shown: names, and a passage in the language that has one."""

    document: SearchDocument
    name: Passage
    other_name: Passage | None
    passage: Passage


class Highlighter:
    """Finds the places of a query in texts as people read them.

    Pairs of Chinese characters are marked only where a text holds no whole run of the query, and
    synonyms only where it holds nothing of the query.
    """

    def __init__(self, query, *, synonyms=()):
        # Of a question, the words that it asks for; its other words stand in every text.
        pieces = query.rest.pieces if query.rest and query.rest.pieces else query.pieces
        pairs = {term for piece in pieces for term in tokens.terms(piece)}
        meanings = [tokens.pieces(name) for one in query.concepts for name in one.names.values()]
        others = {
            piece for found in (*meanings, *(one.pieces for one in synonyms)) for piece in found
        }
        last = pieces[-1] if pieces else ""
        wanted = ({*pieces}, pairs, others)
        self.patterns = [_any_of(pieces, last=last) for pieces in wanted]

    def result(self, document, language):
        """The document for a page in `language`."""
        name = self.mark(document.name, document.name.language)
        passage = self.passage(document, language)
        return Result(document, name, self._other_name(document, name, passage), passage)

    def passage(self, document, language):
        """The passage in `language`, or in the other where only that one holds the query."""
        found = self.passages(document)
        return found[language] or found[other(language)] or Passage(language, ())

    def passages(self, document):
        """By language the passage that holds most of the query, or None where nothing holds it.

        Where no language has one, the query was found in the names; then it is the beginning.
        """
        found = {language: self._best(document, language) for language in LANGUAGES}
        if any(found.values()):
            return found
        return {language: self._beginning(document, language) for language in LANGUAGES}

    def mark(self, text, language):
        parts, at = [], 0
        for place in self._places(text):
            parts.append((text[at : place.start()], False))
            parts.append((text[place.start() : place.end()], True))
            at = place.end()
        parts.append((text[at:], False))
        return Passage(language, tuple((text, hit) for text, hit in parts if text))

    def _other_name(self, document, name, passage):
        """The other name that was looked for; or, for pinyin, the Chinese one; or None."""
        if name.has_hits:
            return None
        others = [self.mark(one, ZH if tokens.has_han(one) else EN) for one in document.other_names]
        found = [one for one in others if one.has_hits]
        if not found and not passage.has_hits and not tokens.has_han(document.name):
            found = [one for one in others if one.language == ZH]
        return found[0] if found else None

    def _places(self, text):
        folded = tokens.fold_letters(text)
        return next(filter(None, ([*one.finditer(folded)] for one in self.patterns)), [])

    def _best(self, document, language):
        """The passage that holds most. What bears the name is explained by its summary alone."""
        is_named = self.mark(document.name, language).has_hits
        fields = ("lead",) if is_named and document.kind in EXPLAINED else ("lead", "body")
        lines = _lines(document, language, fields=fields)
        places = [self._places(line) for line in lines]
        worth = [sum(map(len, {place.group() for place in found})) for found in places]
        if not any(worth):
            return None
        best = worth.index(max(worth))
        first = places[best][0].start()
        # A sentence is not begun late for the sake of a few letters.
        start = first - BEFORE[language] if first > 2 * BEFORE[language] else 0
        return self.mark(_cut(lines[best], start, LENGTH[language]), language)

    def _beginning(self, document, language):
        lines = _lines(document, language)
        return self.mark(_cut(lines[0], 0, LENGTH[language]), language) if lines else None


def _any_of(pieces, *, last):
    longest_first = sorted(pieces, key=lambda piece: (-len(piece), piece))
    patterns = [_pattern(piece, is_last=piece == last) for piece in longest_first]
    return re.compile("|".join(patterns) or r"(?!)")


def _lines(document, language, *, fields=("lead", "body")):
    """The paragraphs of a document in one language, the summary first."""
    texts = (getattr(document, column(field, language)) for field in fields)
    return [line for text in texts for line in text.split("\n") if line]


def _pattern(piece, *, is_last):
    """A word is looked for where words begin; a short one as a whole, unless it is being typed."""
    if tokens.is_han(piece):
        return re.escape(piece)
    end = r"(?![a-z0-9])" if len(piece) < 3 and not is_last else ""
    return rf"(?<![a-z0-9]){re.escape(piece)}{end}"


def _cut(text, start, length):
    """`length` letters from `start` on, without halves of words, with ellipses where it is cut."""
    end = start + length
    while 0 < start < len(text) and _is_inside_word(text, start):
        start += 1
    while start < end < len(text) and _is_inside_word(text, end):
        end -= 1
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{after}"


def _is_inside_word(text, at):
    return bool(_LETTER.match(text[at - 1]) and _LETTER.match(text[at]))
