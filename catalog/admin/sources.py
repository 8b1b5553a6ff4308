"""The lists that entries share; what is changed here reaches readers at once, and is logged."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied

from catalog import actions, lists
from catalog.admin.history import LoggedByActions, log_of
from catalog.admin.lookups import DeskAdmin
from catalog.admin.saving import OpenedPage
from catalog.admin.sections import SectionedForm
from catalog.admin.widgets import CatalogFields, both
from catalog.models import Source, Term


class ListAdmin(LoggedByActions, CatalogFields, OpenedPage, SectionedForm, DeskAdmin):
    actions = None

    def get_readonly_fields(self, request, obj=None):
        kept = lists.KEYS[self.model] if obj and lists.is_used(obj) else ()
        return [*super().get_readonly_fields(request, obj), *kept]

    def has_delete_permission(self, request, obj=None):
        # Deleting a source would silently take the evidence from live claims and from history.
        return super().has_delete_permission(request, obj) and not (obj and lists.is_used(obj))

    def hold(self, row):
        lists.hold(row)

    def save_model(self, request, obj, form, change):
        self._logged(lists.save, request, obj)

    def delete_model(self, request, obj):
        self._logged(lists.delete, request, obj)

    def _logged(self, action, request, obj):
        try:
            action(obj, by=request.user)
        except actions.ActionRefused as refusal:
            raise PermissionDenied(refusal.message) from refusal

    def history_of(self, row):
        return log_of(row._meta.model_name, row.key)


@admin.register(Source)
class SourceAdmin(ListAdmin):
    list_display = ["slug", "title", "kind", "publisher", "accessed_on"]
    list_filter = ["kind"]
    search_fields = ["slug", "title", "locator"]


@admin.register(Term)
class TermAdmin(ListAdmin):
    list_display = ["slug", "facet", "name_zh", "name_en"]
    list_filter = ["facet"]
    search_fields = ["slug", "name_zh", "name_en"]
    fields = [("facet", "slug"), *both("name")]
