"""What the search knows, to look at: it follows publishing, and a command makes it anew."""

from django.contrib import admin

from catalog.admin.changes import KeptAdmin
from catalog.models import SearchDocument


@admin.register(SearchDocument)
class SearchDocumentAdmin(KeptAdmin):
    list_display = ["slug", "anchor", "kind", "name_zh", "name_en"]
    list_filter = ["kind"]
    search_fields = ["slug", "name_zh", "name_en"]
