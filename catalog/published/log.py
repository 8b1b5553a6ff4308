"""Writing the log of public changes, and moving the stamp with it."""

from django.utils import timezone

from catalog import queries
from catalog.choices import EntryKind, ListKind, PublicEvent
from catalog.models import FrameworkRevision, FrameworkTerm, Move, PublicChange, Source, Term
from catalog.published.fields import by_language, changed_fields
from catalog.published.stamp import move_stamp

GONE = (PublicEvent.REMOVED, PublicEvent.RENAMED)


def entries_moved(moves, naming):
    """Follow the live pointers of entries; for who holds the stamp.

    When an entry comes or goes, what others say about it is shown or hidden with it; so are the
    sources and terms of all these. `naming` is what `live_revisions_naming` gives for the moves.
    """
    stamp = move_stamp()
    own = [revision for move in moves for revision in move.revisions]
    linked = [Move(one.entry, one, one, at=move.at, to=move.entry) for move, one in naming]
    rows = [_row(move, _event(move)) for move in moves]
    rows += [_row(move, PublicEvent.LINKED) for move in linked]
    newest = max(move.at for move in moves)
    rows += _shared_rows(ListKind.SOURCE, *_sources([*own, *(one for _, one in naming)]), at=newest)
    rows += _shared_rows(ListKind.TERM, *_terms(own), at=newest)
    _write(rows, stamp)


def shared_row_changed(row, columns, *, at=None):
    """Note that a source or term says something else in `columns`, where readers see it.

    For who holds the stamp: so who publishes an entry that names it is seen here, or sees this.
    """
    if isinstance(row, Source):
        kind, is_public = ListKind.SOURCE, bool(queries.public_among([row.pk]))
    else:
        kind, is_public = ListKind.TERM, _public_terms([row.pk]).exists()
    if is_public:
        said = {"event": PublicEvent.UPDATED, "fields": by_language(columns)}
        change = PublicChange(kind=kind, slug=row.key, at=at or timezone.now(), **said)
        _write([change], move_stamp())


def last_change_at():
    """The moment of the newest change that readers see; None where there never was one.

    What is not written yet bears a later one, because it is taken while the stamp is held.
    """
    return PublicChange.objects.order_by("-pk").values_list("at", flat=True).first()


def key_of(entry):
    return f"{entry._meta.model_name}/{entry.slug}"


def _event(move):
    if move.after is None:
        return PublicEvent.RENAMED if move.to else PublicEvent.REMOVED
    if move.before is not None:
        return PublicEvent.UPDATED
    earlier = move.entry.revisions.exclude(pk=move.after.pk).exclude(published_at=None)
    return PublicEvent.RESTORED if earlier.exists() else PublicEvent.CREATED


def _row(move, event):
    before, after = move.before, move.after
    return PublicChange(
        kind=EntryKind(move.entry._meta.model_name),
        slug=move.entry.slug,
        event=event,
        revision=after.number if after else None,
        previous=before.number if before else None,
        fields=changed_fields(before, after) if event == PublicEvent.UPDATED else {},
        other=key_of(move.to) if move.to else "",
        at=move.at,
    )


def _sources(revisions):
    """The sources that the revisions cite, and the keys of those among them that are public."""
    ids = queries.sources_cited_by(revisions)
    return Source.objects.filter(pk__in=ids), queries.public_among(ids) if ids else set()


def _terms(revisions):
    """The terms that the revisions use, and the keys of those among them that are public."""
    own = [one for one in revisions if isinstance(one, FrameworkRevision)]
    ids = set(FrameworkTerm.objects.filter(revision__in=own).values_list("term", flat=True))
    return Term.objects.filter(pk__in=ids), set(_public_terms(ids).values_list("pk", flat=True))


def _public_terms(ids):
    return queries.public_terms().filter(pk__in=ids)


def _shared_rows(kind, rows, public, *, at):
    """What the log has to say so that exactly the `public` ones of these rows are there."""
    rows = {row.key: row.pk in public for row in rows}
    known = PublicChange.objects.filter(kind=kind, slug__in=rows).order_by("pk")
    last = dict(known.values_list("slug", "event"))
    for slug, is_there in sorted(rows.items()):
        was_there = slug in last and last[slug] not in GONE
        if is_there and not was_there:
            event = PublicEvent.RESTORED if slug in last else PublicEvent.CREATED
            yield PublicChange(kind=kind, slug=slug, event=event, at=at)
        elif was_there and not is_there:
            yield PublicChange(kind=kind, slug=slug, event=PublicEvent.REMOVED, at=at)


def _write(rows, stamp):
    for row in rows:
        row.stamp = stamp
    PublicChange.objects.bulk_create(rows, batch_size=500)
