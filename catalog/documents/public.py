"""Documents as readers may have them: what is live, and nothing of what they can not see.

A claim is left out while the entry that it is about is not live, as pages leave it out; elsewhere
only the name of such an entry is.
"""

from collections import defaultdict
from dataclasses import dataclass

from catalog import queries, readymade
from catalog.choices import DocumentForm, ListKind
from catalog.documents.dump import dump_revision, dump_row, json_of, prefetch_document
from catalog.documents.schema import KINDS, schema_of
from catalog.models import Entry

BATCH = 500


@dataclass(frozen=True)
class PublicDocument:
    """What one entry, source or term says; `revision` is None for the shared lists."""

    kind: str
    slug: str
    revision: int | None
    values: dict

    def as_dict(self):
        return {
            "kind": self.kind,
            "slug": self.slug,
            "revision": self.revision,
            "values": self.values,
        }

    def as_json(self):
        return json_of(self.as_dict())


def dumped_lines():
    """Every document as JSON, shared lists first, by kind and name; a batch in memory at a time.

    Those of entries are read ready-made, as far as they are there.
    """
    for kind, rows in _shared_lists().items():
        for row in rows.iterator(chunk_size=BATCH):
            yield PublicDocument(kind, row.key, None, dump_row(row)).as_json()
    for kind, model in KINDS.items():
        live, last = model.objects.live().order_by("entry__slug"), ""
        slugs = live.values_list("entry__slug", flat=True)
        while batch := list(slugs.filter(entry__slug__gt=last)[:BATCH]):
            found = readymade.find(kind, batch, form=DocumentForm.DUMPED)
            if missing := [slug for slug in batch if slug not in found]:
                found |= dict(public_lines(kind, missing))
            yield from (found[slug] for slug in batch if slug in found)
            last = batch[-1]


def public_documents_of(names):
    """The documents of those of the things `names`, pairs (kind, slug), that readers see now."""
    wanted = defaultdict(set)
    for kind, slug in names:
        wanted[kind].add(slug)
    live = []
    for kind, model in KINDS.items():
        if slugs := wanted[kind]:
            live += prefetch_document(model.objects.live().filter(entry__slug__in=slugs))
    found = _of_revisions(live)
    for kind, rows in _shared_lists().items():
        slugs = {slug.rpartition("/")[2] for slug in wanted[kind]}
        for row in rows.filter(slug__in=slugs) if slugs else ():
            if row.key in wanted[kind]:
                found.append(PublicDocument(kind, row.key, None, dump_row(row)))
    return {(one.kind, one.slug): one for one in found}


def public_lines(kind, slugs):
    """Yield (slug, JSON text) of those of the entries of a kind that readers see now."""
    live = KINDS[kind].objects.live().filter(entry__slug__in=slugs)
    for document in _of_revisions(list(prefetch_document(live))):
        yield document.slug, document.as_json()


def public_values(revisions):
    """What each of the revisions says, without what readers can not see now."""
    return [one.values for one in _of_revisions(revisions)]


def _shared_lists():
    return {
        ListKind.SOURCE.value: queries.public_sources().order_by("slug"),
        ListKind.TERM.value: queries.public_terms().order_by("facet", "slug"),
    }


def _of_revisions(revisions):
    dumped = [(one, dump_revision(one)) for one in revisions]
    named = defaultdict(set)
    for revision, values in dumped:
        _collect_names(type(revision), values, named)
    seen = {model: _live_among(model, slugs) for model, slugs in named.items()}
    return [
        PublicDocument(
            revision.entry._meta.model_name,
            revision.slug,
            revision.number,
            _visible(type(revision), values, seen),
        )
        for revision, values in dumped
    ]


def _live_among(model, slugs):
    revisions = model.revisions.rel.related_model.objects.live()
    return set(revisions.filter(entry__slug__in=slugs).values_list("entry__slug", flat=True))


def _collect_names(model, values, named):
    """Put the slugs of all entries that the values name into `named`, by model."""
    for key, target in _entries_named_by(model).items():
        if key in values:
            named[target].add(values[key])
    for key, field in schema_of(model).children.items():
        for row in _rows(field, values.get(key)):
            _collect_names(field.model, row, named)


def _visible(model, values, seen):
    """The values that readers see, or None where the whole row is hidden from them."""
    kept = dict(values)
    for key, target in _entries_named_by(model).items():
        if key in values and values[key] not in seen[target]:
            if key in queries.OTHER_ENDS.get(model, ()):
                return None
            del kept[key]
    for key, field in schema_of(model).children.items():
        if key not in values:
            continue
        shown = [_visible(field.model, row, seen) for row in _rows(field, values[key])]
        if rows := [one for one in shown if one is not None]:
            kept[key] = rows[0] if field.one_to_one else rows
        else:
            del kept[key]
    return kept


def _entries_named_by(model):
    references = schema_of(model).references
    targets = {key: field.related_model for key, field in references.items()}
    return {key: target for key, target in targets.items() if issubclass(target, Entry)}


def _rows(field, value):
    if not value:
        return []
    return [value] if field.one_to_one else value
