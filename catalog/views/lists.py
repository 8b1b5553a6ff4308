"""Lists of frameworks that readers filter and leaf through."""

from django.views.generic import ListView

from catalog.paginator import Paginator
from catalog.views.moments import ReadAsOf


class FilteredListView(ReadAsOf, ListView):
    """Pages of what a filter set leaves, which the view names as `filterset`.

    The facets know how many there are, so that nothing is counted row by row.
    """

    def get_queryset(self):
        """The matches; none while a filter value is wrong, which the page says."""
        return self.filterset.qs if self.filterset.is_valid() else self.filterset.queryset.none()

    def get_paginator(self, *args, **kwargs):
        paginator = Paginator(*args, **kwargs)
        paginator.count = self.filterset.total
        return paginator

    def get_context_data(self, **kwargs):
        context = super().get_context_data(filterset=self.filterset, **kwargs)
        page = context["page_obj"]
        return context | {"pages": page.paginator.get_elided_page_range(page.number)}
