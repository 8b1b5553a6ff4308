"""Deep copies of revisions: a draft starts as everything that its parent said."""

from collections import Counter

from django.db import models


def owned_relations(model):
    """Relations whose rows live and die with a row of `model`: cascading, and never edited."""
    return [
        relation
        for relation in model._meta.related_objects
        if relation.on_delete is models.CASCADE and not relation.field.editable
    ]


def collect_owned(revision):
    """Every row that belongs to `revision`, by model, owners before what they own.

    Each row knows its owner, up to `revision`, without another query.
    """
    found = {type(revision): [revision]}
    queue = [type(revision)]
    while queue:
        owner = queue.pop(0)
        for relation in owned_relations(owner):
            model, name = relation.related_model, relation.field.name
            if model in found:
                continue
            owners = {one.pk: one for one in found[owner]}
            rows = list(model.objects.filter(**{f"{name}__in": owners}).order_by("pk"))
            for row in rows:
                setattr(row, name, owners[getattr(row, relation.field.attname)])
            if rows:
                found[model] = rows
                queue.append(model)
    del found[type(revision)]
    return found


def rows_of(revision):
    """The revision and every row that belongs to it, owners before what they own."""
    owned = collect_owned(revision)
    return [revision, *(row for rows in owned.values() for row in rows)]


def copy_rows(model, rows, copies):
    """Insert a copy of each row, pointing at copies where the original pointed at originals."""
    own_references = []
    for row in rows:
        copy = model()
        for field in model._meta.concrete_fields:
            if field.primary_key:
                continue
            value = getattr(row, field.attname)
            target = copies.get((field.related_model, value)) if field.is_relation else None
            if field.related_model is model:
                own_references.append((copy, field, value))
                value = None
            setattr(copy, field.attname, target.pk if target else value)
        copies[model, row.pk] = copy
    model.objects.bulk_create([copies[model, row.pk] for row in rows])
    changed = [entry for entry in own_references if entry[2] is not None]
    for copy, field, value in changed:
        setattr(copy, field.attname, copies[model, value].pk)
    if changed:
        model.objects.bulk_update(
            [copy for copy, _, _ in changed], sorted({field.name for _, field, _ in changed})
        )


def copy_sources(model, rows, copies):
    for field in model._meta.many_to_many:
        through = field.remote_field.through
        owner, other = field.m2m_field_name(), field.m2m_reverse_field_name()
        links = through.objects.filter(**{f"{owner}__in": rows}).order_by("pk")
        through.objects.bulk_create(
            through(
                **{
                    f"{owner}_id": copies[model, getattr(link, f"{owner}_id")].pk,
                    f"{other}_id": getattr(link, f"{other}_id"),
                }
            )
            for link in links
        )


def copy_owned(source, target):
    """Copy the sources of `source` and every row that it owns to the revision `target`."""
    copies = {(type(source), source.pk): target}
    copy_sources(type(source), [source], copies)
    for model, rows in collect_owned(source).items():
        copy_rows(model, rows, copies)
        copy_sources(model, rows, copies)


def counterparts(source, target):
    """The rows of the revision `target` that stand for those of `source`, by (model, primary key).

    They have counterparts as owners, the same name (`identified_by`), and the same place among
    those that share it. A row without one is left out.
    """
    found = {(type(source), source.pk): target}
    there = collect_owned(target)
    for model, rows in collect_owned(source).items():
        places = {place: row for row, place in _placed(there.get(model, ()), {})}
        for row, place in _placed(rows, found):
            if place in places:
                found[model, row.pk] = places[place]
    return found


def _placed(rows, found):
    """Each row with its owner, its name, and its number among rows of that name."""
    seen = Counter()
    for row in rows:
        owner = next(f for f in row._meta.concrete_fields if f.is_relation and not f.editable)
        fields = [owner, *(row._meta.get_field(name) for name in row.identified_by)]
        values = tuple(_value_there(field, getattr(row, field.attname), found) for field in fields)
        seen[values] += 1
        yield row, (values, seen[values])


def _value_there(field, value, found):
    moved = found.get((field.related_model, value)) if field.is_relation else None
    return moved.pk if moved else value
