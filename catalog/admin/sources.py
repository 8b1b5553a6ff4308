from django.contrib import admin

from catalog.admin.widgets import CatalogFields, both
from catalog.models import Source, Term


@admin.register(Source)
class SourceAdmin(CatalogFields, admin.ModelAdmin):
    actions = None
    list_display = ["slug", "title", "kind", "publisher", "accessed_on"]
    list_filter = ["kind"]
    search_fields = ["slug", "title", "locator"]

    def get_readonly_fields(self, request, obj=None):
        # Its page has this address, and links hold on to it.
        kept = ["slug"] if obj and _is_cited(obj) else []
        return [*super().get_readonly_fields(request, obj), *kept]

    def has_delete_permission(self, request, obj=None):
        # Deleting a source would silently take the evidence from live claims and from history.
        return super().has_delete_permission(request, obj) and not (obj and _is_cited(obj))


@admin.register(Term)
class TermAdmin(CatalogFields, admin.ModelAdmin):
    actions = None
    list_display = ["slug", "facet", "name_zh", "name_en"]
    list_filter = ["facet"]
    search_fields = ["slug", "name_zh", "name_en"]
    fields = [("facet", "slug"), *both("name")]

    def get_readonly_fields(self, request, obj=None):
        # Addresses of filtered lists hold on to both.
        kept = ["facet", "slug"] if obj and obj.uses.exists() else []
        return [*super().get_readonly_fields(request, obj), *kept]


def _is_cited(source):
    return any(
        relation.related_model.objects.filter(**{relation.field.name: source}).exists()
        for relation in source._meta.related_objects
    )
