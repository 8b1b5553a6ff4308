"""The lines of the article, section by section, and what they state."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import Bilingual
from catalog.choices import Identity, ItemKind, RowNature, StatementKind, Verdict
from catalog.models.base import (
    RATIONALE_HELP,
    VERDICT_HELP,
    Claim,
    PlainCharField,
    is_live,
    line,
    prose,
)
from catalog.models.fields import NumberField, SmallNumberField
from catalog.models.printed_name import PrintedName
from catalog.models.taxonomy import Feature
from catalog.models.translation import BilingualRow
from catalog.text import labelled
from catalog.validators import validate_quotation

ROW_PRINTS_A_NAME = _(
    "A row needs its number and the name that it prints; nothing else has a name."
)


class Section(BilingualRow):
    identified_by = ("number",)

    revision = models.ForeignKey(
        "ArticleRevision", on_delete=models.CASCADE, editable=False, related_name="sections"
    )
    number = PlainCharField(_("number"), max_length=20)
    level = SmallNumberField(_("level"))
    source_line = NumberField(_("line in the source"))
    raw = models.TextField(_("verbatim line"), validators=[validate_quotation])
    heading_zh = line(_("heading (Chinese)"))
    heading_en = line(_("heading (English)"))

    heading = Bilingual()

    class Meta:
        ordering = ["source_line"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "number"],
                name="section_number_once",
                violation_error_message=_("This section number is taken."),
            )
        ]

    def __str__(self):
        return f"{self.number} {self.heading}"

    @property
    def anchor(self):
        return f"section-{self.number.replace('.', '-')}"


class Item(BilingualRow, Claim):
    """A paragraph, a numbered point or a framework row, each on its own line of the source."""

    identified_by = ("source_line",)
    # The article’s own words, and their translation: a quotation is not put right.
    verbatim_fields = ("body",)

    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, editable=False, related_name="items"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind)
    number = SmallNumberField(_("number"), null=True, blank=True)
    source_line = NumberField(_("line in the source"))
    raw = models.TextField(_("verbatim line"), validators=[validate_quotation])
    term_zh = line(_("term (Chinese)"))
    term_en = line(_("term (English)"))
    body_zh = prose(_("text (Chinese)"))
    body_en = prose(_("text (English)"))
    note_zh = prose(_("editors’ note (Chinese)"))
    note_en = prose(_("editors’ note (English)"))
    feature = models.ForeignKey(
        Feature,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("feature"),
    )
    category = models.ForeignKey(
        "catalog.Category",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("category"),
    )
    printed_name = models.ForeignKey(
        PrintedName,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("printed name"),
    )
    duplicate_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="repetitions",
        verbose_name=_("repeats"),
    )
    is_truncated = models.BooleanField(_("cut off in the source"), default=False)

    term = Bilingual()
    body = Bilingual()
    note = Bilingual()

    class Meta:
        ordering = ["source_line"]
        verbose_name = _("item")
        verbose_name_plural = _("items")
        constraints = [
            models.UniqueConstraint(
                fields=["section", "source_line"],
                name="item_line_once",
                violation_error_message=_("This line already has an item."),
            ),
            models.CheckConstraint(
                condition=Q(kind=ItemKind.ROW, printed_name__isnull=False, number__isnull=False)
                | ~Q(kind=ItemKind.ROW) & Q(printed_name__isnull=True),
                name="rows_and_only_rows_print_a_name",
                violation_error_message=ROW_PRINTS_A_NAME,
            ),
        ]

    def __str__(self):
        return self.raw[:60]

    @classmethod
    def check_references(cls, values, entry):
        has_name = values.get("printed_name") is not None
        is_row = values.get("kind") == ItemKind.ROW
        if has_name is not is_row or (is_row and values.get("number") is None):
            raise ValidationError(ROW_PRINTS_A_NAME)

    @property
    def nature(self):
        """The `RowNature` of a framework row."""
        if self.duplicate_of_id:
            return RowNature.REPETITION
        if self.printed_name.identity == Identity.NOT_FOUND:
            return RowNature.NOT_FOUND
        is_combined = self.printed_name.identity == Identity.COMBINATION
        return RowNature.COMBINATION if is_combined else RowNature.REAL

    @property
    def anchor(self):
        return f"row-{self.number}" if self.kind == ItemKind.ROW else f"line-{self.source_line}"


class StatementQuerySet(models.QuerySet):
    def visible(self, at=None):
        """Without what is said of a feature that readers can not see."""
        return self.filter(Q(feature=None) | is_live("feature__revisions__", at=at))


class Statement(BilingualRow, Claim):
    """One thing that a row says, and whether the evidence bears it out."""

    identified_by = ("kind", "feature")

    item = models.ForeignKey(
        Item, on_delete=models.CASCADE, editable=False, related_name="statements"
    )
    kind = models.CharField(_("claim"), max_length=24, choices=StatementKind)
    feature = models.ForeignKey(
        Feature,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("feature"),
    )
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict, help_text=VERDICT_HELP)
    rationale_zh = prose(_("rationale (Chinese)"), help_text=RATIONALE_HELP)
    rationale_en = prose(_("rationale (English)"), help_text=RATIONALE_HELP)

    rationale = Bilingual()

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "kind", "feature"],
                name="statement_once_per_feature",
                violation_error_message=_("This claim is already judged here."),
            ),
            models.UniqueConstraint(
                fields=["item", "kind"],
                condition=Q(feature__isnull=True),
                name="statement_once_per_item",
                violation_error_message=_("This claim is already judged here."),
            ),
        ]

    def __str__(self):
        about = f" {self.feature}" if self.feature else ""
        return labelled(f"{self.get_kind_display()}{about}", self.get_verdict_display())
