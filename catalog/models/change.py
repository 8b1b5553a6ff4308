from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.choices import ChangeAction, EntryKind
from catalog.roles import RIGHTS


class Change(models.Model):
    """Who did what to which revision, and when; rows are only ever added."""

    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind)
    slug = models.SlugField(_("entry"), max_length=80)
    revision = models.PositiveIntegerField(_("revision"))
    action = models.CharField(_("action"), max_length=12, choices=ChangeAction)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))
    summary = models.CharField(_("reason"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-pk"]
        permissions = list(RIGHTS.items())
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [models.Index(fields=["kind", "slug"], name="change_of_entry")]

    def __str__(self):
        return f"{self.kind} {self.slug} #{self.revision}: {self.action}"
