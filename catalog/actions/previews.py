"""Links that show an open revision to whoever holds them."""

from django.db import transaction
from django.utils import timezone

from catalog import roles
from catalog.actions.moving import locked_revision
from catalog.actions.record import kind_of, record
from catalog.actions.refusals import refuse_past, require
from catalog.choices import OPEN_STATES, ChangeAction
from catalog.models import PreviewLink


@transaction.atomic
def share_preview(revision, expires_at, *, by, at=None):
    """A link that shows an open revision to whoever holds it, until `expires_at`."""
    require(by, *roles.WRITING, roles.REVIEW)
    revision = locked_revision(revision, allowed=OPEN_STATES)
    refuse_past(expires_at, at=at)
    link = PreviewLink.objects.create(
        kind=kind_of(revision.entry),
        slug=revision.slug,
        revision=revision.number,
        created_by=by,
        expires_at=expires_at,
    )
    record(revision, ChangeAction.SHARE, by=by, at=at, summary=expires_at.isoformat())
    return link


@transaction.atomic
def revoke_preview(revision, link, *, by, at=None):
    """Close a preview link of this revision; doing it again changes nothing."""
    require(by, *roles.WRITING, roles.REVIEW)
    at = at or timezone.now()
    if PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at):
        record(revision, ChangeAction.UNSHARE, by=by, at=at)
