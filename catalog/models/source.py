from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.choices import SourceKind
from catalog.models.base import PlainCharField, line, partial_date
from catalog.models.fields import CommitField, RepositoryField, WebAddressField


class Source(models.Model):
    """A document as it was read on one day: what a claim can be followed to."""

    distinct_by = ("slug",)

    slug = models.CharField(
        _("identifier"),
        max_length=80,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[A-Za-z0-9_.-]+\Z",
                _("Use letters without accents, digits, dots, hyphens and underscores only."),
            )
        ],
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind)
    title = PlainCharField(_("title"), max_length=300)
    locator = PlainCharField(
        _("locator"), max_length=400, help_text=_("Where exactly it was read.")
    )
    url = WebAddressField(_("address"), max_length=400, blank=True, default="")
    publisher = line(_("publisher"))
    repository = line(_("repository"), kind=RepositoryField)
    path = line(_("path"), max_length=300)
    commit = line(_("commit"), max_length=40, kind=CommitField)
    file_last_changed_in = line(_("commit that last changed it"), max_length=40, kind=CommitField)
    revision = line(_("branch or tag"))
    what = line(_("what was read"), max_length=500)
    dated = partial_date(_("date of the document"))
    date_means = line(_("what that date is"), max_length=300)
    accessed_on = models.DateField(
        _("read on"), help_text=_("A later reading of the same document is a new source.")
    )
    note = line(_("note"), max_length=500)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(
                Lower("slug"),
                name="source_slug_once",
                violation_error_message=_(
                    "A source has this identifier already, in another spelling."
                ),
            )
        ]

    def __str__(self):
        return f"{self.title} ({self.accessed_on})"

    def get_absolute_url(self):
        return reverse("catalog:source-detail", args=[self.slug])

    @property
    def key(self):
        """How documents and the log of changes name it."""
        return self.slug

    @property
    def link(self):
        """An address that a reader can open, or an empty string."""
        if self.url:
            return self.url
        if self.repository and self.commit:
            place = f"blob/{self.commit}/{self.path}" if self.path else f"commit/{self.commit}"
            return f"https://github.com/{self.repository}/{place}"
        return ""
