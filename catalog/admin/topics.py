from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.entries import EntryAdmin, EntryForm
from catalog.admin.revisions import RevisionAdmin
from catalog.admin.widgets import both
from catalog.models import Category, CategoryRevision, Feature, FeatureRevision


class TopicForm(EntryForm):
    draft_fields = ("name_zh", "name_en")

    name_zh = forms.CharField(label=_("name (Chinese)"), max_length=200)
    name_en = forms.CharField(label=_("name (English)"), max_length=200)


@admin.register(Feature, Category)
class TopicAdmin(EntryAdmin):
    form = TopicForm
    search_fields = ["slug", "revisions__name_zh", "revisions__name_en"]


@admin.register(FeatureRevision, CategoryRevision)
class TopicRevisionAdmin(RevisionAdmin):
    search_fields = ["entry__slug", "name_zh", "name_en"]
    fieldsets = [
        (
            _("Name and texts"),
            {
                "fields": [
                    *both("name"),
                    "reading",
                    *both("summary", "note"),
                    ("position", "verified_on"),
                ]
            },
        ),
    ]
