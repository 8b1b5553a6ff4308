"""Documents of entries as readers are given them, made before anybody asks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.choices import DocumentForm, EntryKind, Language


class ReadyDocument(models.Model):
    """The JSON text of one live entry, in one form; `catalog.readymade` keeps it.

    Derived, and rebuilt at any time. What is here is what the serializer says now: whatever would
    change it deletes it in the same transaction, and where there is none the serializer is asked.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind)
    slug = models.CharField(_("entry"), max_length=80)
    form = models.CharField(_("form"), max_length=8, choices=DocumentForm)
    # Of its texts; empty where it holds both.
    language = models.CharField(_("language"), max_length=8, choices=Language, blank=True)
    recipe = models.CharField(_("version of the making"), max_length=16)
    # Last, so that SQLite finds the others without reading past it.
    text = models.TextField(_("document"))

    class Meta:
        ordering = ["kind", "slug", "form", "language"]
        verbose_name = _("ready-made document")
        verbose_name_plural = _("ready-made documents")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug", "form", "language"],
                name="ready_document_once",
                violation_error_message=_("This document is there already."),
            )
        ]

    def __str__(self):
        return f"{self.kind}/{self.slug} {self.form} {self.language}"
