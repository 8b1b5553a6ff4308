"""The editors' desk: every button calls `catalog.actions`, and nothing here publishes by itself."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin import (
    articles,
    changes,
    findings,
    frameworks,
    glossary,
    pictures,
    sources,
    topics,
)

__all__ = [
    "articles",
    "changes",
    "findings",
    "frameworks",
    "glossary",
    "pictures",
    "sources",
    "topics",
]

admin.site.site_header = "Framework Atlas · 框架图谱"
admin.site.site_title = "Framework Atlas · 框架图谱"
admin.site.index_title = _("Editors’ desk")
admin.site.index_template = "admin/desk.html"
