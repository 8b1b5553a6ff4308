"""Where in a file a value stands, and what is wrong with it there."""

from dataclasses import dataclass, field
from typing import NamedTuple

from catalog.documents.limits import DEPTH
from catalog.documents.read import Mapping, Sequence
from catalog.validators import NOT_STORABLE

SHOWN = 1000
VALUE_LENGTH = 200


class Place(NamedTuple):
    """A value in a file: the sheet (or entry), the line or row in it, the column or path."""

    sheet: str
    line: int
    column: str = ""
    value: object = None

    def __str__(self):
        """The line alone: what a fault says of an earlier place."""
        return str(self.line)


@dataclass(frozen=True)
class FileFault:
    sheet: str
    line: int
    column: str
    value: str
    reason: str

    def __str__(self):
        place = ", ".join(str(part) for part in (self.sheet, self.line, self.column) if part)
        return f"{place}: {self.reason}" + (f" [{self.value}]" if self.value else "")


@dataclass
class Faults:
    """Everything that is wrong with a file: the first thousand in full, all of them counted.

    `notes` are places that nothing is wrong with and that a person should know of. With
    `skips_unknown`, columns and fields that the catalogue does not have are among these.
    """

    shown: list = field(default_factory=list)
    count: int = 0
    notes: list = field(default_factory=list)
    skips_unknown: bool = False

    def add(self, place, reason):
        self.count += 1
        self._keep(self.shown, place, reason)

    def note(self, place, reason):
        self._keep(self.notes, place, reason)

    def _keep(self, kept, place, reason):
        if len(kept) < SHOWN:
            value = "" if place.value is None else str(place.value)
            value = NOT_STORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
            if len(value) > VALUE_LENGTH:
                value = value[:VALUE_LENGTH] + "…"
            fault = FileFault(place.sheet, place.line, place.column, value, str(reason))
            kept.append(fault)


def escaped(key):
    """A key as a step of a path, where a slash would end it (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


class TooDeep(Exception):
    """Values within values beyond `limits.DEPTH`."""


def placed(value, place, path=()):
    """A copy of plain `value` whose mappings and lists know the `Place` of what they hold.

    Lines that `value` knows of itself are kept; everything else stands on the line of `place`.
    """
    if len(path) > DEPTH:
        raise TooDeep
    if isinstance(value, dict):
        return _placed_mapping(value, place, path)
    if isinstance(value, list):
        sequence = Sequence()
        lines = getattr(value, "lines", [place.line] * len(value))
        steps = [(*path, str(number)) for number in range(1, len(value) + 1)]
        places = [
            Place(place.sheet, line, "/".join(step), None if isinstance(one, dict) else one)
            for line, step, one in zip(lines, steps, value, strict=True)
        ]
        sequence.line, sequence.lines = place, places
        sequence += [placed(*one) for one in zip(value, places, steps, strict=True)]
        return sequence
    return value


def _placed_mapping(value, place, path):
    mapping = Mapping()
    mapping.line, mapping.lines = place, {}
    known = getattr(value, "lines", {})
    for key, one in value.items():
        step = (*path, escaped(str(key)))
        shown = None if isinstance(one, (dict, list)) else one
        here = Place(place.sheet, known.get(key, place.line), "/".join(step), shown)
        mapping.lines[key] = here
        mapping[key] = placed(one, here, step)
    return mapping
