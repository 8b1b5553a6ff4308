"""Every change of an entry: open a draft, edit, submit, publish; discard or revert.

The admin, the loader and the API call these functions and nothing else. Each is one
transaction and leaves a `Change` that says who did it; `summary` says why, where somebody does.
"""

from collections import defaultdict

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from catalog import facets, published, roles, search, tally
from catalog.choices import EDITABLE_STATES, OPEN_STATES, ChangeAction, EntryKind, State
from catalog.models import BilingualRow, Change, PreviewLink
from catalog.models.copying import copy_owned, rows_of

# Acts after which an entry says what it said before, so that nothing is counted anew.
LEAVING_TEXTS = (
    ChangeAction.SUBMIT,
    ChangeAction.SCHEDULE,
    ChangeAction.WITHDRAW,
    ChangeAction.SHARE,
    ChangeAction.UNSHARE,
    ChangeAction.SET_EXPIRY,
    ChangeAction.IGNORE_HINT,
    ChangeAction.HEED_HINT,
)


class ActionRefused(Exception):
    """An action that the state of the entry does not allow; `message` is for people."""

    def __init__(self, message):
        super().__init__(str(message))
        self.message = message


class ActionForbidden(ActionRefused):
    """An action that this person may not take."""


class StaleVersion(ActionRefused):
    """A save by somebody who has not seen the newest version of the revision."""


def require(by, *rights):
    """Raise `ActionForbidden` unless the person holds one of the rights."""
    if not roles.holds(by, *rights):
        raise ActionForbidden(
            _("%(user)s may not do this. It needs one of these rights: %(rights)s.")
            % {"user": by, "rights": ", ".join(rights)}
        )


def kind_of(entry):
    return EntryKind(entry._meta.model_name)


@transaction.atomic
def create_entry(model, slug, *, by, at=None, **values):
    """A new entry of `model` with an open first draft that holds `values`."""
    require(by, roles.WRITE_FACTS)
    try:
        with transaction.atomic():
            entry = model.objects.create(slug=slug)
    except IntegrityError as error:
        raise ActionRefused(_("%(slug)s exists already.") % {"slug": slug}) from error
    draft = _new_draft(entry, by=by, values=values)
    _record(draft, ChangeAction.OPEN_DRAFT, by=by, at=at, rows=[draft])
    return draft


@transaction.atomic
def open_draft(entry, *, by, at=None, values=None, author=None, summary=""):
    """A draft that says what the live revision says; refused while another one is open.

    With `values` it starts from those columns instead, and without any rows. The draft is that of
    `author` where somebody else opens it.
    """
    require(by, *roles.WRITING)
    entry = _locked(entry)
    if values is None:
        draft, rows = _copied_draft(entry, entry.live_revision, by=author or by), None
    else:
        draft = _new_draft(entry, by=author or by, values=values)
        rows = [draft]
    _record(draft, ChangeAction.OPEN_DRAFT, by=by, at=at, summary=summary, rows=rows)
    return draft


@transaction.atomic
def revert(entry, *, to, by, at=None, summary=""):
    """A draft that says what revision number `to` said; publish it to make it live."""
    require(by, roles.WRITE_FACTS)
    entry = _locked(entry)
    earlier = entry.revisions.filter(number=to).first()
    if earlier is None:
        raise ActionRefused(
            _("%(entry)s has no revision %(number)s.") % {"entry": entry.slug, "number": to}
        )
    draft = _copied_draft(entry, earlier, by=by)
    _record(draft, ChangeAction.REVERT, by=by, at=at, summary=_said(f"#{to}", summary))
    return draft


@transaction.atomic
def submit(revision, *, by, at=None, summary=""):
    """Hand a draft to review."""
    require(by, *roles.WRITING)
    revision = _locked_revision(revision, allowed=[State.DRAFT])
    _move(revision, State.IN_REVIEW)
    _record(revision, ChangeAction.SUBMIT, by=by, at=at, summary=summary)
    return revision


@transaction.atomic
def publish(revision, *, by, at=None, summary=""):
    """Make an open revision the live one; the one that was live becomes history.

    Nobody publishes what they wrote themselves, unless `roles.publishes_own` allows it.
    """
    require(by, roles.REVIEW)
    revision = _locked_revision(revision, allowed=OPEN_STATES)
    _refuse_self_review(revision, by=by)
    rows = rows_of(revision)
    _refuse_incomplete(revision, rows)
    _mark_reviewed(rows)
    at = at or timezone.now()
    _go_live(revision, at=at)
    _record(revision, ChangeAction.PUBLISH, by=by, at=at, summary=summary, rows=rows)
    return revision


@transaction.atomic
def schedule(revision, go_live_at, *, by, expire_at=None, at=None, summary=""):
    """Have an open revision published at `go_live_at`, an aware time in the future.

    The person schedules what they might publish now, and it is published in their name. With
    `expire_at`, a later time, it is taken down again then.
    """
    require(by, roles.REVIEW)
    revision = _locked_revision(revision, allowed=EDITABLE_STATES)
    _refuse_self_review(revision, by=by)
    _refuse_incomplete(revision, rows_of(revision))
    _refuse_past(go_live_at, at=at)
    if expire_at is not None:
        _refuse_past(expire_at, at=go_live_at)
    revision.go_live_at = go_live_at
    revision.expire_at = expire_at
    _move(revision, State.SCHEDULED)
    said = _said(go_live_at.isoformat(), summary)
    _record(revision, ChangeAction.SCHEDULE, by=by, at=at, summary=said)
    return revision


@transaction.atomic
def withdraw(revision, *, by, at=None, summary=""):
    """Take a submitted or scheduled revision back to draft, where it can be edited again.

    Needs what `discard` needs.
    """
    _require_hold_of(revision, by=by)
    revision = _locked_revision(revision, allowed=[State.IN_REVIEW, State.SCHEDULED])
    revision.go_live_at = revision.expire_at = None
    _move(revision, State.DRAFT)
    _record(revision, ChangeAction.WITHDRAW, by=by, at=at, summary=summary)
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
    return publish(revision, by=_newest(revision, ChangeAction.SCHEDULE).by, at=at)


@transaction.atomic
def set_expiry(revision, expire_at, *, by, at=None, summary=""):
    """Have the live revision taken down at `expire_at`, or never when that is None.

    The time stays with the entry when a newer revision is published.
    """
    require(by, roles.REVIEW)
    revision = _locked_revision(revision, allowed=[State.LIVE])
    if expire_at is not None:
        _refuse_past(expire_at, at=at)
    revision.expire_at = expire_at
    _move(revision, State.LIVE)
    said = _said(expire_at.isoformat() if expire_at else "", summary)
    _record(revision, ChangeAction.SET_EXPIRY, by=by, at=at, summary=said)
    return revision


@transaction.atomic
def take_down_expired(revision, *, at=None):
    """Take a live revision down whose time is over, in the name of who set that time.

    Returns None when there is nothing to do. An open draft of the entry stays open.
    """
    _locked(revision.entry)
    revision = type(revision).objects.select_related("entry").get(pk=revision.pk)
    at = at or timezone.now()
    if revision.state != State.LIVE or revision.expire_at is None or revision.expire_at > at:
        return None
    by = _newest_of_entry(revision, ChangeAction.SET_EXPIRY, ChangeAction.SCHEDULE).by
    _take_down(revision, at=at)
    _record(revision, ChangeAction.EXPIRE, by=by, at=at)
    return revision


@transaction.atomic
def trash(entry, *, by, redirect_to=None, at=None, summary=""):
    """Take an entry down and close what is open of it; everything can be restored.

    The slug stays taken. With `redirect_to`, a live entry of the same kind, addresses of this one
    lead there.
    """
    require(by, roles.REVIEW)
    entry = _locked(entry)
    at = at or timezone.now()
    live, opened = entry.live_revision, entry.open_revision
    if live is None and opened is None:
        raise ActionRefused(_("%(entry)s is in the trash already.") % {"entry": entry.slug})
    if redirect_to is not None:
        _redirect(entry, redirect_to)
    if opened is not None:
        _move(opened, State.DISCARDED)
    if live is not None:
        _take_down(live, at=at, redirect_to=redirect_to)
    said = _said(f"→ {redirect_to.slug}" if redirect_to else "", summary)
    _record(live or opened, ChangeAction.TRASH, by=by, at=at, summary=said)
    return live or opened


@transaction.atomic
def restore(entry, *, by, at=None, summary=""):
    """Bring an entry back from the trash as it was, in a new revision.

    What readers saw is live again at once, since it was reviewed; an entry that they never saw
    comes back as a draft.
    """
    require(by, roles.REVIEW)
    entry = _locked(entry)
    if entry.live_revision or entry.open_revision:
        raise ActionRefused(_("%(entry)s is not in the trash.") % {"entry": entry.slug})
    seen = entry.revisions.filter(state=State.RETIRED).order_by("-number").first()
    last = seen or entry.revisions.order_by("-number").first()
    revision = _copied_draft(entry, last, by=by)
    if seen is not None:
        _go_live(revision, at=at or timezone.now())
    said = _said(f"#{last.number}", summary)
    _record(revision, ChangeAction.RESTORE, by=by, at=at, summary=said)
    return revision


@transaction.atomic
def discard(revision, *, by, at=None, summary=""):
    """Close an open revision without publishing it; it stays in the history.

    One's own draft needs only a right to write, that of others the right to review.
    """
    _require_hold_of(revision, by=by)
    revision = _locked_revision(revision, allowed=OPEN_STATES)
    _move(revision, State.DISCARDED)
    _record(revision, ChangeAction.DISCARD, by=by, at=at, summary=summary)
    return revision


@transaction.atomic
def share_preview(revision, expires_at, *, by, at=None):
    """A link that shows an open revision to whoever holds it, until `expires_at`."""
    require(by, *roles.WRITING, roles.REVIEW)
    revision = _locked_revision(revision, allowed=OPEN_STATES)
    _refuse_past(expires_at, at=at)
    link = PreviewLink.objects.create(
        kind=kind_of(revision.entry),
        slug=revision.slug,
        revision=revision.number,
        created_by=by,
        expires_at=expires_at,
    )
    _record(revision, ChangeAction.SHARE, by=by, at=at, summary=expires_at.isoformat())
    return link


@transaction.atomic
def revoke_preview(revision, link, *, by, at=None):
    """Close a preview link of this revision; doing it again changes nothing."""
    require(by, *roles.WRITING, roles.REVIEW)
    at = at or timezone.now()
    if PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at):
        _record(revision, ChangeAction.UNSHARE, by=by, at=at)


def leave_change(revision, action, *, by, at=None, summary=""):
    """Note an act that other modules take upon the texts of `revision`."""
    _record(revision, action, by=by, at=at, summary=summary)


def hold(revision, *, seen=None):
    """Until the transaction ends nobody else saves, moves or publishes this revision.

    Raises `StaleVersion` when `seen`, the version that the person had before their eyes, is not the
    newest.
    """
    _locked(revision.entry)
    _refuse_stale(type(revision).objects.select_related("entry").get(pk=revision.pk), seen=seen)


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
    revision = _locked_revision(revision, allowed=EDITABLE_STATES)
    _refuse_stale(revision, seen=seen)
    edited = {"version": F("version") + 1, "updated_at": timezone.now()}
    type(revision).objects.filter(pk=revision.pk).update(**edited)
    _record(revision, ChangeAction.EDIT, by=by, at=at, summary=", ".join(sorted(set(fields)))[:300])


def _require_hold_of(revision, *, by):
    own = revision.created_by_id == by.pk
    require(by, *(roles.WRITING if own else ()), roles.REVIEW)


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


def _refuse_stale(revision, *, seen):
    if seen is not None and seen != revision.version:
        raise StaleVersion(
            _(
                "Somebody saved %(revision)s since you opened it: you saw version %(seen)s, now it "
                "is %(version)s. Look at it again."
            )
            % {"revision": revision, "seen": seen, "version": revision.version}
        )


def _refuse_past(time, *, at):
    if time <= (at or timezone.now()):
        raise ActionRefused(
            _("%(time)s is past. Name a later time.") % {"time": localize(localtime(time))}
        )


def _newest(revision, *wanted):
    """The newest change of one of the wanted actions to this revision."""
    return _changes(revision.entry, *wanted).filter(revision=revision.number).first()


def _newest_of_entry(revision, *wanted):
    return _changes(revision.entry, *wanted).filter(revision__lte=revision.number).first()


def _changes(entry, *wanted):
    of_entry = Change.objects.filter(kind=kind_of(entry), slug=entry.slug, action__in=wanted)
    return of_entry.select_related("by")


def _go_live(revision, *, at):
    """Move the live pointer; a time of expiry and a redirect are properties of the entry."""
    at = _after_history(revision.entry, at=at)
    before = revision.entry.live_revision
    if before is not None:
        revision.expire_at = revision.expire_at or before.expire_at
        before.live_until = at
        _move(before, State.SUPERSEDED)
    revision.published_at = at
    _move(revision, State.LIVE)
    type(revision.entry).objects.filter(pk=revision.entry_id).update(redirects_to=None)
    search.entry_changed(revision.entry, before=before, after=revision)
    facets.entry_changed(revision.entry, before=before, after=revision)
    published.entry_changed(revision.entry, before=before, after=revision, at=at)


def _after_history(entry, *, at):
    """The moment `at`, or the newest of the entry's history where a clock was set back.

    So no two revisions of an entry are live at one moment, and each moment reads one catalogue.
    """
    known = entry.revisions.aggregate(Max("published_at"), Max("live_until")).values()
    return max([at, *filter(None, known)])


def _take_down(live, *, at, redirect_to=None):
    live.live_until = _after_history(live.entry, at=at)
    _move(live, State.RETIRED)
    search.entry_changed(live.entry, before=live, after=None)
    facets.entry_changed(live.entry, before=live, after=None)
    published.entry_changed(live.entry, before=live, after=None, to=redirect_to, at=live.live_until)


def _redirect(entry, target):
    """Addresses of `entry`, and those that led to it, now lead to `target`."""
    if type(target) is not type(entry) or target.pk == entry.pk or not target.live_revision:
        raise ActionRefused(
            _("%(target)s can not stand in for %(entry)s: name another live entry of its kind.")
            % {"target": target.slug, "entry": entry.slug}
        )
    if entry.live_revision is None:
        raise ActionRefused(
            _("%(entry)s was never published, so nothing can lead to it.") % {"entry": entry.slug}
        )
    entry.redirects.update(redirects_to=target)
    type(entry).objects.filter(pk=entry.pk).update(redirects_to=target)


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


def _mark_reviewed(rows):
    """Texts that a reviewer publishes are reviewed; see `BilingualRow.mark_reviewed`."""
    raised = defaultdict(list)
    for row in rows:
        if isinstance(row, BilingualRow) and row.mark_reviewed():
            raised[type(row)].append(row)
    for model, changed in raised.items():
        model.objects.bulk_update(changed, ["translation"], batch_size=500)


def _refuse_incomplete(revision, rows):
    faults = [] if str(revision.name).strip() else [str(_("It needs a name in one language."))]
    for row in rows:
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


def _move(revision, state):
    revision.state = state
    kept = ["state", "published_at", "go_live_at", "expire_at", "live_until", "updated_at"]
    revision.save(update_fields=kept)


def _said(particular, reason):
    """What the log says of an action: its particular, such as a time, and the person's reason."""
    return " · ".join(filter(None, [particular, reason]))


def _record(revision, action, *, by, at=None, summary="", rows=None):
    """Note the act; `rows` are all rows of the revision, where the caller has them at hand."""
    Change.objects.create(
        kind=kind_of(revision.entry),
        slug=revision.entry.slug,
        revision=revision.number,
        action=action,
        by=by,
        token=roles.token_of(by),
        at=at or timezone.now(),
        summary=summary[:300],
    )
    if action not in LEAVING_TEXTS:
        tally.rewrite(revision.entry, rows=rows)
