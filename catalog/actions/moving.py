"""Steps that actions share: locks, states and the live pointer."""

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import facets, published, readymade, search
from catalog.actions.refusals import ActionRefused
from catalog.choices import State
from catalog.models import Move


def go_live(revisions, *, at=None):
    """Move the live pointers of entries to the revisions, one of each; returns when it was."""
    at = _moment(at)
    _follow([_move_pointer(revision, at=at) for revision in revisions])
    return at


def _moment(at):
    """The moment `at`, or now; from here on nobody else publishes before this transaction ends.

    So what becomes visible later bears a later moment, and a walk (`moments.latest_moment`) misses
    nothing. The entries are locked by now.
    """
    published.hold_stamp()
    return at or timezone.now()


def _move_pointer(revision, *, at):
    """A time of expiry and a redirect are properties of the entry."""
    at = _after_history(revision.entry, at=at)
    before = revision.entry.live_revision
    if before is not None:
        revision.expire_at = revision.expire_at or before.expire_at
        before.live_until = at
        move(before, State.SUPERSEDED)
    revision.published_at = at
    move(revision, State.LIVE)
    type(revision.entry).objects.filter(pk=revision.entry_id).update(redirects_to=None)
    return Move(revision.entry, before, revision, at=at)


def _follow(moves):
    """Have search, facets, the log and the documents follow the live pointers.

    Documents come last: they are made of what the stamp stands for. The log and the documents share
    one reading of the revisions that name these entries; until this transaction ends, nobody else
    publishes.
    """
    naming = [*published.live_revisions_naming(moves)]
    search.entries_moved(moves)
    facets.entries_moved(moves)
    published.entries_moved(moves, naming)
    readymade.entries_moved(moves, naming)


def _after_history(entry, *, at):
    """The moment `at`, or the newest of the entry's history where a clock was set back.

    So no two revisions of an entry are live at one moment, and each moment reads one catalogue.
    """
    known = entry.revisions.aggregate(Max("published_at"), Max("live_until")).values()
    return max([at, *filter(None, known)])


def take_down(live, *, at=None, redirect_to=None):
    """Nothing of the entry is live from now on; returns when it was."""
    at = _moment(at)
    live.live_until = _after_history(live.entry, at=at)
    move(live, State.RETIRED)
    _follow([Move(live.entry, live, None, at=live.live_until, to=redirect_to)])
    return at


def redirect(entry, target):
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


def locked(entry):
    return type(entry).objects.select_for_update().get(pk=entry.pk)


def locked_revision(revision, *, allowed):
    locked(revision.entry)
    revision = type(revision).objects.select_related("entry").get(pk=revision.pk)
    if revision.state not in allowed:
        raise ActionRefused(
            _("%(revision)s is %(state)s; this action needs a revision that is open.")
            % {"revision": revision, "state": revision.get_state_display()}
        )
    return revision


def move(revision, state):
    revision.state = state
    kept = ["state", "published_at", "go_live_at", "expire_at", "live_until", "updated_at"]
    revision.save(update_fields=kept)
