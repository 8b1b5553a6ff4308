"""Writing documents: what a revision says, in the form that `read` accepts."""

from catalog.documents.read import default_of
from catalog.documents.schema import natural_key, schema_of


def dump_revision(revision):
    """Everything that `revision` says as plain values, defaults left out."""
    return dump_row(revision)


def dump_row(row):
    schema = schema_of(type(row))
    values = {}
    for key, field in schema.columns.items():
        value = getattr(row, key)
        if value is not None and value != default_of(field):
            values[key] = value
    for key in schema.references:
        target = getattr(row, key)
        if target is not None:
            values[key] = natural_key(target)
    for key in schema.lists:
        if names := sorted(natural_key(target) for target in getattr(row, key).all()):
            values[key] = names
    for key, field in schema.children.items():
        if owned := dump_children(row, key, field):
            values[key] = owned
    return values


def dump_children(row, key, field):
    if field.one_to_one:
        child = getattr(row, key, None)
        return dump_row(child) if child else None
    return [dump_row(child) for child in getattr(row, key).order_by("pk")]
