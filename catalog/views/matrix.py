"""The whole matrix: every framework under the columns that the reader chooses, as page and CSV."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalog.bilingual import current_language
from catalog.choices import FactField, Status, Verdict
from catalog.filters import MatrixFilterSet, facet_counts
from catalog.models import CategoryRevision, FeatureRevision, FrameworkRevision
from catalog.moments import PARAMETER
from catalog.spreadsheet import csv_response
from catalog.views.facts import LISTED_APART, TERMS, fact_rows
from catalog.views.frameworks import active_filters
from catalog.views.lists import FilteredListView

SHAPE = {"column", "transpose"}  # how the matrix looks, beside what is in it
DEFAULT_FACTS = (FactField.STATUS, FactField.LICENCE, FactField.FIRST_RELEASE)


@dataclass(frozen=True)
class Column:
    """A column by its name in the address: ``feature:performance``, ``fact:licence``."""

    name: str
    label: str
    is_default: bool = True
    topic: Any = None
    fact: Any = None

    def cell(self, framework):
        """The assessment, or the `FactRow`, that stands in this column; None is unknown."""
        if self.topic is None:
            return next(row for row in fact_rows(framework) if row.field == self.fact)
        kind = self.name.partition(":")[0]
        for assessment in framework.assessments.all():
            if getattr(assessment, f"{kind}_id") == self.topic.entry_id:
                return assessment
        return None


def columns_of(at):
    for kind, revisions in (("feature", FeatureRevision), ("category", CategoryRevision)):
        for topic in revisions.objects.live(at).order_by("position", "pk"):
            yield Column(f"{kind}:{topic.slug}", str(topic.name), topic=topic)
    for fact in FactField:
        if fact not in LISTED_APART and fact != FactField.NAME:
            label = str(fact.label).capitalize()
            yield Column(f"fact:{fact}", label, is_default=fact in DEFAULT_FACTS, fact=fact)


class MatrixView(FilteredListView):
    template_name = "catalog/matrix.html"
    context_object_name = "frameworks"
    paginate_by = 50

    @cached_property
    def filterset(self):
        live = FrameworkRevision.objects.live(self.at).with_terms().with_assessments(self.at)
        live = live.prefetch_related("facts", "releases")
        return MatrixFilterSet(self.request.GET, queryset=live, at=self.at)

    @cached_property
    def every_column(self):
        return list(columns_of(self.at))

    @cached_property
    def columns(self):
        """The columns asked for, else the default ones; a name that is none is passed over."""
        wanted = self.request.GET.getlist("column")
        chosen = [column for column in self.every_column if column.name in wanted]
        return chosen or [column for column in self.every_column if column.is_default]

    def get(self, request, *args, **kwargs):
        if request.GET.get("format") == "csv" and self.filterset.is_valid():
            return self.as_csv()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        frameworks = list(context["page_obj"])
        table = [[column.cell(framework) for column in self.columns] for framework in frameworks]
        facets = facet_counts(self.filterset)
        query = self.request.GET.copy()
        query.pop("page", None)
        query["format"] = "csv"
        return context | {
            "facets": facets,
            "chips": [*active_filters(facets, self.request.GET)],
            "every_column": self.every_column,
            "columns": self.columns,
            "rows": list(zip(frameworks, table, strict=True)),
            "turned": [
                (column, list(zip(frameworks, cells, strict=True)))
                for column, cells in zip(self.columns, zip(*table, strict=True), strict=bool(table))
            ],
            "is_transposed": "transpose" in self.request.GET,
            "kept": self.pairs(of=SHAPE),
            "kept_filters": self.pairs(of=self.request.GET.keys() - SHAPE - {"page"}),
            "csv_query": query.urlencode(),
            "is_filtered": bool(self.request.GET.keys() - {"page", PARAMETER}),
        }

    def pairs(self, *, of):
        """What the address says under some names, for hidden fields of the other form."""
        lists = self.request.GET.lists()
        return [(name, value) for name, values in lists if name in of for value in values]

    def as_csv(self):
        """Every match, not one page of them, in UTF-8 with a mark that Excel knows."""
        head = [_("Framework"), _("identifier"), *(column.label for column in self.columns)]
        frameworks = self.get_queryset().iterator(chunk_size=200)
        filename = f"frameworks-{current_language()}.csv"
        return csv_response(head, map(self.csv_cells, frameworks), filename=filename)

    def csv_cells(self, framework):
        cells = [said(column.cell(framework)) for column in self.columns]
        return [framework.name, framework.slug, *cells]


def said(cell):
    """A cell of the matrix in words; unknown is said, never left empty."""
    if cell is None:
        return _("unknown")
    if hasattr(cell, "verdict"):
        return str(Verdict(cell.verdict).label)
    if cell.form == "nothing":
        return _("Not found, or does not apply")
    if cell.field in TERMS:
        return "; ".join(str(use.term.name) for use in cell.value)
    if cell.form == "releases":
        return "; ".join(f"{one.version} {one.released_on}".strip() for one in cell.value)
    return str(Status(cell.value).label if cell.form == "status" else cell.value)
