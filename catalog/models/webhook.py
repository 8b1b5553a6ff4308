"""Where public changes are sent to, and every message that was."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.choices import DeliveryState, EntryKind, LinkFailure, ListKind
from catalog.models.public import PublicChange


class Webhook(models.Model):
    """An address that is told of public changes, of all `kinds` or of those named.

    No secret is stored: it is made of `seed` and the key of the site. While `previous_until` is not
    over, messages are signed with the secret before the last rotation too. `cursor` is the primary
    key of the last public change that was looked at for it.
    """

    name = models.CharField(_("name"), max_length=80)
    url = models.URLField(_("address"), max_length=500)
    kinds = models.JSONField(_("kinds"), default=list)
    is_active = models.BooleanField(_("active"), default=True)
    seed = models.CharField(max_length=32, editable=False)
    previous_seed = models.CharField(max_length=32, blank=True, default="", editable=False)
    previous_until = models.DateTimeField(_("old secret valid until"), null=True)
    cursor = models.BigIntegerField(default=0, editable=False)
    # Until then one process sends to it, and no other does: messages keep their order.
    busy_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("created by"),
    )

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self):
        return self.name

    @property
    def kind_labels(self):
        """The kinds that it is told of, for people; empty when it is told of all."""
        labels = dict([*EntryKind.choices, *ListKind.choices])
        return [str(labels[kind]) for kind in self.kinds]


class WebhookDeliveryQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=DeliveryState.WAITING)


class WebhookDelivery(models.Model):
    """One message to one address: sent until it arrives, or given up; a test has no change."""

    webhook = models.ForeignKey(
        Webhook, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("webhook")
    )
    change = models.ForeignKey(
        PublicChange,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("public change"),
    )
    # The same at every attempt, so that a receiver who gets it twice knows.
    uid = models.CharField(_("message"), max_length=40, unique=True)
    body = models.TextField(_("body"))
    state = models.CharField(
        _("state"), max_length=9, choices=DeliveryState, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created at"))
    due_at = models.DateTimeField(_("due at"))
    attempted_at = models.DateTimeField(_("last attempt"), null=True)
    status = models.PositiveSmallIntegerField(_("answered"), null=True)
    failure = models.CharField(
        _("no answer because"), max_length=12, choices=LinkFailure, blank=True, default=""
    )

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "change"],
                condition=Q(change__isnull=False),
                name="webhook_delivery_once",
                violation_error_message=_("This change is on its way already."),
            )
        ]
        indexes = [models.Index(fields=["webhook", "state", "id"], name="webhook_delivery_queue")]

    def __str__(self):
        return self.uid
