"""The log: each act leaves a `Change` that says who did it, and why."""

from django.utils import timezone

from catalog import roles, tally
from catalog.choices import ChangeAction, EntryKind
from catalog.models import Change

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


def kind_of(entry):
    return EntryKind(entry._meta.model_name)


def leave_change(revision, action, *, by, at=None, summary=""):
    """Note an act that other modules take upon the texts of `revision`."""
    record(revision, action, by=by, at=at, summary=summary)


def newest(revision, *wanted):
    """The newest change of one of the wanted actions to this revision."""
    return _changes(revision.entry, *wanted).filter(revision=revision.number).first()


def newest_of_entry(revision, *wanted):
    return _changes(revision.entry, *wanted).filter(revision__lte=revision.number).first()


def _changes(entry, *wanted):
    of_entry = Change.objects.filter(kind=kind_of(entry), slug=entry.slug, action__in=wanted)
    return of_entry.select_related("by")


def said_of(particular, reason):
    """What the log says of an action: its particular, such as a time, and the person's reason."""
    return " · ".join(filter(None, [particular, reason]))


def record(revision, action, *, by, at=None, summary="", rows=None):
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
