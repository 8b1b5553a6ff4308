"""Secrets and signatures, as in Standard Webhooks 1.0."""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

PREFIX = "whsec_"


def new_seed():
    return secrets.token_hex(16)


def secret_of(seed):
    """The secret that receivers check signatures with: 256 bits of the seed and `SECRET_KEY`."""
    return PREFIX + base64.b64encode(_key(seed)).decode()


def headers_of(delivery, *, at):
    """The headers of a message that is sent at the moment `at`."""
    webhook, seconds = delivery.webhook, str(int(at.timestamp()))
    seeds = [webhook.seed]
    if webhook.previous_until is not None and at < webhook.previous_until:
        seeds.append(webhook.previous_seed)
    signed = f"{delivery.uid}.{seconds}.{delivery.body}".encode()
    return {
        "Content-Type": "application/json",
        "webhook-id": delivery.uid,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(f"v1,{_signature(seed, signed)}" for seed in seeds),
    }


def _key(seed):
    salt, key = "catalog.webhooks", settings.SECRET_KEY
    return salted_hmac(salt, seed, secret=key, algorithm="sha256").digest()


def _signature(seed, signed):
    return base64.b64encode(hmac.new(_key(seed), signed, hashlib.sha256).digest()).decode()
