"""The glossary: every term by its initial, and the page of one."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import cached_property
from django.views.generic import ListView

from catalog import linked, queries
from catalog.bilingual import column, current_language
from catalog.filters import GlossaryFilterSet
from catalog.models import GlossaryTermRevision
from catalog.readings import initial
from catalog.views.entries import EntryDetailView
from catalog.views.moments import ReadAsOf


class GlossaryTermListView(ReadAsOf, ListView):
    template_name = "catalog/glossary_list.html"
    context_object_name = "terms"

    @cached_property
    def filterset(self):
        live = GlossaryTermRevision.objects.live(self.at).in_order_of(current_language())
        return GlossaryFilterSet(self.request.GET, queryset=live, at=self.at)

    def get_queryset(self):
        """The matches; none while the filter is wrong, which the page says."""
        return self.filterset.qs if self.filterset.is_valid() else self.filterset.queryset.none()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            filterset=self.filterset,
            groups=by_initial(self.object_list),
            is_filtered=bool(self.request.GET.get("q")),
            **kwargs,
        )


@dataclass(frozen=True)
class Group:
    """The terms under one initial; “#” holds what begins with no letter."""

    letter: str
    terms: list

    @property
    def anchor(self):
        return f"initial-{self.letter.lower()}" if self.letter.isalpha() else "initial-other"


def by_initial(terms):
    key = column("sort_key", current_language())
    grouped = groupby(terms, key=lambda term: initial(getattr(term, key)))
    return [Group(letter, [*found]) for letter, found in grouped]


class GlossaryTermDetailView(EntryDetailView):
    model = GlossaryTermRevision
    template_name = "catalog/glossary_detail.html"
    context_object_name = "term"

    def with_parts(self, revisions):
        return revisions.with_evidence()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            mentions=queries.frameworks_mentioning(self.object, at=self.at),
            linked=linked.term(self.object),
            **kwargs,
        )
