"""The public log in the words of readers: for the page of changes and the feed."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from catalog.bilingual import LANGUAGES, SUFFIXES
from catalog.choices import ListKind, PublicEvent
from catalog.documents.schema import KINDS
from catalog.models import PublicChange, SearchDocument, Source, Term
from catalog.models.base import Revision
from catalog.published.fields import paths
from catalog.text import labelled

SHARED = {ListKind.SOURCE: Source, ListKind.TERM: Term}


def changes(*, kind=None, language=None):
    """Public changes, the newest first; without a `kind` those of entries, not of shared lists.

    `language` leaves those that concern its texts: changes of one of them, and whatever comes or
    goes as a whole.
    """
    found = PublicChange.objects.order_by("-pk")
    if kind:
        found = found.filter(kind=kind)
    else:
        found = found.exclude(kind__in=ListKind.values).exclude(event=PublicEvent.LINKED)
    if language:
        found = found.filter(Q(fields__has_key=language) | ~Q(event=PublicEvent.UPDATED))
    return found


@dataclass(frozen=True)
class ShownChange:
    """A public change with what it is about, and the other thing, where readers see them now.

    Both stand as rows of the index of everything that readers see; None for what is gone.
    """

    change: PublicChange
    thing: SearchDocument | None
    other: SearchDocument | None

    @property
    def has_difference(self):
        """Whether readers can see what it was and what it is."""
        is_pair = self.change.event == PublicEvent.UPDATED and self.change.previous
        return bool(is_pair and self.thing)

    @cached_property
    def field_labels(self):
        """What people call the fields that changed, in the order of the form, each once."""
        model = KINDS.get(self.change.kind) or SHARED[self.change.kind]
        return [str(label) for label in dict.fromkeys(_labels(model, self.change.fields))]


def shown(rows):
    """A `ShownChange` for each of the rows; costs one query."""
    rows = list(rows)
    keys = {(one.kind, one.slug) for one in rows}
    keys |= {tuple(one.other.split("/", 1)) for one in rows if one.other}
    slugs = {slug for _kind, slug in keys}
    documents = SearchDocument.objects.filter(slug__in=slugs, anchor="").defer("tokens")
    there = {(one.kind, one.slug): one for one in documents}
    return [
        ShownChange(
            one,
            there.get((one.kind, one.slug)),
            there.get(tuple(one.other.split("/", 1))) if one.other else None,
        )
        for one in rows
    ]


def _labels(model, fields):
    prefixes = paths(model) if issubclass(model, Revision) else {model: ""}
    models = {prefix: one for one, prefix in prefixes.items()}
    columns = {
        name if language not in LANGUAGES else f"{name}_{SUFFIXES[language]}"
        for language, names in fields.items()
        for name in names
    }
    for prefix, one in models.items():
        for field in (*one._meta.concrete_fields, *one._meta.many_to_many):
            if prefix + field.name in columns:
                label = str(field.verbose_name)
                yield labelled(one._meta.verbose_name, label) if prefix else label
