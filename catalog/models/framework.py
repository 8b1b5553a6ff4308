"""A framework and everything that is said of it."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import REVIEWED, Bilingual
from catalog.choices import (
    CELL_OF_VERDICT,
    INVERSE_LABELS,
    Confidence,
    DistributedTraining,
    ExecutionModel,
    Facet,
    FactField,
    FrameworkKind,
    RelationType,
    ReleaseRole,
    Status,
    Verdict,
)
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
from catalog.models.taxonomy import Category, CategoryRevision, Feature, FeatureRevision
from catalog.models.translation import BilingualRow

SUMMARY_HELP = _("One or two sentences: what it is, and what it is for.")
DEVELOPER_HELP = _("Who makes it, those who began it first.")
DETAIL_HELP = _("Only what narrows the term, such as “since 2.0”.")


class Framework(Entry):
    class Meta(Entry.Meta):
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")

    def get_absolute_url(self):
        return reverse("catalog:framework-detail", args=[self.slug])


class FrameworkRevisionQuerySet(RevisionQuerySet):
    def with_terms(self):
        return self.prefetch_related("terms__term")

    def with_assessments(self, at=None):
        return self.prefetch_related(
            "assessments__sources",
            "assessments__feature",
            "assessments__category",
            prefetch_live("assessments__feature", FeatureRevision.objects, at=at),
            prefetch_live("assessments__category", CategoryRevision.objects, at=at),
        )

    def with_relations(self, at=None):
        return self.prefetch_related(
            "relations__sources",
            "relations__target",
            prefetch_live("relations__target", FrameworkRevision.objects, at=at),
        )

    def with_evidence(self, at=None):
        """Everything that a detail page or document of a framework shows, as of the moment `at`."""
        return (
            self.with_terms()
            .with_assessments(at)
            .with_relations(at)
            .prefetch_related(
                "facts__sources",
                "releases__sources",
                "packages__sources",
                "papers__sources",
                "printed_forms",
            )
        )


class FrameworkRevision(BilingualRow, Revision):
    entry = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("framework")
    )
    name = PlainCharField(_("name"), max_length=120)
    chinese_name = line(
        _("Chinese name"),
        max_length=120,
        help_text=_("Printed as official only when its fact has high confidence."),
    )
    summary_zh = prose(_("summary (Chinese)"), help_text=SUMMARY_HELP)
    summary_en = prose(_("summary (English)"), help_text=SUMMARY_HELP)
    kind = models.CharField(
        _("kind"),
        max_length=24,
        choices=FrameworkKind,
        help_text=_("What it is by its own documents; “not found” keeps a name without a thing."),
    )
    developer_zh = line(_("developer (Chinese)"), max_length=300, help_text=DEVELOPER_HELP)
    developer_en = line(_("developer (English)"), max_length=300, help_text=DEVELOPER_HELP)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=Status,
        default=Status.UNKNOWN,
        help_text=_("Retired only where its owners say so; a project that is silent is inactive."),
    )
    status_since = partial_date(_("status as of"))
    licence = line(
        _("licence"), max_length=80, help_text=_("An SPDX identifier, such as Apache-2.0.")
    )
    execution_model = models.CharField(
        _("execution model"), max_length=20, choices=ExecutionModel, default=ExecutionModel.UNKNOWN
    )
    distributed_training = models.CharField(
        _("distributed training"),
        max_length=16,
        choices=DistributedTraining,
        default=DistributedTraining.UNKNOWN,
    )
    homepage_url = models.URLField(_("home page"), blank=True, default="")
    repository = line(
        _("repository"),
        help_text=_("owner/name"),
        validators=[RegexValidator(r"^[\w.-]+/[\w.-]+$", _("Write it as owner/name."))],
    )
    documentation_url = models.URLField(_("documentation"), blank=True, default="")

    summary = Bilingual()
    developer = Bilingual()

    objects = FrameworkRevisionQuerySet.as_manager()

    class Meta(Revision.Meta):
        verbose_name = _("framework revision")
        verbose_name_plural = _("framework revisions")
        indexes = [
            # Serves the public list and the matrix, which sort by name in any case.
            models.Index("state", Lower("name"), "id", name="framework_live_in_order"),
        ]

    def get_absolute_url(self):
        return self.entry.get_absolute_url()

    @property
    def official_chinese_name(self):
        """The Chinese name where a source confirms it; an unconfirmed one is not printed here."""
        return self.chinese_name if self._chinese_name_is_confirmed else ""

    @property
    def unconfirmed_chinese_name(self):
        return "" if self._chinese_name_is_confirmed else self.chinese_name

    @property
    def _chinese_name_is_confirmed(self):
        return any(
            fact.field == FactField.CHINESE_NAME and fact.confidence == Confidence.HIGH
            for fact in self.facts.all()
        )

    @property
    def repository_url(self):
        return f"https://github.com/{self.repository}" if self.repository else ""


class RevisionPart(models.Model):
    """A row that belongs to one revision and is copied with it."""

    revision = models.ForeignKey(
        FrameworkRevision, on_delete=models.CASCADE, editable=False, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


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


class Term(BilingualRow):
    """A word that readers filter by: a language, a platform, an accelerator, a developer."""

    # A term has no draft: what is written is live.
    text_level = REVIEWED

    facet = models.CharField(_("facet"), max_length=24, choices=Facet)
    slug = models.SlugField(_("slug"), max_length=60)
    name_zh = line(_("name (Chinese)"))
    name_en = line(_("name (English)"))

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
            )
        ]

    def __str__(self):
        return f"{self.get_facet_display()}: {self.name}"

    @property
    def key(self):
        """How documents and the log of changes name it."""
        return f"{self.facet}/{self.slug}"

    def clean(self):
        super().clean()
        if not self.name.strip():
            raise ValidationError(_("It needs a name in one language."), code="no_name")


class FrameworkTerm(BilingualRow, RevisionPart):
    """One term that holds of a framework, with the detail that its sources add."""

    identified_by = ("term",)

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


class Release(BilingualRow, Claim, RevisionPart):
    identified_by = ("role", "version")

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
        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self):
        return self.version or self.released_on


class Package(BilingualRow, Claim, RevisionPart):
    identified_by = ("registry", "name")

    registry = PlainCharField(_("registry"), max_length=40)
    name = PlainCharField(_("name"), max_length=120)
    version = line(_("version"), max_length=60, help_text=_("As its publisher writes it."))
    released_on = partial_date(_("released on"))
    rank = models.PositiveIntegerField(
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


class Paper(BilingualRow, Claim, RevisionPart):
    identified_by = ("title",)

    title = PlainCharField(_("title"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"))
    venue = line(_("venue"))
    arxiv = line(_("arXiv number"), max_length=20, help_text=_("Such as 1605.08695."))
    doi = line(_("DOI"), max_length=120, help_text=_("Begins with 10."))
    url = models.URLField(_("address"), max_length=400, blank=True, default="")
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


class RelationQuerySet(models.QuerySet):
    def live(self, at=None):
        """Relations that live revisions state, with both ends."""
        return (
            self.filter(is_live("revision__", at=at))
            .select_related("revision__entry", "target")
            .prefetch_related("sources", prefetch_live("target", FrameworkRevision.objects, at=at))
        )


class Relation(BilingualRow, Claim, RevisionPart):
    """A directed relation, stored once, in the revision of the framework that it starts from."""

    identified_by = ("type", "target", "target_name")

    type = models.CharField(
        _("type"),
        max_length=24,
        choices=RelationType,
        help_text=_("Read it as a sentence: this framework, the type, the target. Only once."),
    )
    target = models.ForeignKey(
        Framework,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="incoming_relations",
        verbose_name=_("target"),
    )
    target_name = line(
        _("target without an entry"), max_length=120, help_text=_("Only where no entry exists.")
    )
    since = partial_date(_("since"))
    until = partial_date(_("until"))
    note_zh = prose(_("note (Chinese)"))
    note_en = prose(_("note (English)"))

    note = Bilingual()

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=False, target_name="")
                | Q(target__isnull=True) & ~Q(target_name=""),
                name="relation_has_one_target",
                violation_error_message=_("Choose a target, or name one that has no entry."),
            )
        ]

    def __str__(self):
        return f"{self.get_type_display()} {self.target or self.target_name}"

    @property
    def inverse_label(self):
        return INVERSE_LABELS[self.type]


class AssessmentQuerySet(models.QuerySet):
    def live(self, at=None):
        """Assessments that live frameworks carry, with their framework."""
        return self.filter(is_live("revision__", at=at)).select_related("revision__entry")


class Assessment(BilingualRow, Claim, RevisionPart):
    """A verdict on a framework under one feature or one category, with its reasons."""

    identified_by = ("feature", "category")

    feature = models.ForeignKey(
        Feature,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("feature"),
    )
    category = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("category"),
    )
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict, help_text=VERDICT_HELP)
    rationale_zh = prose(_("rationale (Chinese)"), help_text=RATIONALE_HELP)
    rationale_en = prose(_("rationale (English)"), help_text=RATIONALE_HELP)

    rationale = Bilingual()

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.CheckConstraint(
                condition=Q(feature__isnull=False, category__isnull=True)
                | Q(feature__isnull=True, category__isnull=False),
                name="assessment_has_one_subject",
                violation_error_message=_("Choose a feature or a category, not both."),
            ),
            models.UniqueConstraint(
                fields=["revision", "feature"],
                name="assessment_once_per_feature",
                violation_error_message=_("This feature is already assessed here."),
            ),
            models.UniqueConstraint(
                fields=["revision", "category"],
                name="assessment_once_per_category",
                violation_error_message=_("This category is already assessed here."),
            ),
        ]

    def __str__(self):
        return f"{self.subject}: {self.get_verdict_display()}"

    @property
    def subject(self):
        return self.feature or self.category

    @property
    def cell(self):
        return CELL_OF_VERDICT[self.verdict]
