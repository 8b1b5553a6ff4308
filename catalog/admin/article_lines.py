"""The lines of an article in its forms: sections, and what stands in each.

An article whose source is kept to the byte stays as it is: its lines are neither added, changed nor
deleted, because it could not be rebuilt then. The lines of any other are written here.
"""

from django import forms
from django.core.validators import EMPTY_VALUES
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from catalog.admin.known import OwnedFormSet
from catalog.admin.parts import PartInline
from catalog.admin.widgets import both
from catalog.models import Item, PrintedName, Section
from catalog.models.owners import revision_of


def is_verbatim(row):
    """Whether the row belongs to an article that is kept to the byte; no row belongs to none."""
    return row is not None and revision_of(row).is_verbatim


class LineForm(forms.ModelForm):
    """A line of which only the text has to be written; its place and level follow from the rest."""

    formset = None  # where it stands among others; a page of its own has none
    helps = {
        "source_line": _("Lines stand in this order. Empty: after the last one."),
        "raw": _("The line as it is printed in its source. Empty: as it is written here."),
        "level": _("Empty: by its number, so that 1 is on level 1 and 1.2 on level 2."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.helps.keys() & self.fields.keys():
            self.fields[name].required = False
            self.fields[name].help_text = self.helps[name]

    def clean(self):
        values = super().clean()
        found = {"level": self._level, "source_line": self._next_line, "raw": self._line}
        for name in found.keys() & self.fields.keys() - self.errors.keys():
            if values.get(name) in EMPTY_VALUES:
                values[name] = found[name](values)
        if "raw" in values and not values["raw"]:
            self.add_error("raw", _("Write the line, in one language at least."))
        return values

    def _level(self, values):
        return values.get("number", "").count(".") + 1

    def _next_line(self, values):
        return self.formset.next_line() if self.formset else self.instance.source_line

    def _line(self, values):
        texts = ("heading_zh", "heading_en", "body_zh", "body_en", "term_zh", "term_en")
        text = next((values[name] for name in texts if values.get(name)), "")
        number = values.get("number") if "heading_zh" in self.fields else None
        return f"{number} {text}" if number and text else text


class LineFormSet(OwnedFormSet):
    given = 0

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.formset = self

    def next_line(self):
        """The number after the last line of the article; each call gives another."""
        revision = revision_of(self.instance)
        lines = revision.sections.aggregate(of=Max("source_line"), within=Max("items__source_line"))
        self.given += 1
        return max(lines["of"] or 0, lines["within"] or 0) + self.given


class LineInline(PartInline):
    form = LineForm
    formset = LineFormSet
    show_change_link = True
    source_fields = ()  # what comes from the source

    def get_readonly_fields(self, request, obj=None):
        own = super().get_readonly_fields(request, obj)
        return [*own, *self.source_fields] if is_verbatim(obj) else own

    def has_add_permission(self, request, obj):
        return super().has_add_permission(request, obj) and not is_verbatim(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_verbatim(obj)


class SectionInline(LineInline):
    model = Section
    source_fields = ("number", "level", "source_line", "raw")
    fields = [("number", "level", "source_line"), *both("heading"), "raw"]


class ItemInline(LineInline):
    model = Item
    source_fields = ("kind", "number", "source_line", "raw", "printed_name")
    fields = [("kind", "number", "source_line"), "printed_name", *both("term", "body"), "raw"]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if "printed_name" in formset.form.base_fields:
            formset.form.base_fields["printed_name"].queryset = names_of(obj)
        return formset


def names_of(row):
    """The printed names of the article; those of another revision would be lost in a copy of it."""
    return PrintedName.objects.filter(revision=row and revision_of(row))
