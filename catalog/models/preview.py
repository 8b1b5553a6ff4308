from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.choices import EntryKind

SALT = "catalog.preview"


class PreviewLinkQuerySet(models.QuerySet):
    def valid(self, at=None):
        """Links that open something: not over, not revoked, made by somebody still active."""
        return self.filter(
            expires_at__gt=at or timezone.now(), revoked_at=None, created_by__is_active=True
        )

    def of_token(self, token):
        """The links that `token` stands for: one, or none when its signature is not ours."""
        try:
            return self.filter(pk=signing.loads(token, salt=SALT))
        except signing.BadSignature:
            return self.none()


class PreviewLink(models.Model):
    """Leave to see one open revision, for whoever holds the signed link.

    Nothing secret is stored: a token is the signed primary key, and the row decides whether it
    still opens anything.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind)
    slug = models.SlugField(_("entry"), max_length=80)
    revision = models.PositiveIntegerField(_("revision"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("created by"),
    )
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        indexes = [models.Index(fields=["kind", "slug"], name="preview_link_of_entry")]

    def __str__(self):
        return f"{self.kind} {self.slug} #{self.revision}"

    @property
    def token(self):
        return signing.dumps(self.pk, salt=SALT)
