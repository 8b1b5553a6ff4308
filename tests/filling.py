"""Rows for every table of a migration's state, made up from the fields alone."""

import datetime
import random

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

DAY = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)
TRIES = 60
# The moments of a revision that are only there in some states, which no constraint says.
MOMENTS = {
    "published_at": {"live", "superseded", "retired"},
    "live_until": {"superseded", "retired"},
}


def fill(state, seed):
    """Adds rows to every table of the catalogue and returns all their columns, by table and key.

    Two rows to tables that need no other, because some rows join two; one to all others. Where a
    unique or check constraint refuses a row, another one is made up. A table may refuse them all
    only if it has a row already, as the one of the content stamp does.
    """
    chance, added = random.Random(seed), {}  # noqa: S311 - reproducible, no secret
    tables = state.get_app_config("catalog").get_models(include_auto_created=True)
    for model in sorted(tables, key=_depth):
        for _row in range(2 if _depth(model) == 1 else 1):
            row = _add(model, chance)
            assert row or model.objects.exists(), f"{model.__name__} has no row."
            if row:
                added[model._meta.model_name, row.pk] = values_of(row)
    return added


def values_of(row):
    """What the database holds, not what was written: some columns round or fill themselves."""
    return type(row)._base_manager.filter(pk=row.pk).values().get()


def _depth(model):
    """How long the longest chain of foreign keys from `model` is."""
    targets = {field.related_model for field in model._meta.concrete_fields if field.is_relation}
    return 1 + max((_depth(target) for target in targets - {model}), default=0)


def _add(model, chance):
    for _try in range(TRIES):
        fields = model._meta.concrete_fields
        row = model(**{one.attname: _value(one, chance) for one in fields if not _is_given(one)})
        for name, states in MOMENTS.items():
            if hasattr(row, "entry_id") and hasattr(row, name) and row.state not in states:
                setattr(row, name, None)
        try:
            _check_against_newest(row)
            with transaction.atomic():
                row.save(force_insert=True)
            return row
        except (IntegrityError, ValidationError):
            continue
    return None


def _check_against_newest(row):
    """Rows of a site satisfied what the code of their day asked, before a constraint said it."""
    model = apps.get_model("catalog", row._meta.model_name)
    columns = [field.attname for field in row._meta.concrete_fields]
    newest = model(**{name: getattr(row, name) for name in columns})
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            constraint.validate(model, newest)


def _is_given(field):
    return isinstance(field, models.AutoField) or (field.primary_key and field.has_default())


def _value(field, chance):
    if field.is_relation:
        keys = list(field.related_model._base_manager.values_list("pk", flat=True))
        return chance.choice([*keys, None] if field.null or not keys else keys)
    if field.choices:
        return chance.choice([value for value, _label in field.flatchoices])
    if field.null and not isinstance(field, models.DateTimeField) and chance.random() < 0.3:
        return None
    number = chance.randrange(1, 10_000)
    match field:
        case models.JSONField():
            return field.get_default() if field.has_default() else {}
        case models.BooleanField():
            return chance.random() < 0.5
        case models.IntegerField():
            return number
        case models.DateTimeField():
            return DAY + datetime.timedelta(minutes=number)
        case models.DateField():
            return DAY.date() + datetime.timedelta(days=number)
        case models.BinaryField():
            return b"%d" % number
        case _ if field.blank and chance.random() < 0.3:
            return ""
        case _:
            return f"{field.name}-{number}"[-(field.max_length or 80) :]
