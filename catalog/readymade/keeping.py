"""Keeping documents: what a change makes wrong goes with it, what is missing is made afterwards."""

import threading
from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from catalog.choices import EntryKind
from catalog.models import ENTRY_MODELS, FrameworkRevision, ReadyDocument, Term
from catalog.published import documents_showing, hold_stamp
from catalog.readymade.store import kept, recipe

# Of entries: so long is the stamp held, for which publishing waits.
BATCH = 20
# Of entries, made while an editor waits: more are left to `rebuild_documents --if-stale`.
AT_ONCE = 200

MODELS = {model._meta.model_name: model for model in ENTRY_MODELS}


class _Waiting(threading.local):
    """The entries, as (kind, slug), whose documents this thread makes when it has committed.

    The newest `AT_ONCE` of them: what was rolled back stays, costs a look at documents that are
    there, and takes the place of nothing that came after it.
    """

    def __init__(self):
        self.entries = []

    def add(self, entries):
        earlier = (one for one in self.entries if one not in entries)
        self.entries = [*sorted(entries), *earlier][:AT_ONCE]

    def take(self):
        taken, self.entries = self.entries, []
        return taken


_waiting = _Waiting()


def entries_moved(moves, naming):
    """Follow the live pointers of entries.

    Call it when the stamp is moved: from there on, no other transaction makes documents. `naming`
    is what `published.live_revisions_naming` gives for the moves.
    """
    _forget(documents_showing(moves, naming))


def shared_row_changed(row):
    """Follow a change of a term. Of a source, entries show the identifier, which stays."""
    if isinstance(row, Term):
        using = FrameworkRevision.objects.live().filter(terms__term=row).distinct().order_by()
        slugs = using.values_list("entry__slug", flat=True)
        _forget({(EntryKind.FRAMEWORK.value, slug) for slug in slugs})


def rebuild(*, only_missing=False, progress=lambda batches: batches):
    """Make the documents of all live entries while the site goes on, or of those that have none.

    `progress` is given the list of batches and hands them on one by one.
    """
    _drop_leftovers()
    for kind, slugs in progress([*_batches(only_missing=only_missing)]):
        _make(kind, slugs, anew=not only_missing)


def _forget(entries):
    """Delete documents now; they are made after this transaction, which can not fail by it."""
    for kind, slugs in _by_kind(entries):
        ReadyDocument.objects.filter(kind=kind, slug__in=slugs).delete()
    _waiting.add(entries)
    transaction.on_commit(_make_waiting, robust=True)


def _make_waiting():
    for kind, slugs in _by_kind(_waiting.take()):
        for batch in _cut(slugs):
            _make(kind, batch)


@transaction.atomic
def _make(kind, slugs, *, anew=False):
    """Make the documents of those of the entries that are live and have none, or of all `anew`."""
    hold_stamp()
    if anew:
        ReadyDocument.objects.filter(kind=kind, slug__in=slugs).delete()
    there = set(kept(kind, slugs).values_list("slug", flat=True))
    missing = [slug for slug in slugs if slug not in there]
    make = import_string(settings.ENTRY_DOCUMENTS)
    made = make(kind, missing) if missing else ()
    ReadyDocument.objects.bulk_create(
        ReadyDocument(
            kind=kind, slug=slug, form=form, language=language, recipe=recipe(), text=text
        )
        for slug, form, language, text in made
    )


def _batches(*, only_missing):
    for kind, model in MODELS.items():
        slugs = model.objects.live().order_by("entry_id").values_list("entry__slug", flat=True)
        if only_missing:
            there = ReadyDocument.objects.filter(kind=kind).order_by().values("slug")
            slugs = slugs.exclude(entry__slug__in=there)
        yield from ((kind, batch) for batch in _cut([*slugs]))


def _drop_leftovers():
    """Drop what another version made, and what somebody left there who went past the actions."""
    ReadyDocument.objects.exclude(recipe=recipe()).delete()
    for kind, model in MODELS.items():
        live = model.objects.live().values("entry__slug")
        ReadyDocument.objects.filter(kind=kind).exclude(slug__in=live).delete()


def _cut(slugs):
    return (slugs[start : start + BATCH] for start in range(0, len(slugs), BATCH))


def _by_kind(entries):
    found = defaultdict(list)
    for kind, slug in entries:
        found[kind].append(slug)
    return found.items()
