"""A framework: what it is, in its own columns."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import Bilingual
from catalog.choices import (
    Confidence,
    DistributedTraining,
    ExecutionModel,
    FactField,
    FrameworkKind,
    Status,
)
from catalog.models.base import (
    Entry,
    Revision,
    RevisionQuerySet,
    line,
    partial_date,
    prefetch_live,
    prose,
    reading,
)
from catalog.models.fields import LicenseField, NameField, RepositoryField, WebAddressField
from catalog.models.taxonomy import CategoryRevision, FeatureRevision
from catalog.models.translation import BilingualRow
from catalog.readings import sort_key

SUMMARY_HELP = _("One or two sentences: what it is, and what it is for.")
DEVELOPER_HELP = _("Who makes it, those who began it first.")


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
    derived = ("sort_key",)
    bookkeeping = Revision.bookkeeping | {*derived}

    entry = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("framework")
    )
    name = NameField(_("name"), max_length=120)
    chinese_name = line(
        _("Chinese name"),
        max_length=120,
        kind=NameField,
        help_text=_("Printed as official only when its fact has high confidence."),
    )
    reading = reading()
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
        _("licence"),
        max_length=80,
        kind=LicenseField,
        help_text=_("An SPDX identifier, such as Apache-2.0."),
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
    homepage_url = WebAddressField(_("home page"), blank=True, default="")
    repository = line(_("repository"), kind=RepositoryField, help_text=_("owner/name"))
    documentation_url = WebAddressField(_("documentation"), blank=True, default="")
    sort_key = models.CharField(max_length=255, editable=False, default="")

    summary = Bilingual()
    developer = Bilingual()

    objects = FrameworkRevisionQuerySet.as_manager()

    class Meta(Revision.Meta):
        verbose_name = _("framework revision")
        verbose_name_plural = _("framework revisions")
        indexes = [
            # Serves the public list and the matrix.
            models.Index(fields=["state", "sort_key", "id"], name="framework_live_in_order"),
        ]

    def derive(self):
        """By name; a stated reading is that of the name where the name itself is Chinese."""
        is_chinese = self.name == self.chinese_name or not self.chinese_name
        self.sort_key = sort_key(self.name, reading=self.reading if is_chinese else "")

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
