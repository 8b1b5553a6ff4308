"""Keeping the index: what is live is in it, and nothing else.

Actions call this in the transaction that moves the live pointer, with the entry locked. The own
indexes of the engines follow the table of documents by themselves.
"""

from dataclasses import dataclass, field

from django.db import transaction

from catalog import queries
from catalog.choices import SearchKind
from catalog.models import SearchDocument, Source, Term, by_model
from catalog.search.documents import RECIPE
from catalog.search.kinds import INDEXED, FrameworkRevision, source_document

BATCH = 200


@transaction.atomic
def entries_moved(moves):
    """Follow the live pointers of entries.

    An entry that appears or goes takes along what others say about it, which pages hide meanwhile.
    """
    changed = [revision for move in moves for revision in move.revisions]
    moved = by_model(move.entry for move in moves)
    for indexed in INDEXED:
        if entries := moved.get(indexed.entries.model):
            _replace(indexed, [entry.slug for entry in entries])
    for model, ids in queries.revisions_quoting(move.entry for move in moves if move.comes_or_goes):
        changed += _reindex(model, ids - {one.pk for one in changed if type(one) is model})
    index_sources(queries.sources_cited_by(changed))


@transaction.atomic
def shared_row_changed(row):
    """Follow a change of a source or a term, which live entries show without a new revision."""
    if isinstance(row, Source):
        index_sources([row.pk])
    if isinstance(row, Term):
        using = FrameworkRevision.objects.live().filter(terms__term=row)
        _reindex(FrameworkRevision, using.values_list("pk", flat=True))


@transaction.atomic
def index_sources(ids):
    """Take those of the sources that something live cites, and leave out the others."""
    if not ids:
        return
    # Locked, so that of two entries published at once the later one sees what the earlier cites.
    sources = list(Source.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    public = queries.public_among([source.pk for source in sources])
    slugs = [source.slug for source in sources]
    SearchDocument.objects.filter(owner_kind=SearchKind.SOURCE, owner_slug__in=slugs).delete()
    SearchDocument.objects.bulk_create(
        source_document(source) for source in sources if source.pk in public
    )


@dataclass(frozen=True)
class Batch:
    """Some entries of one kind, or some sources: what a rebuild does in one transaction."""

    ids: list = field(repr=False)
    indexed: object = None

    @transaction.atomic
    def index(self):
        if self.indexed is None:
            index_sources(self.ids)
            return
        entries = self.indexed.entries.select_for_update().filter(pk__in=self.ids).order_by("pk")
        _replace(self.indexed, [entry.slug for entry in entries])


def rebuild(*, progress=lambda batches: batches):
    """Index everything anew while the site goes on: readers search, and editors publish.

    `progress` is given the list of batches and hands them on one by one.
    """
    for batch in progress([*_batches()]):
        batch.index()
    _drop_leftovers()


def is_stale():
    """Whether there is no index yet, or one that another version of this code has made."""
    documents = SearchDocument.objects
    return documents.exclude(recipe=RECIPE).exists() or not documents.exists()


def _batches():
    for indexed in INDEXED:
        yield from _cut(
            indexed.live().order_by("entry_id").values_list("entry_id", flat=True), indexed
        )
    yield from _cut(queries.public_sources().order_by("pk").values_list("pk", flat=True))


def _cut(ids, indexed=None):
    yield from (Batch(some, indexed) for some in _pieces([*ids]))


def _pieces(names):
    return (names[start : start + BATCH] for start in range(0, len(names), BATCH))


def _drop_leftovers():
    """Drop what came from entries that are not live, or from kinds that there are no more."""
    documents = SearchDocument.objects
    for indexed in INDEXED:
        live = indexed.model.objects.live().values("entry__slug")
        _documents_of(indexed).exclude(owner_slug__in=live).delete()
    cited = documents.filter(owner_kind=SearchKind.SOURCE)
    cited.exclude(owner_slug__in=queries.public_sources().values("slug")).delete()
    kinds = [*(indexed.kind for indexed in INDEXED), SearchKind.SOURCE]
    documents.exclude(owner_kind__in=kinds).delete()


def _replace(indexed, slugs):
    """Index what entries of one kind say now; of one that is not live nothing is left.

    A few at a time: a feature has as many assessments as there are frameworks.
    """
    _documents_of(indexed).filter(owner_slug__in=slugs).delete()
    for some in _pieces(slugs):
        live = indexed.live().filter(entry__slug__in=some)
        SearchDocument.objects.bulk_create(
            found for revision in live for found in indexed.documents(revision)
        )


def _reindex(model, ids):
    """Index live revisions of one model anew; they are returned, with their slugs alone."""
    live = model.objects.live().filter(pk__in=ids).only("entry__slug").order_by("pk")
    revisions = list(live) if ids else []
    if revisions:
        indexed = next(one for one in INDEXED if one.model is model)
        _replace(indexed, [one.slug for one in revisions])
    return revisions


def _documents_of(indexed):
    return SearchDocument.objects.filter(owner_kind=indexed.kind)
