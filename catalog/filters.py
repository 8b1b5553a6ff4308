"""Filters over live content, shared by pages and API so that the two can not disagree."""

from collections import defaultdict
from functools import cached_property
from heapq import nlargest
from typing import NamedTuple

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import (
    Case,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Lower, NullIf
from django.forms import MultipleChoiceField, SlugField
from django.utils.translation import gettext_lazy as _

from catalog.choices import (
    DistributedTraining,
    ExecutionModel,
    FrameworkKind,
    RelationType,
    ReleaseRole,
    SourceKind,
    Status,
    Verdict,
)
from catalog.facets import COLUMNS, EVERY, HOLDS, TERMS, Facets
from catalog.models import (
    Assessment,
    CategoryRevision,
    Combination,
    FeatureRevision,
    FrameworkRevision,
    FrameworkTerm,
    GlossaryTermRevision,
    Relation,
    Release,
    Source,
    Term,
    TermVariant,
    is_live,
)

FACETED = (*COLUMNS, *TERMS, "category", "feature")
# There are as many developers as there are projects; nobody reads a longer list than this.
LISTED = 30


class Option(NamedTuple):
    """One value of a facet, and how many results it would leave."""

    value: str
    label: str
    count: int
    selected: bool


class FacetCounts(NamedTuple):
    """A facet and its options; of very many only the most frequent, and how many were left out."""

    name: str
    label: str
    options: list[Option]
    left_out: int = 0


class NamedChoicesField(MultipleChoiceField):
    """Several values out of a list; a wrong one is refused with the list."""

    def to_python(self, value):
        return list(dict.fromkeys(super().to_python(value)))

    def validate(self, value):
        refuse_unlisted(value, self.choices)


class NamedChoiceField(django_filters.fields.ChoiceField):
    """One value out of a list; a wrong one is refused with the list."""

    def validate(self, value):
        refuse_unlisted([value] if value else [], self.choices)


def refuse_unlisted(values, choices):
    if not values:
        return  # without looking up what would be accepted
    accepted = [str(choice) for choice, _label in choices]
    for given in values:
        if given not in accepted:
            raise ValidationError(
                _("“%(value)s” is not known here. Accepted: %(accepted)s."),
                code="invalid_choice",
                params={"value": given[:60], "accepted": ", ".join(accepted) or "—"},
            )


class ChoicesFilter(django_filters.MultipleChoiceFilter):
    """OR within the parameter, on a plain column."""

    field_class = NamedChoicesField

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__in": value}) if value else queryset


class SlugFilter(django_filters.CharFilter):
    """One identifier; what can not be one is refused."""

    field_class = SlugField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, max_length=80, **kwargs)


class TermFilter(ChoicesFilter):
    """Frameworks that carry one of the terms."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        uses = FrameworkTerm.objects.filter(
            term__facet=TERMS[self.field_name], term__slug__in=value
        )
        return queryset.filter(pk__in=uses.values("revision"))


class CategoryFilter(ChoicesFilter):
    """Frameworks that the evidence puts into one of the categories, at least partly."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        judged = Assessment.objects.filter(category__slug__in=value, verdict__in=HOLDS)
        return queryset.filter(pk__in=judged.values("revision"))


class FeatureFilter(ChoicesFilter):
    """`performance:supported` asks for a verdict, `performance` for one that holds.

    Verdicts on one feature widen the choice, different features narrow it.
    """

    def filter(self, queryset, value):
        wanted = defaultdict(set)
        for choice in value:
            slug, _colon, verdict = choice.partition(":")
            wanted[slug].update([verdict] if verdict else HOLDS)
        for slug, verdicts in wanted.items():
            judged = Assessment.objects.filter(feature__slug=slug, verdict__in=verdicts)
            queryset = queryset.filter(pk__in=judged.values("revision"))
        return queryset


class SortFilter(django_filters.ChoiceFilter):
    """One of the declared orders; every order ends in the name and the key."""

    field_class = NamedChoiceField

    def filter(self, queryset, value):
        by_name = [Lower("name"), "pk"]
        descending = (value or "").startswith("-")
        key = (value or "").removeprefix("-")
        if key == "first_release":
            first = Release.objects.filter(revision=OuterRef("pk"), role=ReleaseRole.FIRST)
            day = NullIf(Subquery(first.values("released_on")[:1]), Value(""))
            queryset = queryset.annotate(first_release=day)
        if key in ("first_release", "status"):
            # What has no date stands last either way; databases disagree on it by themselves.
            turned = F(key).desc(nulls_last=True) if descending else F(key).asc(nulls_last=True)
            return queryset.order_by(turned, *by_name)
        if descending:
            return queryset.order_by(Lower("name").desc(), "-pk")
        return queryset.order_by(*by_name)


# What a reader is looking for stands first; what nobody has judged, last.
RANKS = Case(
    *(When(verdict=verdict, then=rank) for rank, verdict in enumerate(Verdict)),
    output_field=IntegerField(),
)


class MatrixSortFilter(SortFilter):
    """Also by the verdicts under one subject: ``feature:performance``, best or worst first."""

    def filter(self, queryset, value):
        key = (value or "").removeprefix("-")
        subject, colon, slug = key.partition(":")
        if not colon:
            return super().filter(queryset, value)
        judged = Assessment.objects.filter(revision=OuterRef("pk"), **{f"{subject}__slug": slug})
        ranked = queryset.annotate(rank=Subquery(judged.annotate(rank=RANKS).values("rank")[:1]))
        rank = F("rank")
        turned = rank.desc(nulls_last=True) if value != key else rank.asc(nulls_last=True)
        return ranked.order_by(turned, Lower("name"), "pk")


class LiveFilterSet(django_filters.FilterSet):
    """Filters over what is live now, or was at the moment `at`."""

    def __init__(self, data=None, queryset=None, *, at=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        self.at = at

    @property
    def known_total(self):
        """How many rows are left, where that is known without counting them; else None."""
        return None


class FrameworkFilterSet(LiveFilterSet):
    category = CategoryFilter(label=_("category"), field_name="category")
    feature = FeatureFilter(label=_("feature"), field_name="feature")
    status = ChoicesFilter(label=_("status"), field_name="status", choices=Status.choices)
    kind = ChoicesFilter(label=_("kind"), field_name="kind", choices=FrameworkKind.choices)
    licence = ChoicesFilter(label=_("licence"), field_name="licence")
    language = TermFilter(label=_("usable from"), field_name="language")
    accelerator = TermFilter(label=_("accelerator"), field_name="accelerator")
    developer = TermFilter(label=_("developer"), field_name="developer")
    platform = TermFilter(label=_("platform"), field_name="platform")
    execution_model = ChoicesFilter(
        label=_("execution model"), field_name="execution_model", choices=ExecutionModel.choices
    )
    distributed_training = ChoicesFilter(
        label=_("distributed training"),
        field_name="distributed_training",
        choices=DistributedTraining.choices,
    )
    sort = SortFilter(
        label=_("sort by"),
        empty_label=None,
        choices=[
            ("name", _("name, A to Z")),
            ("-name", _("name, Z to A")),
            ("first_release", _("first release, oldest first")),
            ("-first_release", _("first release, newest first")),
            ("status", _("status")),
        ],
    )

    class Meta:
        model = FrameworkRevision
        fields = []

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        self.facets = Facets(at=self.at)
        for name in ("licence", "category", "feature", *TERMS):
            # Read only where somebody filters by it, or looks at the facet.
            self.filters[name].extra["choices"] = self._later(name)

    def _later(self, name):
        # A function, because the form copies its choices deeply, and a method takes along `self`.
        return lambda: self.choices(name)

    def choices(self, name):
        return self.term_choices[name] if name in TERMS else getattr(self, f"{name}_choices")

    @cached_property
    def licence_choices(self):
        return [(licence, licence) for licence in sorted(self.facets.values("licence")) if licence]

    @cached_property
    def category_choices(self):
        topics = CategoryRevision.objects.live(self.at).order_by("position", "pk")
        return [(topic.slug, str(topic.name)) for topic in topics]

    @cached_property
    def feature_choices(self):
        topics = FeatureRevision.objects.live(self.at).order_by("position", "pk")
        return [choice for topic in topics for choice in feature_choices(topic)]

    @cached_property
    def term_choices(self):
        """By parameter the terms that live frameworks carry, by name."""
        found, names = defaultdict(list), {facet: name for name, facet in TERMS.items()}
        carried = {name: self.facets.values(name) for name in TERMS}
        for term in Term.objects.filter(facet__in=names):
            if term.slug in carried[names[term.facet]]:
                found[names[term.facet]].append((term.slug, str(term.name)))
        return {name: sorted(found[name], key=second) for name in TERMS}

    @cached_property
    def counts(self):
        """How many frameworks each value leaves, by facet and value; see `Facets.counts`."""
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        return self.facets.counts({name: chosen.get(name) or [] for name in FACETED})

    @property
    def known_total(self):
        return self.total if self.at is None else None

    @property
    def total(self):
        """How many frameworks the filters leave."""
        return self.counts.get(EVERY, 0) if self.form.is_valid() else 0

    def filter_queryset(self, queryset):
        """The results; the order, which is a filter of its own, is set in any case."""
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def selected(self, name):
        return self.form.cleaned_data.get(name) or [] if self.form.is_valid() else []


def second(pair):
    return pair[1].casefold()


def feature_choices(topic):
    yield topic.slug, str(topic.name)
    for verdict in Verdict:
        yield f"{topic.slug}:{verdict}", f"{topic.name} · {verdict.label}"


def facet_counts(filterset):
    """Every facet with its options and counts; a facet's own selection does not narrow itself."""
    counts = filterset.counts
    return [
        facet
        for name in filterset.filters
        if name != "sort" and (facet := _facet(filterset, name, counts)).options
    ]


def _facet(filterset, name, counts):
    field, selected = filterset.form.fields[name], filterset.selected(name)
    options = [
        Option(str(value), str(label), counts.get((name, value), 0), value in selected)
        for value, label in field.choices
        if counts.get((name, value)) or value in selected
    ]
    most = {option.value for option in nlargest(LISTED, options, key=_weight)}
    is_long = name in ("developer", "licence") and len(options) > LISTED
    shown = [one for one in options if one.value in most] if is_long else options
    return FacetCounts(name, field.label, shown, len(options) - len(shown))


def _weight(option):
    return option.selected, option.count


class MatrixFilterSet(FrameworkFilterSet):
    """The filters of the list, and an order by each column of verdicts."""

    sort = MatrixSortFilter(
        label=_("sort by"),
        empty_label=None,
        choices=FrameworkFilterSet.base_filters["sort"].extra["choices"],
    )

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        for subject, revisions in (("feature", FeatureRevision), ("category", CategoryRevision)):
            for topic in revisions.objects.live(self.at).order_by("position", "pk"):
                name, label = f"{subject}:{topic.slug}", str(topic.name)
                best, worst = _("%(name)s, best first"), _("%(name)s, worst first")
                self.filters["sort"].extra["choices"] = [
                    *self.filters["sort"].extra["choices"],
                    (name, best % {"name": label}),
                    (f"-{name}", worst % {"name": label}),
                ]


class RelationFilterSet(LiveFilterSet):
    type = ChoicesFilter(label=_("type"), field_name="type", choices=RelationType.choices)
    framework = SlugFilter(label=_("framework"), field_name="revision__entry__slug")
    target = SlugFilter(label=_("target"), field_name="target__slug")

    class Meta:
        model = Relation
        fields = []


class CombinationFilterSet(LiveFilterSet):
    verdict = ChoicesFilter(label=_("verdict"), field_name="verdict", choices=Verdict.choices)
    framework = SlugFilter(label=_("framework"), method="with_framework")

    class Meta:
        model = Combination
        fields = []

    def with_framework(self, queryset, name, value):
        framework = "printed_name__components__framework__"
        named = Q(**{f"{framework}slug": value}) & is_live(f"{framework}revisions__", at=self.at)
        return queryset.filter(pk__in=Combination.objects.filter(named).values("pk"))


class GlossaryFilterSet(LiveFilterSet):
    q = django_filters.CharFilter(label=_("word"), method="with_word", max_length=100)

    class Meta:
        model = GlossaryTermRevision
        fields = []

    def with_word(self, queryset, name, value):
        """Terms that are called so in either language, rightly or wrongly, in whole or in part."""
        variants = TermVariant.objects.filter(text__icontains=value)
        named = Q(name_zh__icontains=value) | Q(name_en__icontains=value)
        return queryset.filter(named | Q(pk__in=variants.values("revision")))


class SourceFilterSet(LiveFilterSet):
    kind = ChoicesFilter(label=_("kind"), field_name="kind", choices=SourceKind.choices)

    class Meta:
        model = Source
        fields = []
