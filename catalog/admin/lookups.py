"""What a list answers: only lookups of columns that it or the form of a row shows.

Django accepts any lookup on any column of the model. With `?reporter__startswith=` somebody who may
see the list reads a column that no page shows them, letter by letter.
"""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten_fieldsets, label_for_field
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest, FieldDoesNotExist
from django.db import DataError, NotSupportedError
from django.db.models.constants import LOOKUP_SEP

from catalog.admin.buttons import is_key

# A regular expression of a visitor can take hours on SQLite, and a broken one is an error.
EXPENSIVE = {"regex", "iregex"}


class BoundedChangeList(ChangeList):
    """A list that takes a value which no database takes, such as a year 99999, for a wrong one."""

    def get_results(self, request):
        try:
            super().get_results(request)
        except (DataError, NotSupportedError, OverflowError, ValueError) as error:
            raise IncorrectLookupParameters(error) from error


class ShownLookups:
    """A list that is narrowed by what it shows, and acts upon rows that it offers."""

    def get_changelist(self, request, **kwargs):
        return BoundedChangeList

    def lookup_allowed(self, lookup, value, request):
        column, *parts = lookup.split(LOOKUP_SEP)
        is_shown = column in self.shown_columns(request) and not EXPENSIVE.intersection(parts)
        return is_shown and super().lookup_allowed(lookup, value, request)

    def response_action(self, request, queryset):
        """Refuse rows that no list offered: Django hands their keys to the database unread."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(map(is_key, chosen)):
            raise BadRequest("A chosen row is not named by the number that the list gives it.")
        return super().response_action(request, queryset)

    def shown_columns(self, request):
        """Names of columns: those of the list, its filters, its search, its dates, and the form."""
        names = [
            *map(self._ordered_by, self.get_list_display(request)),
            *map(_filtered_by, self.get_list_filter(request)),
            *(name.lstrip("^=@") for name in self.get_search_fields(request)),
            *flatten_fieldsets(self.get_fieldsets(request)),
            self.date_hierarchy or "",
        ]
        return {"pk", "id", *(name.partition(LOOKUP_SEP)[0] for name in names)}

    def _ordered_by(self, name):
        """The column that a column of the list shows, or is ordered by."""
        try:
            self.opts.get_field(name)
        except FieldDoesNotExist:
            _label, shown = label_for_field(name, self.model, self, return_attr=True)
            return getattr(shown, "admin_order_field", None) or name
        return name


def _filtered_by(listed):
    """The column of a filter, which is a name, a pair of a name and a class, or a class."""
    if isinstance(listed, str):
        return listed
    return listed[0] if isinstance(listed, tuple | list) else listed.parameter_name


class DeskAdmin(ShownLookups, admin.ModelAdmin):
    """The base of every admin of this project."""
