"""Publishing, now or at a time."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from catalog import roles
from catalog.actions.moving import go_live, locked, locked_revision, move
from catalog.actions.record import newest, record, said_of
from catalog.actions.refusals import (
    refuse_incomplete,
    refuse_past,
    refuse_reversed,
    refuse_self_review,
    require,
)
from catalog.choices import EDITABLE_STATES, OPEN_STATES, ChangeAction, State
from catalog.models import BilingualRow
from catalog.models.copying import rows_of
from catalog.models.fields import cleaned_columns


@transaction.atomic
def publish(revision, *, by, at=None, summary="", confirmed_on=None):
    """Make an open revision the live one; the one that was live becomes history.

    Nobody publishes what they wrote themselves, unless `roles.publishes_own` allows it. With
    `confirmed_on`, that is the day on which somebody last confirmed what the entry says.
    """
    _confirm(revision, confirmed_on, by=by)
    return publish_all([revision], by=by, at=at, summary=summary)[0]


@transaction.atomic
def publish_all(revisions, *, by, at=None, summary=""):
    """`publish` for many revisions of different entries: all of them at once, or none.

    What follows from it (search, facets, the public log, documents) is worked out once for all.
    """
    require(by, roles.REVIEW)
    ready = [_readied(revision, by=by) for revision in revisions]
    at = go_live([revision for revision, _rows in ready], at=at)
    for revision, rows in ready:
        refuse_reversed(revision, rows)
        record(revision, ChangeAction.PUBLISH, by=by, at=at, summary=summary, rows=rows)
    return [revision for revision, _rows in ready]


def _readied(revision, *, by):
    """The revision, locked, complete and its texts marked as reviewed, with all its rows."""
    revision = locked_revision(revision, allowed=OPEN_STATES)
    refuse_self_review(revision, by=by)
    rows = rows_of(revision)
    stored = [cleaned_columns(row) for row in rows]
    refuse_incomplete(revision, rows)
    _store_cleaned(rows, stored)
    _mark_reviewed(rows)
    return revision, rows


@transaction.atomic
def schedule(revision, go_live_at, *, by, expire_at=None, at=None, summary="", confirmed_on=None):
    """Have an open revision published at `go_live_at`, an aware time in the future.

    The person schedules what they might publish now, and it is published in their name. With
    `expire_at`, a later time, it is taken down again then. `confirmed_on` is as for `publish`.
    """
    _confirm(revision, confirmed_on, by=by)
    require(by, roles.REVIEW)
    revision = locked_revision(revision, allowed=EDITABLE_STATES)
    refuse_self_review(revision, by=by)
    rows = rows_of(revision)
    refuse_incomplete(revision, rows)
    refuse_reversed(revision, rows)
    refuse_past(go_live_at, at=at)
    if expire_at is not None:
        refuse_past(expire_at, at=go_live_at)
    revision.go_live_at = go_live_at
    revision.expire_at = expire_at
    move(revision, State.SCHEDULED)
    said = said_of(go_live_at.isoformat(), summary)
    record(revision, ChangeAction.SCHEDULE, by=by, at=at, summary=said)
    return revision


@transaction.atomic
def publish_scheduled(revision, *, at=None):
    """Publish a scheduled revision whose time has come, in the name of who scheduled it.

    Returns None when there is nothing to do: somebody else has published, withdrawn or moved it.
    """
    locked(revision.entry)
    revision = type(revision).objects.select_related("entry").get(pk=revision.pk)
    if revision.state != State.SCHEDULED or revision.go_live_at > (at or timezone.now()):
        return None
    return publish(revision, by=newest(revision, ChangeAction.SCHEDULE).by, at=at)


def _store_cleaned(rows, stored):
    """Write the values that `refuse_incomplete` has put into their stored form.

    A draft copies its parent, which may be older than the rules; every new text is clean already.
    """
    for row, before in zip(rows, stored, strict=True):
        changed = [name for name, value in cleaned_columns(row).items() if value != before[name]]
        if changed:
            row.is_minor_edit = True  # what is removed was invisible
            row.save(update_fields=changed)


def _confirm(revision, day, *, by):
    """Note the day in the row, which is read again under the same lock; a refusal undoes it."""
    if day is not None:
        require(by, roles.REVIEW)
        locked(revision.entry)
        type(revision).objects.filter(pk=revision.pk).update(verified_on=day)


def _mark_reviewed(rows):
    """Texts that a reviewer publishes are reviewed; see `BilingualRow.mark_reviewed`."""
    raised = defaultdict(list)
    for row in rows:
        if isinstance(row, BilingualRow) and row.mark_reviewed():
            raised[type(row)].append(row)
    for model, changed in raised.items():
        model.objects.bulk_update(changed, ["translation"], batch_size=500)
