"""Carrying an unsaved text to the open draft of its entry, when its own revision is closed."""

from django.apps import apps
from django.db import transaction
from django.forms import ModelChoiceField
from django.utils.translation import gettext_lazy as _

from catalog import actions, keeping
from catalog.admin.opened import Opened, page_of, read_token
from catalog.admin.sent import first
from catalog.models.copying import counterparts


@transaction.atomic
def carry(site, request, text):
    """The same text for the open draft of the entry; one is opened where there is none.

    Raises `ActionRefused` where the text can not be read, or what it was typed into is not there.
    """
    kind, slug, number = text.subject
    opened = read_token(first(text.fields, "opened"), page=text.page)
    model_name, pk = text.page.split("/")
    model = apps.get_model("catalog", model_name)
    entry = apps.get_model("catalog", kind).objects.filter(slug=slug).first()
    source = entry and entry.revisions.filter(number=number).first()
    if opened is None or source is None:
        raise actions.ActionRefused(_("This text can only be read and copied by hand."))
    target = entry.open_revision or actions.open_draft(entry, by=request.user)
    moved = counterparts(source, target)
    row = moved.get((model, int(pk)))
    if row is None:
        raise actions.ActionRefused(_("%(draft)s has no such row.") % {"draft": target})
    carried = _carried(site.get_model_admin(model), request, row, text, opened, moved)
    keeping.drop_text(by=request.user, page=text.page, opening=text.opening)
    return carried


def _carried(page_admin, request, row, text, opened, moved):
    page = page_admin.form_page(request, row)
    base = _moved(page, opened.state, moved)
    mine = _moved(page, page.posted(text.fields), moved)
    # Without a version it is compared with the draft field by field, whatever was saved there.
    there = Opened(page_of(row), None, page_admin.subject_of(row), base)
    return keeping.keep_text(
        {**page.to_post(mine), "opened": [there.token]},
        by=request.user,
        page=there.page,
        subject=there.subject,
        opening=there.opening,
        is_refused=text.is_refused,
        at=text.saved_at,
    )


def _moved(page, state, moved):
    """The state with the keys of its rows, and what they point at, moved to another revision."""
    rows = {}
    for prefix, formset in page.formsets.items():
        fields = page.blanks[prefix].fields
        rows[prefix] = {
            _key(formset.model, key, moved): _moved_row(fields, row, moved)
            for key, row in state["rows"].get(prefix, {}).items()
        }
    return {"fields": _moved_row(page.form.fields, state["fields"], moved), "rows": rows}


def _moved_row(fields, row, moved):
    found = {}
    for name, values in row.items():
        field = fields.get(name)
        if isinstance(field, ModelChoiceField):
            values = [_key(field.queryset.model, one, moved) for one in values]
        found[name] = values
    return found


def _key(model, key, moved):
    row = moved.get((model, int(key))) if key.isdecimal() else None
    return str(row.pk) if row else key
