"""The glossary: what a word means, how it is said in each language, and how it is not."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import LANGUAGES, Bilingual, column
from catalog.choices import Language, Standing
from catalog.models.base import (
    Claim,
    Entry,
    PlainCharField,
    Revision,
    RevisionQuerySet,
    line,
    prose,
    reading,
)
from catalog.models.fields import NameField
from catalog.models.translation import BilingualRow
from catalog.readings import sort_key
from catalog.terminology import TermWords


class GlossaryTerm(Entry):
    class Meta(Entry.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")

    def get_absolute_url(self):
        return reverse("catalog:glossaryterm-detail", args=[self.slug])


class GlossaryTermRevisionQuerySet(RevisionQuerySet):
    def with_words(self):
        return self.prefetch_related("variants")

    def with_evidence(self):
        """Everything that a detail page or document of a term shows."""
        return self.with_words().prefetch_related("sources")

    def in_order_of(self, language):
        """By name in the language: by pinyin in Chinese, by alphabet in English."""
        return self.order_by(column("sort_key", language), "pk")


class GlossaryTermRevision(BilingualRow, Claim, Revision):
    """What the catalogue says of a word; its sources and confidence are those of the whole."""

    # Both keys follow from the names.
    derived = ("sort_key_zh", "sort_key_en")
    bookkeeping = Revision.bookkeeping | {*derived}

    entry = models.ForeignKey(
        GlossaryTerm,
        on_delete=models.PROTECT,
        related_name="revisions",
        verbose_name=_("glossary term"),
    )
    name_zh = line(
        _("name (Chinese)"), kind=NameField, help_text=_("The word that texts should use.")
    )
    name_en = line(
        _("name (English)"), kind=NameField, help_text=_("The word that texts should use.")
    )
    reading = reading()
    definition_zh = prose(_("definition (Chinese)"), help_text=_("One to three sentences."))
    definition_en = prose(_("definition (English)"), help_text=_("One to three sentences."))
    note_zh = prose(_("usage note (Chinese)"), help_text=_("What translators must know beside it."))
    note_en = prose(_("usage note (English)"), help_text=_("What translators must know beside it."))
    sort_key_zh = models.CharField(max_length=255, editable=False, default="")
    sort_key_en = models.CharField(max_length=255, editable=False, default="")

    name = Bilingual()
    definition = Bilingual()
    note = Bilingual()

    objects = GlossaryTermRevisionQuerySet.as_manager()

    class Meta(Revision.Meta):
        verbose_name = _("glossary term revision")
        verbose_name_plural = _("glossary term revisions")
        indexes = [
            # Each serves the public list of its language.
            models.Index(fields=["state", "sort_key_zh"], name="glossary_live_in_chinese"),
            models.Index(fields=["state", "sort_key_en"], name="glossary_live_in_english"),
        ]

    def derive(self):
        self.sort_key_zh = sort_key(self.name_zh or self.name_en, reading=self.reading)
        self.sort_key_en = sort_key(self.name_en) or self.sort_key_zh

    def get_absolute_url(self):
        return self.entry.get_absolute_url()

    @property
    def words(self):
        """Its words for checking texts. An abbreviation belongs to both languages."""
        allowed, forbidden = {}, {}
        for language in LANGUAGES:
            mine = [
                one.text
                for one in self.allowed_variants
                if one.language == language or one.standing == Standing.ABBREVIATION
            ]
            name = getattr(self, column("name", language))
            allowed[language] = tuple(word for word in [name, *mine] if word)
            wrong = [one.text for one in self.forbidden_variants if one.language == language]
            forbidden[language] = tuple(wrong)
        return TermWords(allowed, forbidden)

    @property
    def allowed_variants(self):
        return [one for one in self.variants.all() if one.standing != Standing.FORBIDDEN]

    @property
    def forbidden_variants(self):
        return [one for one in self.variants.all() if one.standing == Standing.FORBIDDEN]


class TermVariant(BilingualRow):
    """Another word for the same thing, which texts may use or must not."""

    identified_by = ("language", "text")

    revision = models.ForeignKey(
        GlossaryTermRevision, on_delete=models.CASCADE, editable=False, related_name="variants"
    )
    language = models.CharField(_("language"), max_length=8, choices=Language)
    text = PlainCharField(_("word"), max_length=120)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing)
    note_zh = line(_("note (Chinese)"), max_length=300, help_text=_("Why it is not to be used."))
    note_en = line(_("note (English)"), max_length=300, help_text=_("Why it is not to be used."))

    note = Bilingual()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "language", "text"],
                name="variant_once_per_language",
                violation_error_message=_("This variant is already there; edit that one."),
            )
        ]

    def __str__(self):
        return self.text

    def clean(self):
        super().clean()
        if self.language and self.text == getattr(self.revision, column("name", self.language)):
            raise ValidationError(
                _("“%(text)s” is the name of the term itself; a variant is another word."),
                code="variant_is_name",
                params={"text": self.text},
            )
