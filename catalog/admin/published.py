"""What readers were shown to change, to look at: the stamp, and the log that integrators read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.changes import KeptAdmin
from catalog.models import PublicChange, Stamp


@admin.register(PublicChange)
class PublicChangeAdmin(KeptAdmin):
    date_hierarchy = "at"
    list_display = ["at", "stamp", "kind", "slug", "event", "revision", "fields_shown", "other"]
    list_filter = ["kind", "event"]
    search_fields = ["slug"]

    @admin.display(description=_("changed fields"), empty_value="—")
    def fields_shown(self, change):
        return "; ".join(f"{code}: {', '.join(names)}" for code, names in change.fields.items())


@admin.register(Stamp)
class StampAdmin(KeptAdmin):
    list_display = ["number"]
