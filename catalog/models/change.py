from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.choices import ChangeAction, EntryKind, ListKind
from catalog.roles import RIGHTS
from catalog.text import labelled


class Change(models.Model):
    """Who did what to which revision or row of a shared list, and when; rows are only ever added.

    Rows of the lists have no revisions, so `values` holds what each changed column said before and
    says now: ``{"title": ["Old", "New"]}``; null stands for a row that was not there.
    """

    kind = models.CharField(
        _("kind"), max_length=12, choices=[*EntryKind.choices, *ListKind.choices]
    )
    slug = models.CharField(_("entry"), max_length=100)
    revision = models.PositiveIntegerField(_("revision"), null=True)
    action = models.CharField(_("action"), max_length=12, choices=ChangeAction)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    # The token by which it was done in that person's name; null where they did it themselves.
    token = models.ForeignKey(
        "catalog.ApiToken",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("token"),
    )
    at = models.DateTimeField(_("at"))
    summary = models.CharField(_("reason"), max_length=300, blank=True, default="")
    values = models.JSONField(_("before and after"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-pk"]
        permissions = list(RIGHTS.items())
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(fields=["kind", "slug"], name="change_of_entry"),
            # Serves the desk, which shows the changes of the last days.
            models.Index(fields=["at"], name="change_by_moment"),
            # Serves `as_of`, which asks from which day on there is something to read.
            models.Index(fields=["action", "at"], name="change_of_action"),
        ]

    def __str__(self):
        number = f" #{self.revision}" if self.revision else ""
        about = f"{self.get_kind_display()} {self.slug}{number}"
        return labelled(about, self.get_action_display())
