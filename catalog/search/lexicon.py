"""What ordinary words mean here, by `catalog/lexicon/words.yaml`, and queries read by it."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import yaml

from catalog.bilingual import EN, ZH
from catalog.search import tokens

DATA = Path(__file__).parents[1] / "lexicon" / "words.yaml"
# The longest entry of the lists has fewer words and characters.
LONGEST = 12


@dataclass(frozen=True)
class Concept:
    """A meaning: how it is called in each language, and the tokens of whatever has it."""

    names: dict = field(hash=False)
    tokens: tuple = ()
    # Whether it says how things stand to one another, and not what they have.
    is_relation: bool = False


class Reading(NamedTuple):
    """A query read by the lists: what is left of it to look for, and the meanings found in it.

    With `is_framework`, it asks for frameworks by that word.
    """

    rest: tuple[str, ...]
    concepts: tuple[Concept, ...]
    is_framework: bool


@dataclass(frozen=True)
class Absent:
    """Something that people look for and no entry is about, by its names."""

    names: tuple[str, ...]

    @property
    def name(self):
        return self.names[0]


def read(pieces):
    """The reading of a query, or None where no list says anything about it."""
    units = _units(pieces)
    if _meanings().get(tuple(unit for unit, _number in units)) == "frameworks":
        return None  # the word itself is looked for
    found = [*_segments(units)]
    meanings = [meaning for _places, meaning in found]
    if not any(meanings):
        return None
    concepts = [meaning for meaning in meanings if isinstance(meaning, Concept)]
    named = _pieces_at(units, found, None)
    if not named and not concepts:
        # What is asked about something is looked for itself where nothing else is named.
        named = _pieces_at(units, found, "aspects")
    is_framework = "frameworks" in meanings
    if not named and not concepts and not is_framework:
        return None
    return Reading(named, tuple(dict.fromkeys(concepts)), is_framework)


def absent(pieces):
    """What the pieces name that no entry is about by the list, or None."""
    return _absent_by_key().get(_key(pieces))


def absent_beginning(pieces):
    """The first of these that the pieces may become; two letters begin too many."""
    key = _key(pieces)
    if len(key) < (2 if tokens.has_han(key) else 3):
        return None
    found = (one for name, one in sorted(_absent_by_key().items()) if name.startswith(key))
    return next(found, None)


def _key(pieces):
    return "".join(map(tokens.token, pieces))


def _units(pieces):
    """Words, and Chinese runs taken apart: each unit with the number of its piece."""
    return [
        (unit, number)
        for number, piece in enumerate(pieces)
        for unit in (piece if tokens.is_han(piece) else [piece])
    ]


def _segments(units):
    """The units from the left by the longest entries, as places and what they mean, or None."""
    known, at = _meanings(), 0
    while at < len(units):
        words = tuple(unit for unit, _number in units[at : at + LONGEST])
        sizes = range(len(words), 0, -1)
        size = next((size for size in sizes if words[:size] in known), 1)
        yield range(at, at + size), known.get(words[:size])
        at += size


def _pieces_at(units, segments, meaning):
    """What stands in the segments of one meaning, as pieces; neighbours in a piece are one.

    One character that is left of a longer run is no word.
    """
    sizes = Counter(number for _unit, number in units)
    places = [at for those, found in segments if found == meaning for at in those]
    # Of neighbours, place and position in the list differ by the same.
    runs = groupby(enumerate(places), key=lambda pair: (pair[1] - pair[0], units[pair[1]][1]))
    words = [
        (number, "".join(units[place][0] for _position, place in run))
        for (_distance, number), run in runs
    ]
    return tuple(word for number, word in words if len(word) > 1 or sizes[number] == 1)


@cache
def _meanings():
    """Every entry of the lists as its units, with what it means."""
    found = {}
    for name in ("fillers", "aspects", "frameworks"):
        found |= {_entry(word): name for word in _words(_data()[name])}
    for concept in _data()["concepts"]:
        meaning = Concept(
            {ZH: concept["zh"], EN: concept["en"]},
            tuple(_tokens_of(concept)),
            "means" not in concept,
        )
        found |= {_entry(word): meaning for word in _words(concept["words"])}
    return found


def _entry(word):
    return tuple(unit for unit, _number in _units(tokens.pieces(word)))


def _tokens_of(concept):
    yield from (tokens.FACT + tokens.key(fact) for fact in concept.get("means", ()))
    for text in concept.get("texts", ()):
        yield from (tokens.LEAD + term for term in tokens.terms(tokens.fold(text)))


@cache
def _absent_by_key():
    lines = [Absent(tuple(_words(line))) for line in _data()["absent"]]
    return {tokens.key(name): one for one in lines for name in one.names}


@cache
def _data():
    return yaml.safe_load(DATA.read_text(encoding="utf-8"))


def _words(text):
    return [word for word in re.split(r"\s*,\s*", text.strip()) if word]
