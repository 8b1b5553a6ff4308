"""What the editors' desk keeps beside the catalogue: unsaved texts, and who is at work."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Somebody whose browser has been silent for longer has left; it speaks up every 20 seconds.
PRESENT_FOR = timedelta(minutes=1)


class AboutRevision(models.Model):
    """Something about a revision; a row that belongs to none stands for itself, with number 0."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("user"),
    )
    kind = models.CharField(_("kind"), max_length=40)
    slug = models.CharField(_("entry"), max_length=80)
    number = models.PositiveIntegerField(_("revision"))

    class Meta:
        abstract = True

    @property
    def subject(self):
        return self.kind, self.slug, self.number

    def __str__(self):
        return f"{self.slug} #{self.number}" if self.number else f"{self.kind} {self.slug}"


class AboutRevisionQuerySet(models.QuerySet):
    def about(self, subject):
        """Rows about one revision: (kind, slug, number)."""
        kind, slug, number = subject
        return self.filter(kind=kind, slug=slug, number=number)


class Autosave(AboutRevision):
    """What somebody typed and has not saved: theirs alone, never published, no part of history.

    `fields` holds what the browser sent, as lists of values by name; among them the signed state
    that the form showed when it was opened. `opening` tells two openings of the same page apart.
    """

    page = models.CharField(_("page"), max_length=80)
    opening = models.CharField(_("opening"), max_length=32, editable=False)
    fields = models.JSONField(_("fields"), editable=False)
    is_refused = models.BooleanField(_("its save was refused"), default=False)
    saved_at = models.DateTimeField(_("saved at"))

    objects = AboutRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "opening"],
                name="autosave_once_per_opening",
                violation_error_message=_("This text is kept already."),
            )
        ]
        indexes = [models.Index(fields=["kind", "slug"], name="autosave_of_entry")]


class PresenceQuerySet(AboutRevisionQuerySet):
    def here(self, at=None):
        """Those whose browser was heard of within the last minute, each with their user."""
        since = (at or timezone.now()) - PRESENT_FOR
        return self.filter(seen_at__gt=since).select_related("user")


class Presence(AboutRevision):
    """Somebody has a form of this revision open."""

    seen_at = models.DateTimeField(_("last seen"))

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at", "-pk"]
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "slug", "number"],
                name="presence_once_per_revision",
                violation_error_message=_("This person is there already."),
            )
        ]
        indexes = [models.Index(fields=["kind", "slug", "number"], name="presence_of_revision")]
