"""What is only ever added to: the log of changes, and the preview links that were given out."""

import json
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog.admin import wording
from catalog.admin.lookups import DeskAdmin
from catalog.models import Change, FacetValue, IgnoredHint, PreviewLink, TranslationTally
from catalog.spreadsheet import csv_response


class KeptAdmin(DeskAdmin):
    """Rows that are read and filtered, never written to by hand, and so without a history."""

    actions = None
    change_form_template = "admin/catalog/kept_change_form.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def history_view(self, request, object_id, extra_context=None):
        raise Http404


@admin.register(Change)
class ChangeAdmin(KeptAdmin):
    """Who did what to which entry and when, over the whole site; as a list and as CSV."""

    change_list_template = "admin/catalog/change_change_list.html"
    date_hierarchy = "at"
    fields = [
        "at",
        "by",
        "token",
        "kind",
        "entry_link",
        "revision",
        "action",
        "said",
        "values_shown",
    ]
    list_display = ["at", "by", "token", "kind", "entry_link", "revision", "action", "said"]
    list_filter = ["kind", "action", "by"]
    list_select_related = ["by", "token"]
    search_fields = ["slug", "summary"]

    @admin.display(description=_("entry"), ordering="slug")
    def entry_link(self, change):
        address = reverse(f"admin:catalog_{change.kind}_changelist")
        # A term is named by facet and slug; everything else has no slash in its name.
        query = urlencode({"slug": change.slug.rpartition("/")[2]})
        return format_html('<a href="{}?{}">{}</a>', address, query, change.slug)

    @admin.display(description=_("fields, or reason"), empty_value="—")
    def said(self, change):
        return wording.said(change) or None

    @admin.display(description=_("before and after"), empty_value="—")
    def values_shown(self, change):
        """What each column of a shared list said and says, without those that were empty."""
        labels = wording.labels_of(change.kind)
        rows = [
            (labels.get(name, name), "—" if old is None else old, "—" if new is None else new)
            for name, (old, new) in change.values.items()
            if old or new
        ]
        shown = format_html_join("", "<dt>{}</dt><dd><del>{}</del> <ins>{}</ins></dd>", rows)
        return format_html('<dl class="history__values">{}</dl>', shown) if rows else None

    def get_urls(self):
        export = self.admin_site.admin_view(self.export)
        export = require_safe(export)
        return [path("export/", export, name="catalog_change_export"), *super().get_urls()]

    def export(self, request):
        """The changes that the filters leave, newest first, as CSV in UTF-8 that Excel opens."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            changes = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters as error:
            raise BadRequest("The filters of the list cannot be read.") from error
        head = ["at", "by", "token", "kind", "entry", "revision", "action", "reason", "values"]
        rows = map(self.cells, changes.iterator(chunk_size=2000))
        return csv_response(head, rows, filename="changes.csv")

    def cells(self, change):
        values = json.dumps(change.values, ensure_ascii=False) if change.values else ""
        where = [change.kind, change.slug, change.revision or ""]
        what = [change.action, change.summary, values]
        who = [change.by.get_username(), change.token.name if change.token else ""]
        return [change.at.isoformat(), *who, *where, *what]


@admin.register(PreviewLink)
class PreviewLinkAdmin(KeptAdmin):
    """Links that were given out; they are made and revoked on the preview page of a revision."""

    list_display = ["slug", "kind", "revision", "created_by", "expires_at", "revoked_at"]
    list_filter = ["kind"]
    list_select_related = ["created_by"]
    search_fields = ["slug"]


@admin.register(IgnoredHint)
class IgnoredHintAdmin(KeptAdmin):
    """Hints that people found needless; they are ignored and heeded beside the texts."""

    list_display = ["slug", "kind", "code", "subject", "by", "at"]
    list_filter = ["kind", "code"]
    list_select_related = ["by"]
    search_fields = ["slug"]


@admin.register(TranslationTally)
class TranslationTallyAdmin(KeptAdmin):
    """The counts that the translation desk reads."""

    list_display = ["slug", "kind", "revision", "language", "state", "texts"]
    list_filter = ["kind", "language", "state"]
    search_fields = ["slug"]


@admin.register(FacetValue)
class FacetValueAdmin(KeptAdmin):
    """The values that readers filter by, and how many live frameworks have each."""

    fields = ["facet", "value", "number"]
    list_display = ["value", "facet", "number"]
    list_filter = ["facet"]
    search_fields = ["value"]
