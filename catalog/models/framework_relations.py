"""What is said of a framework and something else: relations and assessments."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import Bilingual
from catalog.choices import (
    CELL_OF_VERDICT,
    INVERSE_LABELS,
    RelationType,
    Verdict,
)
from catalog.models.base import (
    RATIONALE_HELP,
    VERDICT_HELP,
    Claim,
    is_live,
    line,
    partial_date,
    prefetch_live,
    prose,
)
from catalog.models.framework import Framework, FrameworkRevision, RevisionPart
from catalog.models.taxonomy import Category, Feature
from catalog.models.translation import BilingualRow
from catalog.text import labelled
from catalog.validators import check_period

SELF_RELATED = _("A framework has no relation to itself. Choose another target.")
STATED_BY_TARGET = _(
    "%(target)s states the relation “%(relation)s” the other way round. State it once, on the page "
    "of one of the two."
)
ONE_TARGET = _("Choose a target, or name one that has no entry.")
ONE_SUBJECT = _("Choose a feature or a category, not both.")


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
    distinct_by = identified_by

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
                violation_error_message=ONE_TARGET,
            )
        ]

    def __str__(self):
        return f"{self.get_type_display()} {self.target or self.target_name}"

    def check_columns(self):
        check_period(self.since, self.until)

    @classmethod
    def check_references(cls, values, entry):
        target = values.get("target")
        if target is not None and target == entry:
            raise ValidationError({"target": ValidationError(SELF_RELATED, code="self_related")})
        if (target is None) is not bool(values.get("target_name")):
            raise ValidationError(ONE_TARGET)

    def clean(self):
        super().clean()
        if self.target_id is not None:
            self.check_references({"target": self.target_id}, self.revision.entry_id)

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
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict, help_text=VERDICT_HELP)
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
                violation_error_message=ONE_SUBJECT,
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
        return labelled(self.subject, self.get_verdict_display())

    @classmethod
    def check_references(cls, values, entry):
        if (values.get("feature") is None) is (values.get("category") is None):
            raise ValidationError(ONE_SUBJECT)

    @property
    def subject(self):
        return self.feature or self.category

    @property
    def cell(self):
        return CELL_OF_VERDICT[self.verdict]
