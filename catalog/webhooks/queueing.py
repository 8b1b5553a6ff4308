"""From the public log to messages that wait, and back there when somebody tries again."""

import json
import uuid
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from catalog import queries
from catalog.bilingual import LANGUAGES
from catalog.choices import DeliveryState, ListKind
from catalog.models import PublicChange, Webhook, WebhookDelivery
from catalog.published.fields import NEUTRAL
from catalog.webhooks.subscriptions import require_administrator

BATCH = 500
KEPT_FOR = timedelta(days=30)


def queue_all(*, at=None):
    """Make a waiting message of every public change that an active webhook was not told of."""
    for webhook in Webhook.objects.filter(is_active=True):
        while _queue_some(webhook, at=at or timezone.now()) == BATCH:
            pass


@transaction.atomic
def queue_test(webhook, *, by, at=None):
    """A message that only says that it is a test."""
    require_administrator(by)
    at = at or timezone.now()
    return WebhookDelivery.objects.create(**_message(webhook, "test", {"name": webhook.name}, at))


@transaction.atomic
def try_again(delivery, *, by, at=None):
    """Let a message that was given up wait once more, with all its attempts before it."""
    require_administrator(by)
    WebhookDelivery.objects.filter(pk=delivery.pk, state=DeliveryState.DEAD).update(
        state=DeliveryState.WAITING, attempts=0, due_at=at or timezone.now()
    )


def forget_old(*, at=None):
    """Delete messages that arrived, or were given up, more than 30 days ago."""
    over = WebhookDelivery.objects.exclude(state=DeliveryState.WAITING)
    over.filter(created_at__lt=(at or timezone.now()) - KEPT_FOR).delete()


@transaction.atomic
def _queue_some(webhook, *, at):
    """Look at the next changes of the log; returns how many there were."""
    webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
    changes = [*PublicChange.objects.filter(pk__gt=webhook.cursor).order_by("pk")[:BATCH]]
    if not changes or not webhook.is_active:
        return 0
    wanted = [one for one in changes if not webhook.kinds or one.kind in webhook.kinds]
    there = _there(wanted)
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(
            change=one,
            **_message(webhook, f"{one.kind}.{one.event}", _said(one, there), at),
        )
        for one in wanted
    )
    Webhook.objects.filter(pk=webhook.pk).update(cursor=changes[-1].pk)
    return len(changes)


def _message(webhook, type_, content, at):
    body = {"type": type_, "timestamp": at, "data": content}
    return {
        "webhook": webhook,
        "uid": f"msg_{uuid.uuid4().hex}",
        "body": json.dumps(body, ensure_ascii=False, cls=DjangoJSONEncoder),
        "created_at": at,
        "due_at": at,
    }


def _there(changes):
    """Kinds and slugs of what readers see now of that which the changes are about."""
    found = set()
    for kind in {one.kind for one in changes}:
        slugs = {one.slug for one in changes if one.kind == kind}
        if kind == ListKind.SOURCE:
            rows = queries.public_sources().filter(slug__in=slugs).values_list("slug", flat=True)
        elif kind == ListKind.TERM:
            continue  # has no document
        else:
            revisions = apps.get_model("catalog", kind).revisions.rel.related_model
            rows = revisions.objects.live().filter(entry__slug__in=slugs)
            rows = rows.values_list("entry__slug", flat=True)
        found |= {(kind, slug) for slug in rows}
    return found


def _said(change, there):
    """What a message says of a change, in the words of the feed of changes."""
    return {
        "stamp": change.stamp,
        "at": change.at,
        "kind": change.kind,
        "id": change.slug,
        "event": change.event,
        "revision": change.revision,
        "previous": change.previous,
        "changed": {name: change.fields.get(name, []) for name in (*LANGUAGES, NEUTRAL)},
        "other": _thing(change.other),
        "url": _address(change) if (change.kind, change.slug) in there else None,
    }


def _thing(key):
    """What `other` of a change names; None where it names nothing."""
    kind, _slash, slug = key.partition("/")
    return {"kind": kind, "id": slug} if key else None


def _address(change):
    """The document of the API that changed."""
    return settings.SITE_URL + reverse(f"api:{change.kind}-detail", args=[change.slug])
