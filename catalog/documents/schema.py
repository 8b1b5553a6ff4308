"""What a document of each model may hold, read off the model itself."""

from dataclasses import dataclass
from functools import cache

from django.db import models

from catalog.models import (
    ENTRY_MODELS,
    ArticleRevision,
    CategoryRevision,
    FeatureRevision,
    FrameworkRevision,
    GlossaryTermRevision,
    Item,
    PrintedName,
    Revision,
    Source,
    Term,
)
from catalog.models.copying import owned_relations

FOLDERS = {
    "features": FeatureRevision,
    "categories": CategoryRevision,
    "frameworks": FrameworkRevision,
    "articles": ArticleRevision,
    "glossary": GlossaryTermRevision,
}
LISTS = {"sources.yaml": Source, "terms.yaml": Term}
# The key of a row for what is known about its translation; see `catalog.documents.marks`.
MARKS = "translation"
# The revision model of every kind of entry, by the name that documents and changes give the kind.
KINDS = {model._meta.model_name: model.revisions.rel.related_model for model in ENTRY_MODELS}


@dataclass(frozen=True)
class Schema:
    """Columns, references, source lists and owned rows of one model, by document key."""

    model: type[models.Model]
    columns: dict[str, models.Field]
    references: dict[str, models.Field]
    lists: dict[str, models.Field]
    children: dict[str, models.Field]

    @property
    def keys(self):
        marks = [MARKS] if self.bilingual else []
        return [*self.columns, *marks, *self.references, *self.lists, *self.children]

    @property
    def bilingual(self):
        return getattr(self.model, "bilingual_fields", ())


@cache
def schema_of(model):
    columns, references = {}, {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name == MARKS:
            continue
        if issubclass(model, Revision) and field.name in model.bookkeeping:
            continue
        if field.name in getattr(model, "derived", ()):
            continue
        if not field.is_relation:
            columns[field.name] = field
        elif field.editable:
            references[field.name] = field
    # Printed names come first, because items of the same document name them.
    relations = sorted(owned_relations(model), key=lambda r: r.related_model is not PrintedName)
    children = {relation.get_accessor_name(): relation.field for relation in relations}
    lists = {field.name: field for field in model._meta.many_to_many}
    return Schema(model, columns, references, lists, children)


def is_required(field):
    """Whether every document has to name a value for the column."""
    return not field.blank and not field.null and not field.has_default()


def by_key(field, rows):
    """Rows of a document by what tells one from its siblings; a second of a name gets a number."""
    if not rows:
        return {}
    found = {}
    for row in [rows] if field.one_to_one else rows:
        parts = [str(row[name]) for name in field.model.identified_by if row.get(name)]
        key = base = " ".join(parts) or "1"
        number = 1
        while key in found:
            number += 1
            key = f"{base} ({number})"
        found[key] = row
    return found


def natural_key(row):
    """How a document names `row`: by slug, a term by `facet/slug`, an item by its anchor."""
    if isinstance(row, Term):
        return row.key
    if isinstance(row, Item):
        return row.anchor
    return row.slug


def is_local(model):
    """Whether rows of `model` are named within one document only."""
    return model in (PrintedName, Item)
