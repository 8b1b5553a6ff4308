"""The box of a form that says: what I changed is minor, the other language stays current."""

from django.contrib import messages
from django.utils.translation import gettext as _

from catalog.bilingual import LANGUAGES, column
from catalog.models import BilingualRow

BOX = "is_minor"


class MinorEdits:
    """Hands the box on to every row that the form saves, and says which texts it spared."""

    def save_model(self, request, obj, form, change):
        obj.is_minor_edit = BOX in request.POST
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        for one in formset.forms:
            one.instance.is_minor_edit = BOX in request.POST
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if BOX not in request.POST:
            return
        changed = [(form.instance, form.changed_data)]
        for formset in formsets:
            changed += formset.changed_objects
        if texts := [label for row, names in changed for label in _spared(row, names)]:
            text = _("Minor edit. Not marked: %(texts)s.") % {"texts": ", ".join(texts)}
            messages.info(request, text)


def _spared(row, names):
    """The texts of the row whose other side was changed while they were not."""
    for field in row.bilingual_fields if isinstance(row, BilingualRow) else ():
        sides = [column(field, language) for language in LANGUAGES]
        for mine, its in zip(sides, reversed(sides), strict=True):
            if mine in names and its not in names and getattr(row, its):
                yield str(row._meta.get_field(its).verbose_name)
