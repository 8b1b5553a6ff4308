"""Pages of a list; what is out of range is refused, never silently changed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from rest_framework import pagination
from rest_framework.exceptions import NotFound
from rest_framework.utils.urls import replace_query_param

from catalog.api.addresses import absolute
from catalog.api.parameters import whole_number
from catalog.api.values import number
from catalog.paginator import Paginator

LARGEST = 100
# What lies deeper is for `cursor`: the cost of a page grows with its number.
DEEPEST = 100
USUAL = 20

MEANINGS = {
    "page": _lazy("The number of the page. What lies deeper is for “cursor”."),
    "page_size": _lazy("How many objects a page holds."),
}


def page_size(request):
    return whole_number(request.query_params, "page_size", USUAL, largest=LARGEST)


def page_number(request):
    return whole_number(request.query_params, "page", 1, largest=DEEPEST)


class PageNumberPagination(pagination.PageNumberPagination):
    django_paginator_class = Paginator
    page_size = USUAL
    page_size_query_param = "page_size"
    max_page_size = LARGEST
    parameters = ("page", "page_size")

    def paginate_queryset(self, queryset, request, view=None):
        page = page_number(request)
        paginator = self.django_paginator_class(queryset, page_size(request))
        if (total := getattr(view, "known_total", None)) is not None:
            paginator.count = total
        if page > max(paginator.num_pages, 1):
            raise NotFound(
                _("There is no page %(page)s; the last one is %(last)s.")
                % {"page": page, "last": paginator.num_pages},
                code="no_such_page",
            )
        self.request, self.page = request, paginator.page(page)
        return list(self.page)

    def get_schema_operation_parameters(self, view):
        # No usual page: generated clients would send it along with a cursor, which is refused.
        limits = {"page": (DEEPEST, None), "page_size": (LARGEST, USUAL)}
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": str(MEANINGS[name]),
                "schema": number(most, usual=usual),
            }
            for name, (most, usual) in limits.items()
        ]

    def get_paginated_response_schema(self, schema):
        found = super().get_paginated_response_schema(schema)
        count = {"type": ["integer", "null"], "description": "Null in a walk: it counts nothing."}
        properties = found["properties"] | {"count": count}
        for name in ("next", "previous"):
            properties[name] = {"type": ["string", "null"], "format": "uri"}
        return found | {"properties": properties, "required": [*properties]}

    def get_next_link(self):
        following = self.page.number + 1
        return self._link(following) if self.page.has_next() and following <= DEEPEST else None

    def get_previous_link(self):
        return self._link(self.page.previous_page_number()) if self.page.has_previous() else None

    def _link(self, number):
        return absolute(replace_query_param(self.request.get_full_path(), "page", number))
