from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.entries import EntryAdmin, EntryForm
from catalog.admin.parts import ClaimInline, PartAdmin, PartInline
from catalog.admin.pictures import FrameworkPictureInline
from catalog.admin.revisions import RevisionAdmin
from catalog.admin.widgets import both
from catalog.choices import FrameworkKind
from catalog.models import (
    Assessment,
    Fact,
    Framework,
    FrameworkRevision,
    FrameworkTerm,
    Package,
    Paper,
    PrintedForm,
    Relation,
    Release,
)

EVIDENCE = ("confidence", "sources")


class FrameworkForm(EntryForm):
    draft_fields = ("name", "kind")

    name = forms.CharField(label=_("name"), max_length=120)
    kind = forms.ChoiceField(label=_("kind"), choices=FrameworkKind)


@admin.register(Framework)
class FrameworkAdmin(EntryAdmin):
    form = FrameworkForm
    search_fields = ["slug", "revisions__name", "revisions__chinese_name"]


class FactInline(ClaimInline):
    model = Fact
    verbose_name_plural = _("evidence for the facts")
    fields = [("field", *EVIDENCE), *both("note")]


class FrameworkTermInline(PartInline):
    model = FrameworkTerm
    autocomplete_fields = ["term"]
    fields = ["term", *both("detail")]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("term")


class PrintedFormInline(PartInline):
    model = PrintedForm
    rows_start_open = True


class ReleaseInline(ClaimInline):
    model = Release
    fields = [("role", "version", "released_on"), EVIDENCE, *both("what", "note")]


class PackageInline(ClaimInline):
    model = Package
    fields = [
        ("registry", "name"),
        ("version", "released_on", "rank"),
        EVIDENCE,
        *both("note"),
    ]


class PaperInline(ClaimInline):
    model = Paper
    fields = ["title", ("year", "venue"), ("arxiv", "doi"), "url", EVIDENCE, *both("note")]


class RelationInline(ClaimInline):
    model = Relation
    fk_name = "revision"
    autocomplete_fields = ["target", "sources"]
    fields = [
        "type",
        ("target", "target_name"),
        ("since", "until"),
        EVIDENCE,
        *both("note"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("target")


class AssessmentInline(ClaimInline):
    model = Assessment
    autocomplete_fields = ["feature", "category", "sources"]
    fields = [("feature", "category"), ("verdict", *EVIDENCE), *both("rationale")]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("feature", "category")


@admin.register(FrameworkRevision)
class FrameworkRevisionAdmin(RevisionAdmin):
    list_filter = ["state", "kind", "status"]
    search_fields = ["entry__slug", "name", "chinese_name"]
    fieldsets = [
        (
            _("Name and texts"),
            {"fields": [("name", "chinese_name"), "reading", *both("summary", "developer")]},
        ),
        (
            _("Facts"),
            {
                "fields": [
                    ("kind", "licence"),
                    ("status", "status_since"),
                    ("execution_model", "distributed_training"),
                    "homepage_url",
                    "repository",
                    "documentation_url",
                    "verified_on",
                ]
            },
        ),
    ]
    inlines = [
        FactInline,
        FrameworkTermInline,
        PrintedFormInline,
        ReleaseInline,
        PackageInline,
        PaperInline,
        RelationInline,
        AssessmentInline,
        FrameworkPictureInline,
    ]


@admin.register(Fact, Release, Package, Paper)
class FrameworkClaimAdmin(PartAdmin):
    autocomplete_fields = ["sources"]


@admin.register(PrintedForm)
class PrintedFormAdmin(PartAdmin):
    search_fields = ["text"]


@admin.register(FrameworkTerm)
class FrameworkTermAdmin(PartAdmin):
    autocomplete_fields = ["term"]
    list_select_related = ["term"]


@admin.register(Relation)
class RelationAdmin(PartAdmin):
    autocomplete_fields = ["target", "sources"]
    list_filter = ["type"]
    list_select_related = ["target"]


@admin.register(Assessment)
class AssessmentAdmin(PartAdmin):
    autocomplete_fields = ["feature", "category", "sources"]
    list_filter = ["verdict", "feature", "category"]
    list_select_related = ["feature", "category"]
