"""The source article, kept to the byte, and beside it what its rows really denote."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import Bilingual
from catalog.choices import Identity, ItemKind, PairRole, RowNature, State, StatementKind, Verdict
from catalog.models.base import (
    RATIONALE_HELP,
    VERDICT_HELP,
    Claim,
    Entry,
    PlainCharField,
    Revision,
    RevisionQuerySet,
    is_live,
    line,
    partial_date,
    prefetch_live,
    prose,
)
from catalog.models.framework import Framework, FrameworkRevision
from catalog.models.taxonomy import Feature, FeatureRevision
from catalog.models.translation import BilingualRow


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
    title_zh = line(_("title (Chinese)"))
    title_en = line(_("title (English)"))
    summary_zh = prose(_("summary (Chinese)"))
    summary_en = prose(_("summary (English)"))
    translation_note_zh = prose(_("note on the translation (Chinese)"))
    translation_note_en = prose(_("note on the translation (English)"))
    first_line = models.CharField(
        _("first line, verbatim"), max_length=200, blank=True, default="", editable=False
    )
    line_count = models.PositiveIntegerField(_("lines in the source"), default=1, editable=False)
    sha256 = models.CharField(
        _("SHA-256 of the source"), max_length=64, blank=True, default="", editable=False
    )

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


class PrintedName(BilingualRow, Claim):
    """A name that the article prints, and our judgement of what it denotes."""

    identified_by = ("slug",)

    revision = models.ForeignKey(
        ArticleRevision, on_delete=models.CASCADE, editable=False, related_name="printed_names"
    )
    slug = models.SlugField(_("slug"), max_length=120)
    text = PlainCharField(_("as printed"), max_length=200)
    identity = models.CharField(
        _("denotes"),
        max_length=16,
        choices=Identity,
        help_text=_("What the name means in fact, not what the article takes it for."),
    )
    rationale_zh = prose(_("rationale (Chinese)"), help_text=RATIONALE_HELP)
    rationale_en = prose(_("rationale (English)"), help_text=RATIONALE_HELP)

    rationale = Bilingual()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("printed name")
        verbose_name_plural = _("printed names")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "slug"],
                name="printed_name_slug_once",
                violation_error_message=_("This slug is taken in the article."),
            ),
            models.UniqueConstraint(
                fields=["revision", "text"],
                name="printed_name_text_once",
                violation_error_message=_("This name is already listed."),
            ),
        ]

    def __str__(self):
        return self.text


class Component(models.Model):
    """One framework of which a printed name is made, in printed order."""

    identified_by = ("position",)

    printed_name = models.ForeignKey(
        PrintedName, on_delete=models.CASCADE, editable=False, related_name="components"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    text = PlainCharField(_("as printed"), max_length=120)
    framework = models.ForeignKey(
        Framework,
        on_delete=models.PROTECT,
        related_name="named_in",
        verbose_name=_("framework"),
    )

    class Meta:
        ordering = ["position"]
        verbose_name = _("component")
        verbose_name_plural = _("components")
        constraints = [
            models.UniqueConstraint(
                fields=["printed_name", "position"],
                name="component_position_once",
                violation_error_message=_("This position is taken."),
            )
        ]

    def __str__(self):
        return self.text


class CombinationQuerySet(models.QuerySet):
    def live(self, at=None):
        """Combinations of live articles, with names, components and pairs."""
        return (
            self.filter(is_live("printed_name__revision__", at=at))
            .select_related("printed_name__revision__entry")
            .prefetch_related(
                "sources",
                "printed_name__components__framework",
                prefetch_live(
                    "printed_name__components__framework", FrameworkRevision.objects, at=at
                ),
                "printed_name__items",
            )
        )

    def with_pairs(self, at=None):
        return self.prefetch_related(
            "pairs__sources",
            "pairs__a",
            "pairs__b",
            prefetch_live("pairs__a", FrameworkRevision.objects, at=at),
            prefetch_live("pairs__b", FrameworkRevision.objects, at=at),
        )


class Combination(BilingualRow, Claim):
    """Whether the frameworks that one printed name strings together really go together."""

    identified_by = ()

    printed_name = models.OneToOneField(
        PrintedName,
        on_delete=models.CASCADE,
        related_name="combination",
        editable=False,
        verbose_name=_("printed name"),
    )
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict, help_text=VERDICT_HELP)
    since = partial_date(_("since"))
    rationale_zh = prose(_("rationale (Chinese)"), help_text=RATIONALE_HELP)
    rationale_en = prose(_("rationale (English)"), help_text=RATIONALE_HELP)

    rationale = Bilingual()

    objects = CombinationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("combination")
        verbose_name_plural = _("combinations")

    def __str__(self):
        return self.printed_name.text

    def get_absolute_url(self):
        return reverse("catalog:combination-detail", args=[self.printed_name.slug])


class Pair(BilingualRow, Claim):
    """Does A go with B? The smallest question that a combination is made of."""

    identified_by = ("a", "b")

    combination = models.ForeignKey(
        Combination, on_delete=models.CASCADE, editable=False, related_name="pairs"
    )
    a = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="+", verbose_name=_("first")
    )
    b = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="+", verbose_name=_("second")
    )
    role = models.CharField(_("role"), max_length=16, choices=PairRole, default=PairRole.MAIN)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict, help_text=VERDICT_HELP)
    since = partial_date(_("since"))
    rationale_zh = prose(_("rationale (Chinese)"), help_text=RATIONALE_HELP)
    rationale_en = prose(_("rationale (English)"), help_text=RATIONALE_HELP)

    rationale = Bilingual()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("pair")
        verbose_name_plural = _("pairs")
        constraints = [
            models.UniqueConstraint(
                fields=["combination", "a", "b"],
                name="pair_once_per_combination",
                violation_error_message=_("This pair is already judged here."),
            ),
            models.CheckConstraint(
                condition=~Q(a=models.F("b")),
                name="pair_of_two",
                violation_error_message=_("A pair needs two different frameworks."),
            ),
        ]

    def __str__(self):
        return f"{self.a} + {self.b}"


class Section(BilingualRow):
    identified_by = ("number",)

    revision = models.ForeignKey(
        ArticleRevision, on_delete=models.CASCADE, editable=False, related_name="sections"
    )
    number = PlainCharField(_("number"), max_length=20)
    level = models.PositiveSmallIntegerField(_("level"))
    source_line = models.PositiveIntegerField(_("line in the source"))
    raw = models.TextField(_("verbatim line"))
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
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    source_line = models.PositiveIntegerField(_("line in the source"))
    raw = models.TextField(_("verbatim line"))
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
                violation_error_message=_(
                    "A row needs its number and the name that it prints; nothing else has a name."
                ),
            ),
        ]

    def __str__(self):
        return self.raw[:60]

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
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict, help_text=VERDICT_HELP)
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
        return f"{self.get_kind_display()}: {self.get_verdict_display()}"
