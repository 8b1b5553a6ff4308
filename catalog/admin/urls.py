"""Pages of the desk that show more than one table; they stand before those of the stock admin."""

from django.contrib import admin
from django.urls import path

from catalog.admin import dashboard, files, translation, translation_texts

app_name = "desk"
page = admin.site.admin_view

urlpatterns = [
    path("", page(dashboard.index), name="index"),
    path("desk/revisions/<slug:name>/", page(dashboard.revisions), name="revisions"),
    path("desk/evidence/<slug:name>/", page(dashboard.evidence), name="evidence"),
    path("desk/import/", page(files.import_page), name="import"),
    path("desk/export/", page(files.export_page), name="export"),
    path("desk/translation/", page(translation.desk), name="translation"),
    path("desk/translation/next/", page(translation.next_stale), name="translation-next"),
    path(
        "desk/translation/<slug:kind>/<slug:slug>/",
        page(translation_texts.entry),
        name="translation-entry",
    ),
]
