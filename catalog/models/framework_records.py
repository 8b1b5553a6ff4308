"""What is on record of a framework: evidence of facts, spellings, releases, packages, papers."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import Bilingual
from catalog.choices import (
    FactField,
    ReleaseRole,
)
from catalog.models.base import (
    Claim,
    PlainCharField,
    line,
    partial_date,
    prose,
)
from catalog.models.fields import (
    ArxivField,
    DoiField,
    NumberField,
    SmallNumberField,
    WebAddressField,
)
from catalog.models.framework import FrameworkRevision, RevisionPart
from catalog.models.translation import BilingualRow
from catalog.validators import check_package_name


class Fact(BilingualRow, Claim, RevisionPart):
    """The evidence for one field of a framework; the value stands in that field alone."""

    identified_by = ("field",)

    field = models.CharField(
        _("fact"),
        max_length=24,
        choices=FactField,
        help_text=_("Each fact once; its value stands in the field of that name."),
    )
    note_zh = prose(_("note (Chinese)"))
    note_en = prose(_("note (English)"))

    note = Bilingual()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "field"],
                name="fact_once_per_field",
                violation_error_message=_("This fact is already there; edit that one."),
            )
        ]

    def __str__(self):
        return self.get_field_display()


class PrintedForm(RevisionPart):
    """A spelling under which texts name the framework."""

    identified_by = ("text",)
    distinct_by = ("text",)
    is_case_sensitive = True

    revision = models.ForeignKey(
        FrameworkRevision, on_delete=models.CASCADE, editable=False, related_name="printed_forms"
    )
    text = PlainCharField(_("spelling"), max_length=120)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("spelling")
        verbose_name_plural = _("spellings")

    def __str__(self):
        return self.text


class Release(BilingualRow, Claim, RevisionPart):
    identified_by = ("role", "version")
    distinct_by = ("role", "version", "released_on")

    role = models.CharField(_("role"), max_length=8, choices=ReleaseRole)
    version = line(_("version"), max_length=60, help_text=_("As its publisher writes it."))
    released_on = partial_date(_("released on"))
    what_zh = line(_("what it was (Chinese)"), max_length=300)
    what_en = line(_("what it was (English)"), max_length=300)
    note_zh = prose(_("note (Chinese)"))
    note_en = prose(_("note (English)"))

    what = Bilingual()
    note = Bilingual()

    class Meta:
        ordering = ["released_on", "pk"]
        # Serves the feed of releases, which has the newest.
        indexes = [models.Index(fields=["released_on", "id"], name="release_by_day")]
        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self):
        return self.version or self.released_on


class Package(BilingualRow, Claim, RevisionPart):
    identified_by = ("registry", "name")
    distinct_by = ("registry", "name")

    registry = PlainCharField(_("registry"), max_length=40)
    name = PlainCharField(_("name"), max_length=120)
    version = line(_("version"), max_length=60, help_text=_("As its publisher writes it."))
    released_on = partial_date(_("released on"))
    rank = NumberField(
        _("download rank"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Place among the most downloaded packages; empty outside them."),
    )
    note_zh = prose(_("note (Chinese)"))
    note_en = prose(_("note (English)"))

    note = Bilingual()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("package")
        verbose_name_plural = _("packages")

    def __str__(self):
        return f"{self.registry}: {self.name}"

    def check_columns(self):
        check_package_name(self.registry, self.name)


class Paper(BilingualRow, Claim, RevisionPart):
    identified_by = ("title",)
    distinct_by = ("title", "year")

    title = PlainCharField(_("title"), max_length=300)
    year = SmallNumberField(_("year"))
    venue = line(_("venue"))
    arxiv = line(
        _("arXiv number"), max_length=20, kind=ArxivField, help_text=_("Such as 1605.08695.")
    )
    doi = line(_("DOI"), max_length=120, kind=DoiField, help_text=_("Begins with 10."))
    url = WebAddressField(_("address"), max_length=400, blank=True, default="")
    note_zh = prose(_("note (Chinese)"))
    note_en = prose(_("note (English)"))

    note = Bilingual()

    class Meta:
        ordering = ["year", "pk"]
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self):
        return self.title

    @property
    def arxiv_url(self):
        return f"https://arxiv.org/abs/{self.arxiv}" if self.arxiv else ""

    @property
    def doi_url(self):
        return f"https://doi.org/{self.doi}" if self.doi else ""
