"""Writing documents: what a revision says, in the form that `read` accepts."""

import json
from copy import copy
from operator import attrgetter

from django.db.models import Prefetch, prefetch_related_objects

from catalog.documents.marks import marks_to_write
from catalog.documents.read import default_of
from catalog.documents.schema import MARKS, natural_key, schema_of


def json_of(document):
    """The JSON text of a document, on one line; days as ISO 8601 has them."""
    return json.dumps(document, ensure_ascii=False, default=lambda day: day.isoformat())


def dump_revision(revision, *, all_marks=False):
    """Everything that `revision` says as plain values, defaults left out.

    With `all_marks` it is an exact copy also of what is known about every translation.
    """
    if not hasattr(revision, "_prefetched_objects_cache"):
        # On a copy: what is fetched here would hide later edits from the holder of `revision`.
        revision = copy(revision)
        prefetch_related_objects([revision], *_lookups(type(revision)))
    return dump_row(revision, all_marks=all_marks)


def dump_row(row, *, all_marks=False):
    schema = schema_of(type(row))
    values = {}
    for key, field in schema.columns.items():
        value = getattr(row, key)
        if value is not None and value != default_of(field):
            values[key] = value
    if schema.bilingual and (marks := marks_to_write(row, all_marks=all_marks)):
        values[MARKS] = marks
    for key in schema.references:
        target = getattr(row, key)
        if target is not None:
            values[key] = natural_key(target)
    for key in schema.lists:
        if names := sorted(natural_key(target) for target in getattr(row, key).all()):
            values[key] = names
    for key, field in schema.children.items():
        if owned := dump_children(row, key, field, all_marks=all_marks):
            values[key] = owned
    return values


def dump_children(row, key, field, *, all_marks):
    if field.one_to_one:
        child = getattr(row, key, None)
        return dump_row(child, all_marks=all_marks) if child else None
    children = sorted(getattr(row, key).all(), key=attrgetter("pk"))
    return [dump_row(child, all_marks=all_marks) for child in children]


def prefetch_document(revisions):
    """The queryset with everything prefetched that `dump_revision` reads of each revision."""
    return revisions.prefetch_related(*_lookups(revisions.model))


def _lookups(model):
    schema = schema_of(model)
    owned = (Prefetch(key, _rows_of(field.model)) for key, field in schema.children.items())
    return [*schema.references, *schema.lists, *owned]


def _rows_of(model):
    """The rows of a child table with what they name: joined where it is one thing."""
    schema = schema_of(model)
    owned = (Prefetch(key, _rows_of(field.model)) for key, field in schema.children.items())
    joined = schema.references or [None]  # without a name, Django would join everything
    return model.objects.select_related(*joined).prefetch_related(*schema.lists, *owned)
