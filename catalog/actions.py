"""Every change of an entry: open a draft, edit, submit, publish; discard or revert.

The admin, the loader and the API call these functions and nothing else. Each is one
transaction and leaves a `Change` that says who did it.
"""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from catalog import roles
from catalog.choices import EDITABLE_STATES, OPEN_STATES, ChangeAction, EntryKind, State
from catalog.models import Change, Revision
from catalog.models.copying import collect_owned, copy_owned


class ActionRefused(Exception):
    """An action that the state of the entry does not allow; `message` is for people."""

    def __init__(self, message):
        super().__init__(str(message))
        self.message = message


class ActionForbidden(ActionRefused):
    """An action that this person may not take."""


def kind_of(entry):
    return EntryKind(entry._meta.model_name)


@transaction.atomic
def create_entry(model, slug, *, by, at=None, **values):
    """A new entry of `model` with an open first draft that holds `values`."""
    _require(by, roles.WRITE_FACTS)
    try:
        with transaction.atomic():
            entry = model.objects.create(slug=slug)
    except IntegrityError as error:
        raise ActionRefused(_("%(slug)s exists already.") % {"slug": slug}) from error
    draft = _new_draft(entry, by=by, values=values)
    _record(draft, ChangeAction.OPEN_DRAFT, by=by, at=at)
    return draft


@transaction.atomic
def open_draft(entry, *, by, at=None, values=None, author=None):
    """A draft that says what the live revision says; refused while another one is open.

    With `values` it starts from those columns instead, and without any rows. The draft is that of
    `author` where somebody else opens it.
    """
    _require(by, *roles.WRITING)
    entry = _locked(entry)
    if values is None:
        draft = _copied_draft(entry, entry.live_revision, by=author or by)
    else:
        draft = _new_draft(entry, by=author or by, values=values)
    _record(draft, ChangeAction.OPEN_DRAFT, by=by, at=at)
    return draft


@transaction.atomic
def revert(entry, *, to, by, at=None):
    """A draft that says what revision number `to` said; publish it to make it live."""
    _require(by, roles.WRITE_FACTS)
    entry = _locked(entry)
    earlier = entry.revisions.filter(number=to).first()
    if earlier is None:
        raise ActionRefused(
            _("%(entry)s has no revision %(number)s.") % {"entry": entry.slug, "number": to}
        )
    draft = _copied_draft(entry, earlier, by=by)
    _record(draft, ChangeAction.REVERT, by=by, at=at, summary=f"#{to}")
    return draft


@transaction.atomic
def submit(revision, *, by, at=None):
    """Hand a draft to review."""
    _require(by, *roles.WRITING)
    revision = _locked_revision(revision, allowed=[State.DRAFT])
    _move(revision, State.IN_REVIEW)
    _record(revision, ChangeAction.SUBMIT, by=by, at=at)
    return revision


@transaction.atomic
def publish(revision, *, by, at=None, summary=""):
    """Make an open revision the live one; the one that was live becomes history.

    Nobody publishes what they wrote themselves, unless `roles.publishes_own` allows it.
    """
    _require(by, roles.REVIEW)
    revision = _locked_revision(revision, allowed=OPEN_STATES)
    _refuse_self_review(revision, by=by)
    _refuse_incomplete(revision)
    at = at or timezone.now()
    revision.entry.revisions.filter(state=State.LIVE).update(state=State.SUPERSEDED)
    revision.published_at = at
    _move(revision, State.LIVE)
    _record(revision, ChangeAction.PUBLISH, by=by, at=at, summary=summary)
    return revision


@transaction.atomic
def schedule(revision, go_live_at, *, by, at=None):
    """Have an open revision published at `go_live_at`, an aware time in the future.

    The person schedules what they might publish now, and it is published in their name.
    """
    _require(by, roles.REVIEW)
    revision = _locked_revision(revision, allowed=EDITABLE_STATES)
    _refuse_self_review(revision, by=by)
    _refuse_incomplete(revision)
    if go_live_at <= (at or timezone.now()):
        raise ActionRefused(
            _("%(time)s is past. Name a time in the future, or publish now.")
            % {"time": localize(localtime(go_live_at))}
        )
    revision.go_live_at = go_live_at
    _move(revision, State.SCHEDULED)
    _record(revision, ChangeAction.SCHEDULE, by=by, at=at, summary=go_live_at.isoformat())
    return revision


@transaction.atomic
def withdraw(revision, *, by, at=None):
    """Take a submitted or scheduled revision back to draft, where it can be edited again.

    Needs what `discard` needs.
    """
    _require_hold_of(revision, by=by)
    revision = _locked_revision(revision, allowed=[State.IN_REVIEW, State.SCHEDULED])
    revision.go_live_at = None
    _move(revision, State.DRAFT)
    _record(revision, ChangeAction.WITHDRAW, by=by, at=at)
    return revision


@transaction.atomic
def publish_scheduled(revision, *, at=None):
    """Publish a scheduled revision whose time has come, in the name of who scheduled it.

    Returns None when there is nothing to do: somebody else has published, withdrawn or moved it.
    """
    _locked(revision.entry)
    revision = type(revision).objects.select_related("entry").get(pk=revision.pk)
    if revision.state != State.SCHEDULED or revision.go_live_at > (at or timezone.now()):
        return None
    scheduled = Change.objects.filter(
        kind=kind_of(revision.entry),
        slug=revision.entry.slug,
        revision=revision.number,
        action=ChangeAction.SCHEDULE,
    )
    by = scheduled.select_related("by").first().by  # the newest
    return publish(revision, by=by, at=at)


@transaction.atomic
def discard(revision, *, by, at=None):
    """Close an open revision without publishing it; it stays in the history.

    One's own draft needs only a right to write, that of others the right to review.
    """
    _require_hold_of(revision, by=by)
    revision = _locked_revision(revision, allowed=OPEN_STATES)
    _move(revision, State.DISCARDED)
    _record(revision, ChangeAction.DISCARD, by=by, at=at)
    return revision


@transaction.atomic
def record_edit(revision, fields, *, by, at=None):
    """Note that `by` has changed the columns `fields` of an open revision or of its rows.

    Raises `ActionForbidden` when one of them needs a right that `by` does not hold; the caller's
    transaction is then to be rolled back. Nothing is noted when `fields` is empty.
    """
    if not fields:
        return
    for field in fields:
        _require(by, roles.right_to_write(field))
    _locked_revision(revision, allowed=EDITABLE_STATES)
    _record(revision, ChangeAction.EDIT, by=by, at=at, summary=", ".join(sorted(set(fields)))[:300])


def _require(by, *rights):
    if not roles.holds(by, *rights):
        raise ActionForbidden(
            _("%(user)s may not do this. It needs one of these rights: %(rights)s.")
            % {"user": by, "rights": ", ".join(rights)}
        )


def _require_hold_of(revision, *, by):
    own = revision.created_by_id == by.pk
    _require(by, *(roles.WRITING if own else ()), roles.REVIEW)


def _refuse_self_review(revision, *, by):
    own = Change.objects.filter(
        kind=kind_of(revision.entry),
        slug=revision.entry.slug,
        revision=revision.number,
        action=ChangeAction.EDIT,
        by=by,
    )
    wrote = revision.created_by_id == by.pk or own.exists()
    if wrote and not roles.publishes_own(by):
        raise ActionForbidden(
            _("%(user)s has worked on %(revision)s; somebody else has to publish it.")
            % {"user": by, "revision": revision}
        )


def _locked(entry):
    return type(entry).objects.select_for_update().get(pk=entry.pk)


def _locked_revision(revision, *, allowed):
    _locked(revision.entry)
    revision = type(revision).objects.select_related("entry").get(pk=revision.pk)
    if revision.state not in allowed:
        raise ActionRefused(
            _("%(revision)s is %(state)s; this action needs a revision that is open.")
            % {"revision": revision, "state": revision.get_state_display()}
        )
    return revision


def _refuse_incomplete(revision):
    faults = [] if str(revision.name).strip() else [str(_("It needs a name in one language."))]
    owned = collect_owned(revision)
    for row in [revision, *(row for rows in owned.values() for row in rows)]:
        faults += _faults(row)
    if faults:
        raise ActionRefused(
            _("%(revision)s is not complete: %(faults)s")
            % {"revision": revision, "faults": "; ".join(faults)}
        )


def _faults(row):
    """What is wrong with the columns of a row; what it points at is held by the database."""
    relations = [field.name for field in row._meta.concrete_fields if field.is_relation]
    try:
        row.full_clean(exclude=relations, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            label = "" if name == NON_FIELD_ERRORS else row._meta.get_field(name).verbose_name
            yield f"{row} {label}: {' '.join(messages)}"


def _copied_draft(entry, source, *, by):
    if source is None:
        raise ActionRefused(_("%(entry)s has nothing to copy.") % {"entry": entry.slug})
    skipped = {"id", *Revision.bookkeeping}
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


def _move(revision, state):
    revision.state = state
    revision.save(update_fields=["state", "published_at", "go_live_at", "updated_at"])


def _record(revision, action, *, by, at=None, summary=""):
    Change.objects.create(
        kind=kind_of(revision.entry),
        slug=revision.entry.slug,
        revision=revision.number,
        action=action,
        by=by,
        at=at or timezone.now(),
        summary=summary,
    )
