from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.choices import Scope
from catalog.roles import SCOPES


class ApiTokenQuerySet(models.QuerySet):
    def valid(self, at=None):
        """Tokens that open something: not over, not revoked, of somebody still active."""
        return self.filter(
            expires_at__gt=at or timezone.now(), revoked_at=None, owner__is_active=True
        )


class ApiToken(models.Model):
    """Leave for a program to write in the name of its owner, within `scopes`.

    The secret is shown once and never stored: `digest` is its SHA-256, and `start` the few letters
    by which its owner knows it again. Rows are kept, because the log of changes names them.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("owner"),
    )
    name = models.CharField(_("name"), max_length=80)
    scopes = models.JSONField(_("scopes"), default=list)
    start = models.CharField(_("begins with"), max_length=12)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"))
    last_used_at = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self):
        return self.name

    @property
    def rights(self):
        """The rights that its scopes cover; what its owner may do bounds them besides."""
        return {right for scope in self.scopes for right in SCOPES[scope]}

    @property
    def scope_labels(self):
        return [str(Scope(scope).label) for scope in self.scopes]
