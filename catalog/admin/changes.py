from django.contrib import admin

from catalog.models import Change


@admin.register(Change)
class ChangeAdmin(admin.ModelAdmin):
    """The log: read and filtered, never written to by hand."""

    actions = None
    list_display = ["at", "by", "kind", "slug", "revision", "action", "summary"]
    list_filter = ["kind", "action", "by"]
    list_select_related = ["by"]
    search_fields = ["slug", "summary"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
