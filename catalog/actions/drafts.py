"""Drafts: open, edit, hand to review, discard."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import roles
from catalog.actions.moving import locked, locked_revision, move
from catalog.actions.record import record, said_of
from catalog.actions.refusals import (
    ActionRefused,
    cleaned,
    refuse_stale,
    refuse_wrong_slug,
    require,
    require_hold_of,
)
from catalog.choices import EDITABLE_STATES, OPEN_STATES, ChangeAction, State
from catalog.models.copying import copy_owned


@transaction.atomic
def create_entry(model, slug, *, by, at=None, **values):
    """A new entry of `model` with an open first draft that holds `values`."""
    require(by, roles.WRITE_FACTS)
    refuse_wrong_slug(slug)
    values = cleaned(model.revisions.rel.related_model, values)
    try:
        with transaction.atomic():
            entry = model.objects.create(slug=slug)
    except IntegrityError as error:
        there = model.objects.get(slug__iexact=slug)
        raise ActionRefused(_("%(slug)s exists already.") % {"slug": there.slug}) from error
    draft = _new_draft(entry, by=by, values=values)
    record(draft, ChangeAction.OPEN_DRAFT, by=by, at=at, rows=[draft])
    return draft


@transaction.atomic
def open_draft(entry, *, by, at=None, values=None, author=None, summary=""):
    """A draft that says what the live revision says; refused while another one is open.

    With `values` it starts from those columns instead, and without any rows. The draft is that of
    `author` where somebody else opens it.
    """
    require(by, *roles.WRITING)
    entry = locked(entry)
    if values is None:
        draft, rows = copied_draft(entry, entry.live_revision, by=author or by), None
    else:
        draft = _new_draft(entry, by=author or by, values=values)
        rows = [draft]
    record(draft, ChangeAction.OPEN_DRAFT, by=by, at=at, summary=summary, rows=rows)
    return draft


@transaction.atomic
def revert(entry, *, to, by, at=None, summary=""):
    """A draft that says what revision number `to` said; publish it to make it live."""
    require(by, roles.WRITE_FACTS)
    entry = locked(entry)
    earlier = entry.revisions.filter(number=to).first()
    if earlier is None:
        raise ActionRefused(
            _("%(entry)s has no revision %(number)s.") % {"entry": entry.slug, "number": to}
        )
    draft = copied_draft(entry, earlier, by=by)
    record(draft, ChangeAction.REVERT, by=by, at=at, summary=said_of(f"#{to}", summary))
    return draft


@transaction.atomic
def submit(revision, *, by, at=None, summary=""):
    """Hand a draft to review."""
    require(by, *roles.WRITING)
    revision = locked_revision(revision, allowed=[State.DRAFT])
    move(revision, State.IN_REVIEW)
    record(revision, ChangeAction.SUBMIT, by=by, at=at, summary=summary)
    return revision


@transaction.atomic
def withdraw(revision, *, by, at=None, summary=""):
    """Take a submitted or scheduled revision back to draft, where it can be edited again.

    Needs what `discard` needs.
    """
    require_hold_of(revision, by=by)
    revision = locked_revision(revision, allowed=[State.IN_REVIEW, State.SCHEDULED])
    revision.go_live_at = revision.expire_at = None
    move(revision, State.DRAFT)
    record(revision, ChangeAction.WITHDRAW, by=by, at=at, summary=summary)
    return revision


@transaction.atomic
def discard(revision, *, by, at=None, summary=""):
    """Close an open revision without publishing it; it stays in the history.

    One's own draft needs only a right to write, that of others the right to review.
    """
    require_hold_of(revision, by=by)
    revision = locked_revision(revision, allowed=OPEN_STATES)
    move(revision, State.DISCARDED)
    record(revision, ChangeAction.DISCARD, by=by, at=at, summary=summary)
    return revision


def hold(revision, *, seen=None):
    """Until the transaction ends nobody else saves, moves or publishes this revision.

    Raises `StaleVersion` when `seen`, the version that the person had before their eyes, is not the
    newest.
    """
    locked(revision.entry)
    refuse_stale(type(revision).objects.select_related("entry").get(pk=revision.pk), seen=seen)


@transaction.atomic
def record_edit(revision, fields, *, by, at=None, seen=None):
    """Note that `by` has changed the columns `fields` of an open revision or of its rows.

    `seen` is the version that the person had before their eyes; `StaleVersion` is raised when it is
    not the newest. Raises `ActionForbidden` when a field needs a right that `by` does not hold. The
    caller's transaction is then to be rolled back. Nothing is noted when `fields` is empty.
    """
    if not fields:
        return
    for field in fields:
        require(by, roles.right_to_write(field))
    revision = locked_revision(revision, allowed=EDITABLE_STATES)
    refuse_stale(revision, seen=seen)
    edited = {"version": F("version") + 1, "updated_at": timezone.now()}
    type(revision).objects.filter(pk=revision.pk).update(**edited)
    record(revision, ChangeAction.EDIT, by=by, at=at, summary=", ".join(sorted(set(fields)))[:300])


def copied_draft(entry, source, *, by):
    if source is None:
        raise ActionRefused(_("%(entry)s has nothing to copy.") % {"entry": entry.slug})
    skipped = {"id", *source.bookkeeping}
    fields = [field for field in source._meta.concrete_fields if field.name not in skipped]
    values = {field.attname: getattr(source, field.attname) for field in fields}
    draft = _new_draft(entry, by=by, values=values)
    copy_owned(source, draft)
    return draft


def _new_draft(entry, *, by, values):
    if (already := entry.open_revision) is not None:
        raise ActionRefused(
            _("%(revision)s is already open (%(state)s). Edit, publish or discard it first.")
            % {"revision": already, "state": already.get_state_display()}
        )
    last = entry.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    owner = {"created_by_id": by.pk}
    return entry.revisions.create(number=last + 1, state=State.DRAFT, **{**values, **owner})
