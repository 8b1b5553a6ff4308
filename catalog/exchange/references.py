"""Rules about the entries that a document names: none is in the trash, no relation is reversed."""

from collections import defaultdict

from django.utils.translation import gettext as _

from catalog.documents.schema import schema_of
from catalog.models import Entry, Framework, FrameworkRevision
from catalog.models.framework_relations import STATED_BY_TARGET
from catalog.queries import stated_by_others, trashed_among


def check_references(
    model, values, before, faults, *, entry, expected, key_of, trashed=trashed_among
):
    """Add a fault for each entry that the document may not name.

    `expected` holds what it names and where, `before` is the document that it replaces,
    `key_of` gives the primary key of what a model and an identifier name, and `trashed` those of a
    model's keys that are in the trash.
    """
    named = set(_named(model, before))
    new, places = defaultdict(dict), {}
    for target, name, _file, place, _column in expected:
        key = key_of(target, name)
        if key is not None and issubclass(target, Entry) and (target, name) not in named:
            new[target][key] = name
        places.setdefault((target, name), place)
    for target, keys in new.items():
        for key in trashed(target, keys):
            reason = _("%(name)s is in the trash; restore it first") % {"name": keys[key]}
            faults.add(places[target, keys[key]], reason)
    if model is FrameworkRevision and values and entry is not None:
        _check_relations(values, before, faults, entry=entry, places=places, key_of=key_of)


def _check_relations(values, before, faults, *, entry, places, key_of):
    old = {(row.get("type"), row.get("target")) for row in before.get("relations", [])}
    asked = {}
    for row in values.get("relations", []):
        name = row.get("target")
        if name is not None and (row["type"], name) not in old:
            asked[row["type"], key_of(Framework, name)] = name, row["type"]
    for one in stated_by_others(entry, asked):
        name, type_ = asked[one]
        reason = STATED_BY_TARGET % {"target": name, "relation": type_}
        faults.add(places[Framework, name], reason)


def _named(model, values):
    """Pairs (model, identifier) of the entries that a document names."""
    schema = schema_of(model)
    for key, field in schema.references.items():
        if key in values:
            yield field.related_model, values[key]
    for key, owner in schema.children.items():
        rows = values.get(key) or []
        for row in [rows] if rows and owner.one_to_one else rows:
            yield from _named(owner.model, row)
