from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.entries import EntryAdmin
from catalog.admin.parts import PartAdmin, PartInline
from catalog.admin.revisions import RevisionAdmin
from catalog.admin.topics import TopicForm
from catalog.admin.widgets import both
from catalog.models import GlossaryTerm, GlossaryTermRevision, TermVariant


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(EntryAdmin):
    form = TopicForm
    search_fields = [
        "slug",
        "revisions__name_zh",
        "revisions__name_en",
        "revisions__variants__text",
    ]


class TermVariantInline(PartInline):
    model = TermVariant
    fields = [("language", "text"), "standing", *both("note")]


@admin.register(GlossaryTermRevision)
class GlossaryTermRevisionAdmin(RevisionAdmin):
    search_fields = ["entry__slug", "name_zh", "name_en", "variants__text"]
    autocomplete_fields = ["sources"]
    fieldsets = [
        (None, {"fields": [*both("name"), "reading", *both("definition", "note")]}),
        (_("Evidence"), {"fields": ["confidence", "sources", "verified_on"]}),
    ]
    inlines = [TermVariantInline]


@admin.register(TermVariant)
class TermVariantAdmin(PartAdmin):
    search_fields = ["text"]
    list_filter = ["language", "standing"]
