"""Writing the log of public changes, and moving the stamp with it."""

from django.utils import timezone

from catalog import queries
from catalog.choices import EntryKind, ListKind, PublicEvent
from catalog.models import FrameworkRevision, FrameworkTerm, PublicChange, Source, Term
from catalog.published.fields import by_language, changed_fields
from catalog.published.quoting import live_revisions_naming
from catalog.published.stamp import hold_stamp, move_stamp

GONE = (PublicEvent.REMOVED, PublicEvent.RENAMED)


def entry_changed(entry, *, before, after, to=None, at):
    """Follow the live pointer of `entry` from one revision to another; None where there is none.

    `to` is the entry that stands in for one that was taken down. When an entry comes or goes, what
    others say about it is shown or hidden with it; so are the sources and terms of all these.
    """
    stamp = move_stamp()
    rows = [_row(entry, _event(entry, before, after, to), after=after, before=before, to=to)]
    touched = [one for one in (before, after) if one]
    if before is None or after is None:
        for revision in live_revisions_naming(entry):
            touched.append(revision)
            event = PublicEvent.LINKED
            rows.append(_row(revision.entry, event, after=revision, before=revision, to=entry))
    rows += _shared_rows(ListKind.SOURCE, *_sources(touched))
    rows += _shared_rows(ListKind.TERM, *_terms([before, after]))
    _write(rows, stamp, at)


def shared_row_changed(row, columns, *, at=None):
    """Note that a source or term says something else in `columns`, where readers see it."""
    hold_stamp()  # so that who publishes an entry that names it is seen here, or sees this
    if isinstance(row, Source):
        kind, is_public = ListKind.SOURCE, bool(queries.public_among([row.pk]))
    else:
        kind, is_public = ListKind.TERM, _public_terms([row.pk]).exists()
    if is_public:
        fields = by_language(columns)
        change = PublicChange(kind=kind, slug=row.key, event=PublicEvent.UPDATED, fields=fields)
        _write([change], move_stamp(), at or timezone.now())


def key_of(entry):
    return f"{entry._meta.model_name}/{entry.slug}"


def _event(entry, before, after, to):
    if after is None:
        return PublicEvent.RENAMED if to else PublicEvent.REMOVED
    if before is not None:
        return PublicEvent.UPDATED
    earlier = entry.revisions.exclude(pk=after.pk).exclude(published_at=None)
    return PublicEvent.RESTORED if earlier.exists() else PublicEvent.CREATED


def _row(entry, event, *, after, before, to):
    return PublicChange(
        kind=EntryKind(entry._meta.model_name),
        slug=entry.slug,
        event=event,
        revision=after.number if after else None,
        previous=before.number if before else None,
        fields=changed_fields(before, after) if event == PublicEvent.UPDATED else {},
        other=key_of(to) if to else "",
    )


def _sources(revisions):
    """The sources that the revisions cite, and the keys of those among them that are public."""
    ids = set().union(*(queries.sources_cited_by(one) for one in revisions))
    return Source.objects.filter(pk__in=ids), queries.public_among(ids) if ids else set()


def _terms(revisions):
    """The terms that the revisions use, and the keys of those among them that are public."""
    own = [one for one in revisions if isinstance(one, FrameworkRevision)]
    ids = set(FrameworkTerm.objects.filter(revision__in=own).values_list("term", flat=True))
    return Term.objects.filter(pk__in=ids), set(_public_terms(ids).values_list("pk", flat=True))


def _public_terms(ids):
    return queries.public_terms().filter(pk__in=ids)


def _shared_rows(kind, rows, public):
    """What the log has to say so that exactly the `public` ones of these rows are there."""
    rows = {row.key: row.pk in public for row in rows}
    known = PublicChange.objects.filter(kind=kind, slug__in=rows).order_by("pk")
    last = dict(known.values_list("slug", "event"))
    for slug, is_there in sorted(rows.items()):
        was_there = slug in last and last[slug] not in GONE
        if is_there and not was_there:
            event = PublicEvent.RESTORED if slug in last else PublicEvent.CREATED
            yield PublicChange(kind=kind, slug=slug, event=event)
        elif was_there and not is_there:
            yield PublicChange(kind=kind, slug=slug, event=PublicEvent.REMOVED)


def _write(rows, stamp, at):
    for row in rows:
        row.stamp, row.at = stamp, at
    PublicChange.objects.bulk_create(rows, batch_size=500)
