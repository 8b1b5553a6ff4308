"""What frameworks are filtered by, in lists and in the matrix."""

from collections import defaultdict
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from catalog.bilingual import LANGUAGES, choose, column, current_language
from catalog.choices import DistributedTraining, ExecutionModel, FrameworkKind, Status, Verdict
from catalog.facets import COLUMNS, EVERY, TERMS, Facets
from catalog.filters.base import LiveFilterSet
from catalog.filters.orders import MatrixSortFilter, SortFilter
from catalog.filters.parameters import CategoryFilter, ChoicesFilter, FeatureFilter, TermFilter
from catalog.models import CategoryRevision, FeatureRevision, FrameworkRevision, Term
from catalog.readings import sort_key

FACETED = (*COLUMNS, *TERMS, "category", "feature")


class FrameworkFilterSet(LiveFilterSet):
    always = ("sort",)

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
            if name in self.filters:
                self.filters[name].extra["choices"] = self._later(name)

    def _later(self, name):
        # A function, because the form copies its choices deeply, and a method takes along `self`.
        return lambda: self.choices(name)

    def choices(self, name):
        return self.term_choices[name] if name in TERMS else getattr(self, f"{name}_choices")

    @cached_property
    def licence_choices(self):
        stated = filter(None, self.facets.values("licence"))
        return [(licence, licence) for licence in sorted(stated, key=sort_key)]

    @cached_property
    def categories(self):
        return list(CategoryRevision.objects.live(self.at).order_by("position", "pk"))

    @cached_property
    def features(self):
        return list(FeatureRevision.objects.live(self.at).order_by("position", "pk"))

    @cached_property
    def category_choices(self):
        return [(topic.slug, str(topic.name)) for topic in self.categories]

    @cached_property
    def feature_choices(self):
        return [choice for topic in self.features for choice in feature_choices(topic)]

    @cached_property
    def terms(self):
        """By parameter the slug, key and name of each term that live frameworks carry, by name.

        Rows and no models: there are as many developers as there are projects.
        """
        found, names = defaultdict(list), {facet: name for name, facet in TERMS.items()}
        carried = {name: self.facets.values(name) for name in TERMS}
        columns = ("facet", "slug", "pk", *(column("name", code) for code in LANGUAGES))
        language = current_language()
        known = Term.objects.filter(facet__in=names).order_by(column("sort_key", language), "pk")
        for facet, slug, pk, *texts in known.values_list(*columns):
            if slug in carried[names[facet]]:
                name = str(choose(dict(zip(LANGUAGES, texts, strict=True)), language))
                found[names[facet]].append((slug, pk, name))
        return found

    @cached_property
    def term_choices(self):
        """By parameter the choices, by name."""
        return {name: [(slug, text) for slug, _pk, text in self.terms[name]] for name in TERMS}

    def keys(self, name):
        """The keys of the rows that the values of a parameter name."""
        if name in TERMS:
            return {slug: pk for slug, pk, _name in self.terms[name]}
        topics = self.categories if name == "category" else self.features
        return {topic.slug: topic.entry_id for topic in topics}

    @cached_property
    def counts(self):
        """How many frameworks each value leaves, by facet and value; see `Facets.counts`."""
        return self.facets.counts(self.chosen)

    @property
    def chosen(self):
        """The values of each facet that the list is narrowed to."""
        return {name: self.selected(name) for name in FACETED}

    @property
    def known_total(self):
        return self.facets.total(self.chosen) if self.at is None else None

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


def feature_choices(topic):
    yield topic.slug, str(topic.name)
    for verdict in Verdict:
        yield f"{topic.slug}:{verdict}", f"{topic.name} · {verdict.label}"


class MatrixFilterSet(FrameworkFilterSet):
    """The filters of the list, and an order by each column of verdicts."""

    sort = MatrixSortFilter(
        label=_("sort by"),
        empty_label=None,
        choices=FrameworkFilterSet.base_filters["sort"].extra["choices"],
    )

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        for subject, topics in (("feature", self.features), ("category", self.categories)):
            for topic in topics:
                name, label = f"{subject}:{topic.slug}", str(topic.name)
                best, worst = _("%(name)s, best first"), _("%(name)s, worst first")
                self.filters["sort"].extra["choices"] = [
                    *self.filters["sort"].extra["choices"],
                    (name, best % {"name": label}),
                    (f"-{name}", worst % {"name": label}),
                ]
