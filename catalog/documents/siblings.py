"""Rows of one owner: which of them say the same."""

from django.db import models

from catalog.documents.quoting import quoted
from catalog.validators import identity_of


class Siblings:
    """Takes the rows of one owner, one after the other, and finds those that repeat another."""

    def __init__(self, model, owner):
        self.model, self.keys = model, unique_keys(model, owner)
        self.seen = {}

    def repeated(self, values, line):
        """What `values` repeats, as text, and the line of the first; None for a row of its own."""
        found = None
        for rule, names, identity in self._identities(values):
            first = self.seen.get((rule, names, identity))
            if first is None:
                self.seen[rule, names, identity] = line
            elif found is None:
                given = [name for name in names if values.get(name)]
                said = ", ".join(f"{name}={quoted(values[name])}" for name in given)
                found = said, first
        return found

    def _identities(self, values):
        for names in self.keys:
            identity = tuple(values.get(name) for name in names)
            if None not in identity:
                yield "database", names, identity
        identity = identity_of(self.model, values.get)
        if identity is not None:
            yield "reader", self.model.distinct_by, identity


def unique_keys(model, owner):
    """The sets of fields by which rows of one owner must differ, without the owner itself."""
    uniques = [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    constraints = [tuple(c.fields) for c in uniques if c.condition is None]
    singles = [(f.name,) for f in model._meta.concrete_fields if f.unique and not f.primary_key]
    keys = [tuple(name for name in names if name != owner) for names in constraints + singles]
    return [names for names in keys if names and not (owner and names == (owner,))]
