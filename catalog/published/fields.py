"""Which fields two revisions of an entry fill differently, by language."""

from collections import Counter, defaultdict
from functools import cache

from catalog.bilingual import LANGUAGES, SUFFIXES
from catalog.models import Revision
from catalog.models.copying import collect_owned, owned_relations
from catalog.models.owners import owner_field

NEUTRAL = "neutral"
# What is known about translations; no field of its own.
MARKS = "translation"


def changed_fields(before, after):
    """The names of fields by language, as `PublicChange.fields` has them.

    A row that comes or goes changes the fields that it fills; one whose naming columns
    (`identified_by`) change is another row.
    """
    old, new = _said(before), _said(after)
    return by_language(name for name in {**old, **new} if old.get(name) != new.get(name))


def by_language(names):
    """Names of columns as names of fields by language; what has none is neutral."""
    found = defaultdict(set)
    for name in names:
        language = next((code for code in LANGUAGES if name.endswith(f"_{SUFFIXES[code]}")), None)
        found[language or NEUTRAL].add(name[:-3] if language else name)
    return {language: sorted(fields) for language, fields in found.items()}


@cache
def paths(model):
    """The way from a revision to rows of each model that it owns: ``sections.items.``."""
    found, queue = {model: ""}, [model]
    while queue:
        owner = queue.pop(0)
        for relation in owned_relations(owner):
            if relation.related_model not in found:
                name = f"{found[owner]}{relation.get_accessor_name()}."
                found[relation.related_model] = name
                queue.append(relation.related_model)
    return found


def _said(revision):
    """Every value that is not a default, with the row it stands in, by the name of its column."""
    rows = {type(revision): [revision], **collect_owned(revision)}
    places = _places(rows)
    said = defaultdict(set)
    for model, path in paths(type(revision)).items():
        for field in _columns(model):
            for row in rows.get(model, ()):
                value = getattr(row, field.attname)
                if value is not None and value != field.get_default():
                    local = places.get((field.related_model, value)) if field.is_relation else None
                    said[path + field.name].add((places[model, row.pk], local or repr(value)))
        for name, pairs in _lists(model, rows.get(model, ())):
            said[path + name] = {(places[model, pk], target) for pk, target in pairs}
    return {name: values for name, values in said.items() if values}


def _places(rows):
    """What names each row among all of its revision, whatever the revision: by model and key."""
    found, seen = {}, Counter()
    for model, those in rows.items():
        for row in those:
            owner = None if isinstance(row, Revision) else owner_field(model)
            above = found[owner.related_model, getattr(row, owner.attname)] if owner else ()
            naming = [model._meta.get_field(name) for name in getattr(model, "identified_by", ())]
            name = (*above, *(repr(getattr(row, field.attname)) for field in naming))
            seen[model, name] += 1
            found[model, row.pk] = (*name, seen[model, name])
    return found


@cache
def _columns(model):
    """The columns that say something."""
    silent = {MARKS, *getattr(model, "derived", ())}
    if issubclass(model, Revision):
        silent |= model.bookkeeping
    else:
        silent.add(owner_field(model).name)
    fields = model._meta.concrete_fields
    return [field for field in fields if not field.primary_key and field.name not in silent]


def _lists(model, rows):
    """Names of lists, such as sources, with pairs of keys: row and what it lists."""
    for field in model._meta.many_to_many if rows else ():
        owner, other = field.m2m_field_name(), field.m2m_reverse_field_name()
        links = field.remote_field.through.objects.filter(**{f"{owner}__in": rows})
        yield field.name, links.values_list(f"{owner}_id", f"{other}_id")
