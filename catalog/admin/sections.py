"""A long form made navigable: its sections with counts, and links to everything that is wrong."""

from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalog import licences


@dataclass(frozen=True)
class Fault:
    """One error of a form: `anchor` is the id of the field, or of the section, that it is about."""

    anchor: str
    label: str
    message: str


@dataclass(frozen=True)
class Section:
    """A part of a form that can be jumped to; `rows` is None where it has fields of its own."""

    anchor: str
    label: str
    rows: int | None = None
    faults: list[Fault] = field(default_factory=list)


def fieldset_anchor(position):
    return f"fieldset-0-{position}"


def sections_of(context):
    """The sections of the change form that an admin page with this context shows."""
    found = []
    for position, fieldset in enumerate(context["adminform"]):
        names = {name for line in fieldset for name in line.fields}
        anchor = fieldset_anchor(position)
        faults = [*_faults(fieldset.form, anchor, only=names, others=position == 0)]
        found.append(Section(anchor, fieldset.name or _("Fields"), faults=faults))
    for inline in context["inline_admin_formsets"]:
        formset, anchor = inline.formset, f"{inline.formset.prefix}-group"
        label = str(inline.opts.verbose_name_plural)
        faults = [Fault(anchor, capfirst(label), str(text)) for text in formset.non_form_errors()]
        for form in formset.forms:
            faults += _faults(form, form.prefix, row=capfirst(_row_name(form)))
        found.append(Section(anchor, capfirst(label), len(formset.initial_forms), faults))
    return found


def _row_name(form):
    return str(form.instance if form.instance.pk else form._meta.model._meta.verbose_name)


def _faults(form, place, *, row="", only=None, others=True):
    """The errors of one form, those of `only` these fields; `others` are of no field in sight."""
    for name, messages in form.errors.items():
        shown = name in form.fields and not form[name].is_hidden
        if not (name in only if only is not None and shown else others):
            continue
        label = capfirst(form[name].label) if shown and name != NON_FIELD_ERRORS else ""
        anchor = form[name].id_for_label if shown else place
        words = " – ".join(part for part in (row, str(label)) if part)
        yield Fault(anchor, words, " ".join(str(message) for message in messages))


class SectionedForm:
    """Adds the sections, and the faults of all of them, to a change form."""

    def render_change_form(self, request, context, *args, **kwargs):
        sections = sections_of(context)
        context |= {
            "sections": sections,
            "faults": [fault for section in sections for fault in section.faults],
            "licences": licences.SUGGESTED,
            "is_nav_sidebar_enabled": False,  # the sections stand where the list of tables stood
        }
        return super().render_change_form(request, context, *args, **kwargs)
