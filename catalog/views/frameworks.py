from django.utils.functional import cached_property

from catalog import linked, pictures, queries
from catalog.badges import oembed_url
from catalog.choices import FactField
from catalog.filters import FrameworkFilterSet, facet_counts
from catalog.models import FrameworkRevision
from catalog.moments import PARAMETER
from catalog.paginator import page_query
from catalog.views.entries import EntryDetailView
from catalog.views.facts import fact_rows
from catalog.views.lists import FilteredListView


class FrameworkListView(FilteredListView):
    template_name = "catalog/framework_list.html"
    context_object_name = "frameworks"
    paginate_by = 20

    @cached_property
    def filterset(self):
        live = FrameworkRevision.objects.live(self.at).with_terms().with_assessments(self.at)
        return FrameworkFilterSet(self.request.GET, queryset=live, at=self.at)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["facets"] = facet_counts(self.filterset)
        context["chips"] = [*active_filters(context["facets"], self.request.GET)]
        context["is_filtered"] = bool(self.request.GET.keys() - {"page", PARAMETER})
        context["canonical_query"] = page_query(context["page_obj"])
        return context


def active_filters(facets, query):
    """Each selected option: facet, label, and the query string that goes without it."""
    for facet in facets:
        for value, label, _count, selected in facet.options:
            if selected:
                rest = query.copy()
                rest.pop("page", None)
                rest.setlist(facet.name, [one for one in rest.getlist(facet.name) if one != value])
                yield facet.label, label, rest.urlencode()


class FrameworkDetailView(EntryDetailView):
    model = FrameworkRevision
    template_name = "catalog/framework_detail.html"
    context_object_name = "framework"

    def with_parts(self, revisions):
        return revisions.with_evidence(self.at).prefetch_related("pictures")

    def get_context_data(self, **kwargs):
        live = self.object
        features, categories = queries.assessments_by_subject(live)
        rows = list(queries.rows_naming(live.entry, at=self.at))
        claims = queries.claims_about(live.entry, rows, at=self.at)
        return super().get_context_data(
            facts=fact_rows(live),
            gaps={fact.field: fact for fact in live.facts.all() if fact.field in LISTED_BELOW},
            features=features,
            categories=categories,
            **glance_at([*features, *categories]),
            relations=queries.outgoing_relations(live),
            incoming=queries.incoming_relations(live.entry, at=self.at),
            rows=rows,
            claims=claims,
            linked=linked.framework(live, claims),
            oembed_url=oembed_url(live),
            **kwargs,
        )


def glance_at(assessments):
    """The picture of the assessments that a framework has, for its template."""
    rows = pictures.glance(
        (str(topic.name), topic.slug, one.verdict, one.get_verdict_display())
        for one in assessments
        for topic in [one.subject.live_revision]
    )
    return {"glance": rows, "glance_height": len(rows) * pictures.GLANCE_ROW}


LISTED_BELOW = {FactField.PACKAGES, FactField.PAPERS}
