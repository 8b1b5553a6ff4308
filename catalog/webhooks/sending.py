"""Sending what waits: in order for each webhook, again after growing pauses, given up at last."""

import random
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from catalog import outside
from catalog.choices import DeliveryState
from catalog.models import Webhook, WebhookDelivery
from catalog.webhooks.signing import headers_of

# The pauses before each further attempt, as Standard Webhooks proposes them: a day and a half.
PAUSES = [
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
]
# So much longer or shorter a pause may be, so that those who fail together do not return together.
JITTER = 0.2
LIMITS = outside.Limits(seconds=10, connect_seconds=5, bytes=1024)
# Longer than one message can take: a process that died holds its webhook no longer.
CLAIMED_FOR = timedelta(seconds=60)
# How many messages one webhook gets before the others have their turn.
TURN = 100
GONE = 410


def send_due(*, at=None, **fetching):
    """Send every message that is due, in order for each webhook; returns what was sent.

    `fetching` are options of `outside.fetch`.
    """
    sent = []
    for webhook in Webhook.objects.filter(is_active=True):
        for _number in range(TURN):
            delivery = _send_next(webhook, at=at or timezone.now(), **fetching)
            if delivery is None:
                break
            sent.append(delivery)
    return sent


def attempt(delivery, *, at=None, **fetching):
    """Send one message now, and note what came of it."""
    at = at or timezone.now()
    delivery.attempts += 1
    delivery.attempted_at, delivery.status, delivery.failure = at, None, ""
    try:
        answer = outside.fetch(
            delivery.webhook.url,
            method="POST",
            headers=headers_of(delivery, at=at),
            body=delivery.body.encode(),
            limits=LIMITS,
            **fetching,
        )
    except outside.FetchFailed as failed:
        delivery.failure = failed.failure
    else:
        delivery.status = answer.status
    _settle(delivery, at=at)
    delivery.save(
        update_fields=["attempts", "attempted_at", "status", "failure", "state", "due_at"]
    )
    return delivery


def pause_before(attempts, *, chance=random.random):
    """How long to wait before the next attempt, after so many; None when it was the last."""
    if attempts > len(PAUSES):
        return None
    return PAUSES[attempts - 1] * (1 - JITTER + 2 * JITTER * chance())


def _send_next(webhook, *, at, **fetching):
    """Send the oldest message that waits, when it is due and no other process sends to it."""
    free = Q(busy_until=None) | Q(busy_until__lt=at)
    claimed = Webhook.objects.filter(free, pk=webhook.pk, is_active=True)
    if not claimed.update(busy_until=at + CLAIMED_FOR):
        return None
    try:
        oldest = WebhookDelivery.objects.waiting().filter(webhook=webhook).order_by("pk")
        delivery = oldest.select_related("webhook").first()
        if delivery is None or delivery.due_at > at:
            return None
        return attempt(delivery, at=at, **fetching)
    finally:
        Webhook.objects.filter(pk=webhook.pk).update(busy_until=None)


def _settle(delivery, *, at):
    if delivery.status is not None and 200 <= delivery.status < 300:
        delivery.state = DeliveryState.DELIVERED
        return
    # A test is not sent again: somebody waits for what came of it.
    pause = pause_before(delivery.attempts) if delivery.change_id else None
    if delivery.status == GONE:
        # The receiver wants no more: nothing further is sent until somebody resumes it.
        Webhook.objects.filter(pk=delivery.webhook_id).update(is_active=False)
        pause = None
    if pause is None:
        delivery.state = DeliveryState.DEAD
    else:
        delivery.state, delivery.due_at = DeliveryState.WAITING, at + pause
