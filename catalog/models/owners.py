"""The way from a row to the revision that it belongs to."""

from django.db import models

from catalog.models.base import Revision


def owner_field(model):
    """The foreign key to the row that `model` lives and dies with, as `copying` understands it.

    None for a model whose rows belong to nothing.
    """
    fields = (
        field
        for field in model._meta.concrete_fields
        if field.is_relation
        and not field.editable
        and field.remote_field.on_delete is models.CASCADE
    )
    return next(fields, None)


def owner_path(model):
    """The lookup from `model` to its revision: ``item__section__revision`` for a statement."""
    steps = []
    while not issubclass(model, Revision):
        field = owner_field(model)
        steps.append(field.name)
        model = field.related_model
    return "__".join(steps)


def revision_model(model):
    while not issubclass(model, Revision):
        model = owner_field(model).related_model
    return model


def revision_of(row):
    while not isinstance(row, Revision):
        row = getattr(row, owner_field(type(row)).name)
    return row
