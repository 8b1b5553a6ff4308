"""Pages of a list; what is out of range is refused, never silently changed."""

from django.utils.translation import gettext as _
from rest_framework import pagination
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.utils.urls import replace_query_param

from catalog.api.addresses import absolute

LARGEST = 100


class PageNumberPagination(pagination.PageNumberPagination):
    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = LARGEST
    parameters = ("page", "page_size")

    def paginate_queryset(self, queryset, request, view=None):
        page = whole_number(request, "page", 1, largest=10**6)
        paginator = self.django_paginator_class(queryset, self.get_page_size(request))
        if page > max(paginator.num_pages, 1):
            raise NotFound(
                _("There is no page %(page)s; the last one is %(last)s.")
                % {"page": page, "last": paginator.num_pages},
                code="no_such_page",
            )
        self.request, self.page = request, paginator.page(page)
        return list(self.page)

    def get_page_size(self, request):
        return whole_number(request, "page_size", self.page_size, largest=LARGEST)

    def get_next_link(self):
        return self._link(self.page.next_page_number()) if self.page.has_next() else None

    def get_previous_link(self):
        return self._link(self.page.previous_page_number()) if self.page.has_previous() else None

    def _link(self, number):
        return absolute(replace_query_param(self.request.get_full_path(), "page", number))


def whole_number(request, name, default, *, largest):
    """The parameter as a number from 1 to `largest`, or a refusal that says so."""
    given = request.query_params.get(name)
    if given is None:
        return default
    if given.isascii() and given.isdigit() and len(given) < 8 and 1 <= int(given) <= largest:
        return int(given)
    raise ValidationError(
        {
            name: [
                _("“%(value)s” is not a whole number from 1 to %(largest)s.")
                % {"value": given[:60], "largest": largest}
            ]
        }
    )
