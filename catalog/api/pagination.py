"""Pages of a list; what is out of range is refused, never silently changed."""

from django.utils.translation import gettext as _
from rest_framework import pagination
from rest_framework.exceptions import NotFound
from rest_framework.utils.urls import replace_query_param

from catalog.api.addresses import absolute
from catalog.api.parameters import whole_number

LARGEST = 100
# What lies deeper is for `cursor`: the cost of a page grows with its number.
DEEPEST = 100
USUAL = 20


def page_size(request):
    return whole_number(request.query_params, "page_size", USUAL, largest=LARGEST)


def page_number(request):
    return whole_number(request.query_params, "page", 1, largest=DEEPEST)


class PageNumberPagination(pagination.PageNumberPagination):
    page_size = USUAL
    page_size_query_param = "page_size"
    max_page_size = LARGEST
    parameters = ("page", "page_size")

    def paginate_queryset(self, queryset, request, view=None):
        page = page_number(request)
        paginator = self.django_paginator_class(queryset, page_size(request))
        if page > max(paginator.num_pages, 1):
            raise NotFound(
                _("There is no page %(page)s; the last one is %(last)s.")
                % {"page": page, "last": paginator.num_pages},
                code="no_such_page",
            )
        self.request, self.page = request, paginator.page(page)
        return list(self.page)

    def get_next_link(self):
        following = self.page.number + 1
        return self._link(following) if self.page.has_next() and following <= DEEPEST else None

    def get_previous_link(self):
        return self._link(self.page.previous_page_number()) if self.page.has_previous() else None

    def _link(self, number):
        return absolute(replace_query_param(self.request.get_full_path(), "page", number))
