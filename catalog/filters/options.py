"""The facets beside a list: each value, and how many results it would leave."""

from heapq import nlargest
from typing import NamedTuple

# There are as many developers as there are projects; nobody reads a longer list than this.
LISTED = 30


class Option(NamedTuple):
    """One value of a facet, and how many results it would leave."""

    value: str
    label: str
    count: int
    selected: bool


class FacetCounts(NamedTuple):
    """A facet and its options; of very many only the most frequent, and how many were left out."""

    name: str
    label: str
    options: list[Option]
    left_out: int = 0


def facet_counts(filterset):
    """Every facet with its options and counts; a facet's own selection does not narrow itself."""
    counts = filterset.counts
    return [
        facet
        for name in filterset.filters
        if name != "sort" and (facet := _facet(filterset, name, counts)).options
    ]


def _facet(filterset, name, counts):
    field, selected = filterset.form.fields[name], filterset.selected(name)
    options = [
        Option(str(value), str(label), counts.get((name, value), 0), value in selected)
        for value, label in field.choices
        if counts.get((name, value)) or value in selected
    ]
    most = {option.value for option in nlargest(LISTED, options, key=_weight)}
    is_long = name in ("developer", "licence") and len(options) > LISTED
    shown = [one for one in options if one.value in most] if is_long else options
    return FacetCounts(name, field.label, shown, len(options) - len(shown))


def _weight(option):
    return option.selected, option.count
