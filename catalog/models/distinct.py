"""Rows of one owner that say the same."""

from collections import defaultdict

from catalog.models.owners import owner_field
from catalog.validators import identity_of, repeated


def identity_of_row(row):
    """What equal rows of one owner share; None where any two may be equal."""
    return identity_of(type(row), lambda name: getattr(row, row._meta.get_field(name).attname))


def repetitions(rows):
    """Those of the rows that repeat an earlier row of the same owner."""
    siblings = defaultdict(list)
    for row in rows:
        if hasattr(row, "distinct_by") and (owner := owner_field(type(row))):
            siblings[type(row), getattr(row, owner.attname)].append(row)
    return [
        found[place]
        for found in siblings.values()
        for place, _first in repeated(map(identity_of_row, found))
    ]
