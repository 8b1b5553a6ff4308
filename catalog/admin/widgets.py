"""Autocomplete boxes whose rows are read once per request instead of once per box."""

from functools import partial

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import TextField
from django.utils.translation import gettext as _

from catalog import roles
from catalog.admin.known import KnownChoiceField, KnownMultipleChoiceField
from catalog.bilingual import HTML_LANG, SUFFIXES
from catalog.models import Entry

# Beyond these lengths a form remarks that a text is longer than usual: characters of Chinese, words
# of English. About one and a half times the longest text that the shipped content has there.
USUAL_LENGTHS = {
    "summary_zh": 100,
    "summary_en": 50,
    "rationale_zh": 110,
    "rationale_en": 50,
    "note_zh": 110,
    "note_en": 50,
}


def rows_of(request, model):
    """Every row of `model` by primary key; an edit page shows a hundred boxes over few tables."""
    tables = request.__dict__.setdefault("_catalog_rows", {})
    if model not in tables:
        rows = model._default_manager.all()
        if issubclass(model, Entry):
            rows = rows.marked_trashed()
        tables[model] = {str(row.pk): row for row in rows}
    return tables[model]


class SharedLabels:
    known = None

    def optgroups(self, name, value, attr=None):
        known = self.known()
        options = []
        if not self.is_required and not self.allow_multiple_selected:
            options.append(self.create_option(name, "", "", False, 0))
        for pk in value:
            if str(pk) in known:
                label = str(known[str(pk)])
                if getattr(known[str(pk)], "is_trashed", False):
                    label = f"{label} ({_('in the trash')})"
                options.append(self.create_option(name, pk, label, True, len(options)))
        return [(None, options, 0)]


class SharedSelect(SharedLabels, AutocompleteSelect):
    pass


class SharedSelectMultiple(SharedLabels, AutocompleteSelectMultiple):
    def build_attrs(self, base_attrs, extra_attrs=None):
        # Every choice has its own ×; one for all would stand in a list without being an item.
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class CatalogFields:
    """Form fields that share autocomplete labels and name the language of their text.

    Fields that the person has no right to write are shown and can not be changed.
    """

    def get_readonly_fields(self, request, obj=None):
        own = super().get_readonly_fields(request, obj)
        options = self.model._meta
        fields = [*options.concrete_fields, *options.many_to_many]
        names = [field.name for field in fields if field.editable and not field.primary_key]
        closed = [n for n in names if not roles.holds(request.user, roles.right_to_write(n))]
        return [*own, *(name for name in closed if name not in own)]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(
            db_field,
            request,
            **self._known(SharedSelect, KnownChoiceField, db_field, request, kwargs),
        )

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(
            db_field,
            request,
            **self._known(
                SharedSelectMultiple, KnownMultipleChoiceField, db_field, request, kwargs
            ),
        )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for language, suffix in SUFFIXES.items():
            if field is not None and db_field.name.endswith(f"_{suffix}"):
                field.widget.attrs["lang"] = HTML_LANG[language]
                if db_field.name in USUAL_LENGTHS:
                    field.widget.attrs["data-usual"] = USUAL_LENGTHS[db_field.name]
        if field is not None and db_field.name == "licence":
            field.widget.attrs["list"] = "licences"  # the suggestions of editing_form.html
        if isinstance(db_field, TextField):
            field.widget.attrs["rows"] = 3  # grows with its text, see admin.css
        return field

    def _known(self, widget_class, field_class, db_field, request, kwargs):
        if "widget" in kwargs or db_field.name not in self.get_autocomplete_fields(request):
            return kwargs
        widget = widget_class(db_field, self.admin_site, using=kwargs.get("using"))
        widget.known = partial(rows_of, request, db_field.remote_field.model)
        return {**kwargs, "widget": widget, "form_class": partial(field_class, known=widget.known)}


def both(*names):
    """One form row per bilingual field: Chinese beside English."""
    return [tuple(f"{name}_{suffix}" for suffix in SUFFIXES.values()) for name in names]
