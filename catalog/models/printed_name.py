"""The names that the article prints, and what they really denote."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import Bilingual
from catalog.choices import Identity, PairRole, Verdict
from catalog.models.base import (
    RATIONALE_HELP,
    VERDICT_HELP,
    Claim,
    DerivedColumns,
    PlainCharField,
    is_live,
    partial_date,
    prefetch_live,
    prose,
)
from catalog.models.framework import Framework, FrameworkRevision
from catalog.models.translation import BilingualRow
from catalog.readings import sort_key

TWO_FRAMEWORKS = _("A pair needs two different frameworks.")


class PrintedName(BilingualRow, Claim, DerivedColumns):
    """A name that the article prints, and our judgement of what it denotes."""

    identified_by = ("slug",)
    distinct_by = ("slug",)
    derived = ("sort_key",)

    revision = models.ForeignKey(
        "ArticleRevision", on_delete=models.CASCADE, editable=False, related_name="printed_names"
    )
    slug = models.SlugField(_("slug"), max_length=120)
    text = PlainCharField(_("as printed"), max_length=200)
    sort_key = models.CharField(max_length=255, editable=False, default="")
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

    def derive(self):
        self.sort_key = sort_key(self.text)


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
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict, help_text=VERDICT_HELP)
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
    distinct_by = identified_by
    is_symmetric = True

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
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict, help_text=VERDICT_HELP)
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
                violation_error_message=TWO_FRAMEWORKS,
            ),
        ]

    def __str__(self):
        return f"{self.a} + {self.b}"

    @classmethod
    def check_references(cls, values, entry):
        if values.get("a") is not None and values.get("a") == values.get("b"):
            raise ValidationError(TWO_FRAMEWORKS)
