"""The source article, kept to the byte."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import Bilingual
from catalog.choices import State
from catalog.models.base import (
    Entry,
    Revision,
    RevisionQuerySet,
    line,
    prefetch_live,
    prose,
)
from catalog.models.fields import NameField, NumberField, Sha256Field
from catalog.models.framework import FrameworkRevision
from catalog.models.printed_name import PrintedName
from catalog.models.section import Statement
from catalog.models.taxonomy import FeatureRevision
from catalog.models.translation import BilingualRow
from catalog.validators import validate_quotation


class Article(Entry):
    class Meta(Entry.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_absolute_url(self):
        return reverse("catalog:article-detail", args=[self.slug])


class ArticleRevisionQuerySet(RevisionQuerySet):
    def with_sections(self, at=None):
        """Sections, items, printed names and judgements, as the reading page shows them."""
        return self.prefetch_related(
            "pictures",
            "sections__items__duplicate_of",
            models.Prefetch("sections__items__statements", queryset=Statement.objects.visible(at)),
            "sections__items__statements__sources",
            "sections__items__statements__feature",
            prefetch_live("sections__items__statements__feature", FeatureRevision.objects, at=at),
            "sections__items__printed_name__sources",
            "sections__items__printed_name__components__framework",
            prefetch_live(
                "sections__items__printed_name__components__framework",
                FrameworkRevision.objects,
                at=at,
            ),
            "sections__items__printed_name__combination__sources",
        )


class ArticleRevision(BilingualRow, Revision):
    entry = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("article")
    )
    title_zh = line(_("title (Chinese)"), kind=NameField)
    title_en = line(_("title (English)"), kind=NameField)
    summary_zh = prose(_("summary (Chinese)"))
    summary_en = prose(_("summary (English)"))
    translation_note_zh = prose(_("note on the translation (Chinese)"))
    translation_note_en = prose(_("note on the translation (English)"))
    first_line = models.CharField(
        _("first line, verbatim"),
        max_length=200,
        blank=True,
        default="",
        editable=False,
        validators=[validate_quotation],
    )
    line_count = NumberField(_("lines in the source"), default=1, editable=False)
    sha256 = line(_("SHA-256 of the source"), max_length=64, kind=Sha256Field, editable=False)

    title = Bilingual()
    summary = Bilingual()
    translation_note = Bilingual()

    objects = ArticleRevisionQuerySet.as_manager()

    class Meta(Revision.Meta):
        verbose_name = _("article revision")
        verbose_name_plural = _("article revisions")

    def get_absolute_url(self):
        return self.entry.get_absolute_url()

    def clean(self):
        super().clean()
        if not self.pk:
            return
        own = self.printed_names.filter(combination__isnull=False).values("slug")
        taken = PrintedName.objects.filter(
            combination__isnull=False, slug__in=own, revision__state=State.LIVE
        ).exclude(revision__entry=self.entry_id)
        if names := list(taken.values_list("slug", flat=True)):
            raise ValidationError(
                _("Another article has combinations with these identifiers: %(names)s."),
                code="combination_taken",
                params={"names": ", ".join(names)},
            )

    @property
    def name(self):
        return self.title

    @property
    def is_verbatim(self):
        """Whether its source is kept to the byte, so that it can be rebuilt and proved."""
        return bool(self.sha256)
