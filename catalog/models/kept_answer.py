from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models.token import ApiToken


class KeptAnswer(models.Model):
    """The answer to a write that named an ``Idempotency-Key``, for the same request sent again.

    A row without a status is a request that is being answered, or whose process died meanwhile.
    """

    token = models.ForeignKey(
        ApiToken, on_delete=models.CASCADE, related_name="+", verbose_name=_("token")
    )
    key = models.CharField(_("key"), max_length=255)
    # SHA-256 of method, address, precondition and body.
    request = models.CharField(_("request"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    headers = models.JSONField(_("headers"), default=dict)
    body = models.TextField(_("answer"), blank=True, default="")
    created_at = models.DateTimeField(_("created at"), default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        constraints = [
            models.UniqueConstraint(
                fields=["token", "key"],
                name="kept_answer_once_per_key",
                violation_error_message=_("This key was used already."),
            )
        ]

    def __str__(self):
        return self.key
