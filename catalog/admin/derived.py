"""What is derived from publishing, to look at; commands make it anew."""

from django.contrib import admin

from catalog.admin.changes import KeptAdmin
from catalog.models import ReadyDocument, SearchDocument


@admin.register(SearchDocument)
class SearchDocumentAdmin(KeptAdmin):
    list_display = ["slug", "anchor", "kind", "name_zh", "name_en"]
    list_filter = ["kind"]
    search_fields = ["slug", "name_zh", "name_en"]


@admin.register(ReadyDocument)
class ReadyDocumentAdmin(KeptAdmin):
    list_display = ["slug", "kind", "form", "language"]
    list_filter = ["kind", "form", "language"]
    search_fields = ["slug"]
