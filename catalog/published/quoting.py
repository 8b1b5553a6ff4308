"""Who names an entry, and whose documents show something of it.

A document shows of other entries whether they are live, the names of frameworks that it relates to,
the order of features and categories, the relations that others state about it, and the rows of
articles that name it. Nothing else: everything but that it says itself.
"""

from collections import defaultdict
from functools import cache

from catalog.choices import ItemKind
from catalog.models import (
    ENTRY_MODELS,
    Article,
    Assessment,
    Category,
    Feature,
    Framework,
    Item,
    Relation,
    by_model,
    is_live,
)
from catalog.models.owners import owner_path, revision_model
from catalog.published.fields import paths


def live_revisions_naming(moves):
    """Pairs of a move by which an entry comes or goes and a live revision that names that entry.

    Revisions of entries that move themselves are left out. Of the others only the number and the
    slug are read: every framework may name a feature.
    """
    by_entry = {(type(one.entry), one.entry.pk): one for one in moves}
    named = defaultdict(lambda: defaultdict(set))
    coming_or_going = by_model(move.entry for move in moves if move.comes_or_goes)
    for entry_model, those in coming_or_going.items():
        for model, field in _naming(entry_model):
            path = owner_path(model)
            rows = model.objects.filter(is_live(f"{path}__"), **{f"{field}__in": those})
            for revision, entry in rows.values_list(path, f"{field}_id").order_by():
                named[revision_model(model)][revision].add((entry_model, entry))
    for model, entries in named.items():
        live = model.objects.live().filter(pk__in=entries).only("number", "entry__slug")
        for revision in live.order_by("pk"):
            if (type(revision.entry), revision.entry_id) not in by_entry:
                for key in sorted(entries[revision.pk], key=str):
                    yield by_entry[key], revision


def documents_showing(moves, naming):
    """The entries, as (kind, slug), whose documents these moves change, their own among them.

    `naming` is what `live_revisions_naming` gives for the moves.
    """
    found = {(_kind(type(one.entry)), one.slug) for _move, one in naming}
    return found.union(*map(_showing, moves))


def _showing(move):
    """The same for one move, without the entries that name what comes or goes."""
    entry, before, after = move.entry, move.before, move.after
    found = {(_kind(type(entry)), entry.slug)}
    if not move.comes_or_goes:
        if isinstance(entry, Framework) and before.name != after.name:
            found |= _frameworks(Relation, target=entry)
        elif isinstance(entry, Feature | Category) and before.position != after.position:
            found |= _frameworks(Assessment, **{_kind(type(entry)): entry})
    told = TELLING.get(type(entry))
    return found | _changed(*(told(one) if told and one else {} for one in (before, after)))


@cache
def _naming(entry_model):
    """The columns of rows of revisions that name entries of a model: pairs (model, name)."""
    owned = (paths(entry.revisions.rel.related_model) for entry in ENTRY_MODELS)
    return [
        (model, field.name)
        for models in owned
        for model, path in models.items()
        for field in model._meta.concrete_fields
        if path and field.related_model is entry_model
    ]


def _kind(entry_model):
    return entry_model._meta.model_name


def _frameworks(model, **named):
    """The frameworks whose live revisions own rows of `model` that name something."""
    rows = model.objects.filter(is_live("revision__"), **named).order_by()
    slugs = rows.values_list("revision__entry__slug", flat=True)
    return {(_kind(Framework), slug) for slug in slugs}


def _changed(before, after):
    slugs = before.keys() | after.keys()
    return {(_kind(Framework), one) for one in slugs if before.get(one) != after.get(one)}


def _relations_to(revision):
    """The relations that a revision states about each framework, in their order."""
    found = defaultdict(list)
    stated = Relation.objects.filter(revision=revision).exclude(target=None).order_by("pk")
    for relation in stated.select_related("target").prefetch_related("sources"):
        sources = sorted(source.slug for source in relation.sources.all())
        said = [getattr(relation, name) for name in _relation_columns()]
        found[relation.target.slug].append((said, sources))
    return found


@cache
def _relation_columns():
    fields = Relation._meta.concrete_fields
    return [one.attname for one in fields if one.attname not in ("id", "revision_id")]


def _rows_naming(revision):
    """The numbers of the rows of an article that name each framework."""
    found = defaultdict(set)
    rows = Item.objects.filter(section__revision=revision, kind=ItemKind.ROW).order_by()
    named = rows.values_list("printed_name__components__framework__slug", "number")
    for slug, number in named.exclude(printed_name__components__framework=None):
        found[slug].add(number)
    return found


# What a revision says that documents of frameworks show, by the slug of the framework.
TELLING = {Framework: _relations_to, Article: _rows_naming}
