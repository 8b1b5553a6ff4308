"""The pages that show a save which could not be made: what collides, and what is kept."""

from dataclasses import dataclass

from django import forms
from django.template.response import TemplateResponse
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import merging
from catalog.admin.buttons import change_url, row_url
from catalog.admin.kept_pictures import KeptPicture
from catalog.admin.opened import Opened, Page, read_token
from catalog.admin.sent import CHOICE, SEEN, TEXT, first, form_fields
from catalog.bilingual import HTML_LANG, SUFFIXES
from catalog.review import text_difference
from catalog.text import labelled

# What can be done with an unsaved text, beside saving it.
TEXT_BUTTONS = {
    "carry": gettext_lazy("Carry it into the open draft, or into a new one"),
    "discard": gettext_lazy("Discard this text"),
}


@dataclass(frozen=True)
class Case:
    """A save as it was sent: what the form had shown, what it would show now, and the merge.

    Where nothing had to be compared there is neither page nor outcome.
    """

    sent: dict
    opened: Opened | None
    now: Opened
    page: Page | None = None
    outcome: merging.Merge | None = None

    @property
    def is_settled(self):
        """Whether it can be saved without asking anybody."""
        return self.opened is not None and not (self.outcome and self.outcome.conflicts)


def merge_page(model_admin, request, row, case, *, status, text=None):
    """Every conflict with its three sides and a choice; what needs no choice is listed.

    `text` is the unsaved text that the person looks at; without one it is a refused save.
    """
    edits = model_admin.edits_since(row, case.opened)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Your unsaved text") if text else _("Bring two versions together"),
        "opts": model_admin.opts,
        "row": row,
        "row_url": change_url(row),
        "text": text,
        "is_base_known": case.opened is not None,
        "edits": edits,
        "conflicts": [
            {**shown_cell(case, cell, edits), "number": number}
            for number, cell in enumerate(case.outcome.conflicts, start=1)
        ],
        "theirs": [shown_cell(case, cell, edits) for cell in case.outcome.theirs],
        "mine": [shown_cell(case, cell, edits) for cell in case.outcome.mine],
        "kept_fields": form_fields(case.sent).items(),
        "seen": {"name": SEEN, "value": case.now.token},
        "text_actions": text_actions(text, ["discard"]) if text else [],
    }
    return TemplateResponse(request, "admin/catalog/merge.html", context, status=status)


def closed_page(model_admin, request, row, text, *, status):
    """What was written for a page that can not be saved any more, to be read or carried over."""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Your unsaved text"),
        "opts": model_admin.opts,
        "row": row,
        "fields": written_fields(model_admin, request, text),
        "text_actions": text_actions(text, ["carry", "discard"]),
    }
    return TemplateResponse(request, "admin/catalog/kept_text.html", context, status=status)


def written_fields(model_admin, request, text):
    """What the person changed, for the page of a row that is closed or gone."""
    opened = read_token(first(text.fields, "opened"), page=text.page)
    page = model_admin.form_page(request, None)
    base = opened.state if opened else page.shown()
    outcome = merging.merge(base, base, page.posted(text.fields))
    case = Case(text.fields, opened, opened, page, outcome)
    return [shown_cell(case, cell, []) for cell in outcome.mine]


def text_actions(text, names):
    found = [(name, TEXT_BUTTONS[name], row_url(text, name)) for name in names]
    return [{"name": name, "label": label, "url": url} for name, label, url in found]


def labels_of_cells(page, cells):
    return [" ".join(filter(None, labels_of_cell(page, cell))) for cell in cells]


def labels_of_cell(page, cell):
    """The row and the field that a cell is about, for people; each may be empty."""
    form = page.form_of(cell.path)
    field = "" if cell.is_row else strip_tags(str(form.fields[cell.path[-1]].label))
    if len(cell.path) == 1:
        return "", field
    model = form._meta.model
    row = model.objects.filter(pk=cell.path[1]).first() if cell.path[1].isdecimal() else None
    return f"{model._meta.verbose_name} {row or ''}".strip(), field


def shown_cell(case, cell, edits):
    """One cell for the template: labels, three sides with what differs marked, and the choice."""
    form = case.page.form_of(cell.path)
    sides = (cell.base, cell.theirs, cell.mine)
    base, theirs, mine = (shown_value(form, cell, side) for side in sides)
    row_label, field_label = labels_of_cell(case.page, cell)
    if case.opened is None:
        left, right = text_difference(theirs, mine)
    else:
        left, right = text_difference(base, theirs)[1], text_difference(base, mine)[1]
    return {
        "row": row_label,
        "field": capfirst(field_label),
        "language": language_of(cell),
        "base": base,
        "theirs": left,
        "mine": right,
        "edit": edit_of(cell, edits),
        "is_mine_gone": cell.mine is None,
        "is_theirs_gone": cell.theirs is None,
        "can_take_mine": cell.theirs is not None or form_can_add(case.page, cell),
        "can_edit": not cell.is_row and is_text(form.fields[cell.path[-1]]),
        "choice": {"name": CHOICE + cell.pointer, "value": first(case.sent, CHOICE + cell.pointer)},
        "text": {"name": TEXT + cell.pointer, "value": mine},
    }


def shown_value(form, cell, value):
    """The text of one side for people; empty where there is nothing."""
    if value is None:
        return ""
    if not cell.is_row:
        return shown_field(form.fields[cell.path[-1]], value)
    lines = {name: shown_field(form.fields[name], values) for name, values in value.items()}
    said = (labelled(form.fields[name].label, line) for name, line in lines.items() if line)
    return "\n".join(said)


def shown_field(field, values):
    """The labels of what is chosen, or the text itself."""
    if isinstance(field, forms.ModelChoiceField):
        keys = [value for value in values if value.isdecimal()]
        return ", ".join(str(row) for row in field.queryset.filter(pk__in=keys))
    if isinstance(field, KeptPicture):
        return ", ".join(filter(None, map(field.shown, values)))
    if isinstance(field, forms.BooleanField):
        return _("yes") if values else _("no")
    labels = dict(getattr(field, "choices", ()))
    return ", ".join(str(labels.get(value, value)) for value in values if value)


def form_can_add(page, cell):
    """Whether the person may put a row back; a field is never gone alone."""
    return not cell.is_row or page.formsets[cell.path[0]].max_num != 0


def is_text(field):
    return isinstance(field, forms.CharField)


def language_of(cell):
    """The language of the text in a cell as HTML writes it, or an empty text for a fact or row."""
    for language, suffix in SUFFIXES.items():
        if not cell.is_row and cell.path[-1].endswith(f"_{suffix}"):
            return HTML_LANG[language]
    return ""


def edit_of(cell, edits):
    """The newest edit that names the field, so that people see who wrote the other text."""
    name = cell.path[-1]
    return next((edit for edit in edits if name in edit.summary.split(", ")), None)
