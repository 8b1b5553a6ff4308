"""Tokens of the API: made, found, noted as used, revoked.

Each row is its own record of who made and who revoked it, and when; no entry changes.
"""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import roles
from catalog.actions import ActionForbidden, ActionRefused, require
from catalog.choices import Scope
from catalog.models import ApiToken

# Scanners for leaked secrets look for such a beginning.
PREFIX = "atlas_"
# 256 random bits, so that a plain hash of them can not be turned back by guessing.
RANDOM_BYTES = 32
LONGEST_DAYS = 365
USED_EVERY = timedelta(minutes=1)
MAKING = (*roles.WRITING, roles.REVIEW)


def scopes_for(user):
    """The scopes that this person can give a token."""
    return [scope for scope in Scope if roles.holds(user, *roles.SCOPES[scope])]


@transaction.atomic
def make_token(name, scopes, *, days, by, at=None):
    """A token of the person `by`, and its secret, which nobody can read again."""
    require(by, *MAKING)
    name, at = name.strip(), at or timezone.now()
    if not name or not scopes:
        raise ActionRefused(_("A token needs a name and at least one scope."))
    if not 1 <= days <= LONGEST_DAYS:
        raise ActionRefused(
            _("A token lives from 1 to %(longest)s days, not %(days)s.")
            % {"longest": LONGEST_DAYS, "days": days}
        )
    if beyond := sorted(set(scopes) - set(scopes_for(by))):
        raise ActionForbidden(
            _("%(user)s can not give a token what they may not do: %(scopes)s.")
            % {"user": by, "scopes": ", ".join(beyond)}
        )
    secret = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    token = ApiToken.objects.create(
        owner=by,
        name=name[:80],
        scopes=[scope.value for scope in Scope if scope in scopes],
        start=secret[: len(PREFIX) + 4],
        digest=digest_of(secret),
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    return token, secret


@transaction.atomic
def revoke_token(token, *, by, at=None):
    """End a token at once; its owner may, and whoever looks after accounts."""
    if token.owner_id != by.pk and not roles.administers(by):
        raise ActionForbidden(_("Only its owner or an administrator revokes a token."))
    revoked = {"revoked_at": at or timezone.now(), "revoked_by": by}
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(**revoked)


def find_token(secret, *, at=None):
    """The valid token that `secret` is, with its owner, or None."""
    if not secret.startswith(PREFIX):
        return None
    found = ApiToken.objects.valid(at).filter(digest=digest_of(secret))
    return found.select_related("owner").first()


def note_use(token, *, at=None):
    """Keep when a token was used; written once a minute at most, however often it is used."""
    at = at or timezone.now()
    before = at - USED_EVERY
    if token.last_used_at is not None and token.last_used_at > before:
        return
    is_due = Q(last_used_at=None) | Q(last_used_at__lte=before)
    ApiToken.objects.filter(is_due, pk=token.pk).update(last_used_at=at)


def digest_of(secret):
    return hashlib.sha256(secret.encode()).hexdigest()
