"""Taking down what is live, now or at a time, and bringing it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import roles
from catalog.actions.drafts import copied_draft
from catalog.actions.moving import go_live, locked, locked_revision, move, redirect, take_down
from catalog.actions.record import newest_of_entry, record, said_of
from catalog.actions.refusals import ActionRefused, refuse_past, require
from catalog.choices import ChangeAction, State


@transaction.atomic
def set_expiry(revision, expire_at, *, by, at=None, summary=""):
    """Have the live revision taken down at `expire_at`, or never when that is None.

    The time stays with the entry when a newer revision is published.
    """
    require(by, roles.REVIEW)
    revision = locked_revision(revision, allowed=[State.LIVE])
    if expire_at is not None:
        refuse_past(expire_at, at=at)
    revision.expire_at = expire_at
    move(revision, State.LIVE)
    said = said_of(expire_at.isoformat() if expire_at else "", summary)
    record(revision, ChangeAction.SET_EXPIRY, by=by, at=at, summary=said)
    return revision


@transaction.atomic
def take_down_expired(revision, *, at=None):
    """Take a live revision down whose time is over, in the name of who set that time.

    Returns None when there is nothing to do. An open draft of the entry stays open.
    """
    locked(revision.entry)
    revision = type(revision).objects.select_related("entry").get(pk=revision.pk)
    if revision.state != State.LIVE or revision.expire_at is None:
        return None
    if revision.expire_at > (at or timezone.now()):
        return None
    by = newest_of_entry(revision, ChangeAction.SET_EXPIRY, ChangeAction.SCHEDULE).by
    at = take_down(revision, at=at)
    record(revision, ChangeAction.EXPIRE, by=by, at=at)
    return revision


@transaction.atomic
def trash(entry, *, by, redirect_to=None, at=None, summary=""):
    """Take an entry down and close what is open of it; everything can be restored.

    The slug stays taken. With `redirect_to`, a live entry of the same kind, addresses of this one
    lead there.
    """
    require(by, roles.REVIEW)
    entry = locked(entry)
    live, opened = entry.live_revision, entry.open_revision
    if live is None and opened is None:
        raise ActionRefused(_("%(entry)s is in the trash already.") % {"entry": entry.slug})
    if redirect_to is not None:
        redirect(entry, redirect_to)
    if opened is not None:
        move(opened, State.DISCARDED)
    if live is not None:
        at = take_down(live, at=at, redirect_to=redirect_to)
    said = said_of(f"→ {redirect_to.slug}" if redirect_to else "", summary)
    record(live or opened, ChangeAction.TRASH, by=by, at=at, summary=said)
    return live or opened


@transaction.atomic
def restore(entry, *, by, at=None, summary=""):
    """Bring an entry back from the trash as it was, in a new revision.

    What readers saw is live again at once, since it was reviewed; an entry that they never saw
    comes back as a draft.
    """
    require(by, roles.REVIEW)
    entry = locked(entry)
    if entry.live_revision or entry.open_revision:
        raise ActionRefused(_("%(entry)s is not in the trash.") % {"entry": entry.slug})
    seen = entry.revisions.filter(state=State.RETIRED).order_by("-number").first()
    last = seen or entry.revisions.order_by("-number").first()
    revision = copied_draft(entry, last, by=by)
    if seen is not None:
        at = go_live([revision], at=at)
    said = said_of(f"#{last.number}", summary)
    record(revision, ChangeAction.RESTORE, by=by, at=at, summary=said)
    return revision
