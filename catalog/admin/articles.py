from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.article_lines import (
    ItemInline,
    LineForm,
    SectionInline,
    is_verbatim,
    names_of,
)
from catalog.admin.entries import EntryAdmin, EntryForm
from catalog.admin.parts import ClaimInline, PartAdmin, PartInline
from catalog.admin.pictures import ArticlePictureInline
from catalog.admin.revisions import RevisionAdmin
from catalog.admin.widgets import both
from catalog.models import (
    Article,
    ArticleRevision,
    Combination,
    Component,
    Item,
    Pair,
    PrintedName,
    Section,
    Statement,
)
from catalog.models.owners import revision_of

EVIDENCE = ("confidence", "sources")


class ArticleForm(EntryForm):
    draft_fields = ("title_zh", "title_en")

    title_zh = forms.CharField(label=_("title (Chinese)"), max_length=200)
    title_en = forms.CharField(label=_("title (English)"), max_length=200)


@admin.register(Article)
class ArticleAdmin(EntryAdmin):
    form = ArticleForm
    search_fields = ["slug", "revisions__title_zh", "revisions__title_en"]
    draft_defaults = {"line_count": 0, "sha256": ""}


class PrintedNameInline(PartInline):
    model = PrintedName
    show_change_link = True
    fields = ["slug", "text", "identity"]


class ComponentInline(PartInline):
    model = Component
    rows_start_open = True
    autocomplete_fields = ["framework"]


class CombinationInline(ClaimInline):
    model = Combination
    show_change_link = True
    fields = [("verdict", "since"), EVIDENCE, *both("rationale")]


class PairInline(ClaimInline):
    model = Pair
    autocomplete_fields = ["a", "b", "sources"]
    fields = [("a", "b"), ("role", "verdict", "since"), EVIDENCE, *both("rationale")]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("a", "b")


class StatementInline(ClaimInline):
    model = Statement
    autocomplete_fields = ["feature", "sources"]
    fields = [("kind", "feature"), ("verdict", *EVIDENCE), *both("rationale")]


class LineAdmin(PartAdmin):
    """The page of one line; what comes from a source that is kept to the byte stays."""

    form = LineForm
    source_fields = ()

    def get_readonly_fields(self, request, obj=None):
        own = super().get_readonly_fields(request, obj)
        return [*own, *self.source_fields] if is_verbatim(obj) else own

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_verbatim(obj)


@admin.register(ArticleRevision)
class ArticleRevisionAdmin(RevisionAdmin):
    search_fields = ["entry__slug", "title_zh", "title_en"]
    readonly_fields = ["first_line", "line_count", "sha256"]
    fieldsets = [
        (
            _("Name and texts"),
            {"fields": [*both("title", "summary", "translation_note"), "verified_on"]},
        ),
        (_("Source text"), {"fields": ["first_line", ("line_count", "sha256")]}),
    ]
    inlines = [SectionInline, PrintedNameInline, ArticlePictureInline]

    def get_fieldsets(self, request, obj=None):
        """Only an article that is kept to the byte has a source to tell of."""
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if is_verbatim(obj) else fieldsets[:1]


@admin.register(Section)
class SectionAdmin(LineAdmin):
    search_fields = ["number", "heading_zh", "heading_en"]
    source_fields = ("number", "level", "source_line", "raw")
    fieldsets = [(None, {"fields": [*both("heading"), ("number", "level", "source_line"), "raw"]})]
    inlines = [ItemInline]


@admin.register(PrintedName)
class PrintedNameAdmin(PartAdmin):
    search_fields = ["slug", "text"]
    list_filter = ["identity"]
    autocomplete_fields = ["sources"]
    fieldsets = [
        (None, {"fields": [("text", "slug"), "identity", EVIDENCE, *both("rationale")]}),
    ]
    inlines = [ComponentInline, CombinationInline]


@admin.register(Combination)
class CombinationAdmin(PartAdmin):
    search_fields = ["printed_name__text"]
    list_filter = ["verdict"]
    autocomplete_fields = ["sources"]
    fieldsets = [(None, {"fields": [("verdict", "since"), EVIDENCE, *both("rationale")]})]
    inlines = [PairInline]


@admin.register(Item)
class ItemAdmin(LineAdmin):
    search_fields = ["raw", "term_zh", "term_en"]
    list_filter = ["kind"]
    autocomplete_fields = ["feature", "category", "sources"]
    source_fields = ("kind", "number", "source_line", "raw", "is_truncated")
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("kind", "number", "source_line", "is_truncated"),
                    "raw",
                    *both("term", "body", "note"),
                    EVIDENCE,
                ]
            },
        ),
        (
            _("What it speaks of"),
            {"fields": [("printed_name", "duplicate_of"), ("feature", "category")]},
        ),
    ]
    inlines = [StatementInline]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj is not None and "printed_name" in form.base_fields:
            revision = revision_of(obj)
            form.base_fields["printed_name"].queryset = names_of(obj)
            form.base_fields["duplicate_of"].queryset = Item.objects.filter(
                section__revision=revision
            ).exclude(pk=obj.pk)
        return form


@admin.register(Component)
class ComponentAdmin(PartAdmin):
    search_fields = ["text"]
    autocomplete_fields = ["framework"]


@admin.register(Pair)
class PairAdmin(PartAdmin):
    list_filter = ["verdict"]
    autocomplete_fields = ["a", "b", "sources"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("a", "b")


@admin.register(Statement)
class StatementAdmin(PartAdmin):
    list_filter = ["kind", "verdict"]
    autocomplete_fields = ["feature", "sources"]
