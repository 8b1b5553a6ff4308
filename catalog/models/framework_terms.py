"""Words that frameworks share, such as languages, platforms and developers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import REVIEWED, Bilingual
from catalog.choices import (
    Facet,
)
from catalog.models.base import (
    DerivedColumns,
    line,
)
from catalog.models.fields import NameField
from catalog.models.framework import FrameworkRevision, RevisionPart
from catalog.models.translation import BilingualRow
from catalog.readings import sort_key
from catalog.text import labelled
from catalog.validators import is_visible

DETAIL_HELP = _("Only what narrows the term, such as “since 2.0”.")


class Term(BilingualRow, DerivedColumns):
    """A word that readers filter by: a language, a platform, an accelerator, a developer."""

    distinct_by = ("facet", "slug")
    # By the name in each language.
    derived = ("sort_key_zh", "sort_key_en")
    # A term has no draft: what is written is live.
    text_level = REVIEWED

    facet = models.CharField(_("facet"), max_length=24, choices=Facet)
    slug = models.SlugField(_("slug"), max_length=60)
    name_zh = line(_("name (Chinese)"), kind=NameField)
    name_en = line(_("name (English)"), kind=NameField)
    sort_key_zh = models.CharField(max_length=255, editable=False, default="")
    sort_key_en = models.CharField(max_length=255, editable=False, default="")

    name = Bilingual()

    class Meta:
        ordering = ["facet", "slug"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(
                fields=["facet", "slug"],
                name="term_once_per_facet",
                violation_error_message=_("This facet has the term already."),
            ),
            models.UniqueConstraint(
                "facet",
                Lower("slug"),
                name="term_slug_once",
                violation_error_message=_("This facet has the term already."),
            ),
        ]

    def __str__(self):
        return labelled(self.get_facet_display(), self.name)

    @property
    def key(self):
        """How documents and the log of changes name it."""
        return f"{self.facet}/{self.slug}"

    def derive(self):
        self.sort_key_zh = sort_key(self.name_zh or self.name_en)
        self.sort_key_en = sort_key(self.name_en) or self.sort_key_zh

    def clean(self):
        super().clean()
        if not is_visible(str(self.name)):
            raise ValidationError(_("It needs a name in one language."), code="no_name")


class FrameworkTerm(BilingualRow, RevisionPart):
    """One term that holds of a framework, with the detail that its sources add."""

    identified_by = ("term",)
    distinct_by = ("term", "detail_zh", "detail_en")

    revision = models.ForeignKey(
        FrameworkRevision, on_delete=models.CASCADE, editable=False, related_name="terms"
    )
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="uses", verbose_name=_("term")
    )
    detail_zh = line(_("detail (Chinese)"), help_text=DETAIL_HELP)
    detail_en = line(_("detail (English)"), help_text=DETAIL_HELP)

    detail = Bilingual()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("framework term")
        verbose_name_plural = _("framework terms")

    def __str__(self):
        return str(self.term.name)
