"""Findings: robots and readers raise them, people close them, and none of them changes an entry."""

from ipaddress import ip_address, ip_network

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from catalog import roles
from catalog.actions import ActionRefused, require
from catalog.choices import FindingKind, FindingState
from catalog.models import Finding
from catalog.validators import validate_plain_text

ROBOT = "robot"
SEEING = (*roles.WRITING, roles.REVIEW)
DECIDING = (roles.WRITE_FACTS, roles.REVIEW)
# Our own bounds: what a careful reader may need in a day, and what editors can still read.
REPORTS_A_DAY = 5
OPEN_REPORTS = 500


class TooManyReports(ActionRefused):
    """A report beyond what one address, or all readers together, may leave."""


def robot():
    """The account of the commands: it may write facts but not publish, and has no password."""
    user, created = get_user_model().objects.get_or_create(username=ROBOT)
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        right = Permission.objects.get(
            content_type__app_label="catalog", codename=roles.WRITE_FACTS
        )
        user.user_permissions.add(right)
    return user


@transaction.atomic
def raise_finding(kind, *, about, slug, pointer, detail, by, at=None):
    """The open finding of `kind` about a place, made or brought up to date.

    Returns None where people dismissed exactly this: it is not raised again until the address or
    version that it speaks of is another one.
    """
    require(by, roles.WRITE_FACTS)
    at = at or timezone.now()
    place = Finding.objects.at(kind=kind, about=about, slug=slug, pointer=pointer)
    if place.filter(state=FindingState.DISMISSED).same_as(kind, detail).exists():
        return None
    now = {"detail": detail, "last_seen_at": at}
    finding, _created = Finding.objects.update_or_create(
        kind=kind,
        about=about,
        slug=slug,
        pointer=pointer,
        state=FindingState.OPEN,
        defaults=now,
        create_defaults={**now, "first_seen_at": at},
    )
    return finding


@transaction.atomic
def report(*, about, slug, pointer, text, address, at=None):
    """Keep what a reader, who has no account, says is wrong; raises `TooManyReports` at a bound.

    `address` is the reader's IP address. It is kept only as a hash that changes every day, and
    that is gone with the first report of the next day.
    """
    at = at or timezone.now()
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    reports = Finding.objects.filter(kind=FindingKind.READER_REPORT)
    reports.filter(first_seen_at__lt=midnight).exclude(reporter="").update(reporter="")
    reporter = _hashed(address, day=midnight.date())
    if reports.filter(reporter=reporter).count() >= REPORTS_A_DAY:
        raise TooManyReports(
            _("%(number)s reports a day are accepted from one address. Come back tomorrow.")
            % {"number": REPORTS_A_DAY}
        )
    if reports.open().count() >= OPEN_REPORTS:
        raise TooManyReports(_("So many reports wait that no more are taken. Come back later."))
    place = {"about": about, "slug": slug, "pointer": pointer}
    seen = {"first_seen_at": at, "last_seen_at": at}
    return reports.create(
        kind=FindingKind.READER_REPORT, text=text, reporter=reporter, **place, **seen
    )


def _hashed(address, *, day):
    """The address, of IPv6 the network that one household has, as a hash of that day."""
    try:
        ip = ip_address(address)
    except ValueError:  # a proxy may say "unknown"
        known = address
    else:
        known = str(ip if ip.version == 4 else ip_network((ip, 64), strict=False))
    return salted_hmac("catalog.findings", f"{day} {known}", algorithm="sha256").hexdigest()[:32]


@transaction.atomic
def settle(kind, *, about, slug, pointer, by, at=None):
    """Resolve the open finding of `kind` about a place, where there is one: it holds no longer."""
    require(by, roles.WRITE_FACTS)
    place = Finding.objects.at(kind=kind, about=about, slug=slug, pointer=pointer)
    for finding in place.open():
        _close(finding, FindingState.RESOLVED, by=by, at=at, reason="")


@transaction.atomic
def resolve(finding, *, by, at=None):
    """Close a finding because what it says was put right, or holds no longer."""
    require(by, *DECIDING)
    return _close(finding, FindingState.RESOLVED, by=by, at=at, reason="")


@transaction.atomic
def dismiss(finding, *, reason, by, at=None):
    """Close a finding because nothing is wrong; `reason` says why, for who finds it again."""
    require(by, *DECIDING)
    reason = reason.strip()
    if not reason:
        raise ActionRefused(_("Say why nothing has to be done."))
    if len(reason) > 300:
        raise ActionRefused(
            _("The reason has %(length)s characters; 300 are accepted. Shorten it.")
            % {"length": len(reason)}
        )
    try:
        validate_plain_text(reason)
    except ValidationError as error:
        raise ActionRefused(" ".join(error.messages)) from error
    return _close(finding, FindingState.DISMISSED, by=by, at=at, reason=reason)


def _close(finding, state, *, by, at, reason):
    closed = {
        "state": state,
        "closed_by": by,
        "closed_at": at or timezone.now(),
        "reason": reason,
    }
    # One statement, so that of two people who close it the second is told.
    if not Finding.objects.open().filter(pk=finding.pk).update(**closed):
        finding.refresh_from_db()
        raise ActionRefused(
            _("This finding is %(state)s already.") % {"state": finding.get_state_display()}
        )
    finding.refresh_from_db()
    return finding
