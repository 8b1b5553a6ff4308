"""The counts of translation states by entry, which lists read instead of every text.

`actions` rewrites those of an entry in the transaction that touches it; `rebuild` writes all anew.
"""

from collections import Counter

from django.db import transaction

from catalog.bilingual import LANGUAGES
from catalog.choices import OPEN_STATES, EntryKind, State
from catalog.models import ENTRY_MODELS, BilingualRow, TranslationTally
from catalog.models.copying import rows_of

BATCH = 1000


def shown_revisions(model):
    """The live and the open revisions of entries of `model`, each with its entry."""
    revisions = model.revisions.rel.related_model.objects
    return revisions.filter(state__in=[State.LIVE, *OPEN_STATES]).select_related("entry")


def shown_revision(entry):
    """The revision that editors have before them: the open one, else the live one, else None."""
    there = shown_revisions(type(entry)).filter(entry=entry)
    return max(there, key=lambda revision: revision.is_open, default=None)


def rewrite(entry, *, rows=None):
    """Count the texts of an entry anew; `rows` are all those of its shown revision, if at hand."""
    revision = rows[0] if rows else shown_revision(entry)
    kind = EntryKind(entry._meta.model_name)
    TranslationTally.objects.filter(kind=kind, slug=entry.slug).delete()
    if revision is not None:
        TranslationTally.objects.bulk_create(_tallies(kind, revision, rows or rows_of(revision)))


@transaction.atomic
def rebuild():
    """Count the texts of every entry anew; return how many counts that makes."""
    TranslationTally.objects.all().delete()
    written, batch = 0, []
    for model in ENTRY_MODELS:
        kind = EntryKind(model._meta.model_name)
        for entry in model.objects.iterator(chunk_size=BATCH):
            if revision := shown_revision(entry):
                batch += _tallies(kind, revision, rows_of(revision))
            if len(batch) >= BATCH:
                written += len(TranslationTally.objects.bulk_create(batch))
                batch = []
    return written + len(TranslationTally.objects.bulk_create(batch))


def states(rows):
    """How many texts of the rows stand in each state, by pair of language and state."""
    found = Counter(
        (language, row.translation_state(field, language))
        for row in rows
        if isinstance(row, BilingualRow)
        for field in row.bilingual_fields
        for language in LANGUAGES
    )
    return {key: number for key, number in found.items() if key[1]}


def _tallies(kind, revision, rows):
    return [
        TranslationTally(
            kind=kind,
            slug=revision.slug,
            revision=revision.number,
            language=language,
            state=state,
            texts=number,
        )
        for (language, state), number in sorted(states(rows).items())
    ]
