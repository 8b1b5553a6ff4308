"""Every change of a webhook; administrators make it, and nobody else sees it."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import roles
from catalog.actions import ActionForbidden, ActionRefused
from catalog.choices import EntryKind, ListKind
from catalog.models import PublicChange, Webhook
from catalog.webhooks.signing import new_seed, secret_of

# How long messages are signed with the old secret too.
OVERLAP = timedelta(hours=24)
KINDS = (*EntryKind, *ListKind)


@transaction.atomic
def make(name, url, *, by, kinds=(), at=None):
    """A webhook that is told of public changes from now on, and its secret."""
    require_administrator(by)
    webhook = Webhook(seed=new_seed(), created_by=by, created_at=at or timezone.now())
    webhook.cursor = _newest()
    _write(webhook, name=name, url=url, kinds=kinds)
    return webhook, secret_of(webhook.seed)


@transaction.atomic
def change(webhook, *, name, url, kinds, by):
    """Give it another name, address or choice of kinds; what waits goes to the new address."""
    require_administrator(by)
    _write(_locked(webhook), name=name, url=url, kinds=kinds)


@transaction.atomic
def rotate(webhook, *, by, at=None):
    """A new secret; the old one is used beside it for a day, so that no message is refused."""
    require_administrator(by)
    webhook = _locked(webhook)
    webhook.previous_seed, webhook.seed = webhook.seed, new_seed()
    webhook.previous_until = (at or timezone.now()) + OVERLAP
    webhook.save(update_fields=["seed", "previous_seed", "previous_until"])
    return secret_of(webhook.seed)


@transaction.atomic
def pause(webhook, *, by):
    """Send nothing any more; what waits is kept."""
    require_administrator(by)
    Webhook.objects.filter(pk=webhook.pk).update(is_active=False)


@transaction.atomic
def resume(webhook, *, by):
    """Send again: what waited, and what changes from now on."""
    require_administrator(by)
    Webhook.objects.filter(pk=webhook.pk, is_active=False).update(is_active=True, cursor=_newest())


def require_administrator(by):
    if not roles.administers(by):
        raise ActionForbidden(_("Only administrators may do this."))


def _locked(webhook):
    return Webhook.objects.select_for_update().get(pk=webhook.pk)


def _newest():
    return PublicChange.objects.values_list("pk", flat=True).first() or 0


def _write(webhook, *, name, url, kinds):
    if not name.strip():
        raise ActionRefused(_("A webhook needs a name."))
    if urlsplit(url).scheme not in ("http", "https"):
        raise ActionRefused(_("Write an address that begins with http:// or https://."))
    if unknown := sorted(set(kinds) - set(KINDS)):
        raise ActionRefused(_("%(kinds)s is no kind.") % {"kinds": ", ".join(unknown)})
    webhook.name, webhook.url = name.strip(), url
    webhook.kinds = [kind.value for kind in KINDS if kind in kinds]
    webhook.save()
