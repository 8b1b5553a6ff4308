"""Rules about the rows of one owner, and about what rows name, as errors of their forms."""

from django.utils.translation import gettext as _

from catalog.models import Entry, Relation
from catalog.models.distinct import identity_of_row
from catalog.models.framework_relations import STATED_BY_TARGET
from catalog.models.owners import owner_field, revision_of
from catalog.queries import stated_by_others, trashed_among
from catalog.validators import repeated


def check_rows(forms):
    """Add an error to each form whose row breaks a rule; `forms` are all rows of one owner."""
    for place, _first in repeated(identity_of_row(form.instance) for form in forms):
        _refuse_repetition(forms[place])
    check_references(forms)


def check_row_alone(form):
    """`check_rows` for a form whose siblings are not on its page."""
    row, owner = form.instance, owner_field(type(form.instance))
    if hasattr(row, "distinct_by"):
        siblings = type(row).objects.filter(**{owner.name: getattr(row, owner.attname)})
        others = [identity_of_row(one) for one in siblings.exclude(pk=row.pk)]
        if identity_of_row(row) in others:
            _refuse_repetition(form)
    check_references([form])


def check_references(forms):
    """Refuse entries in the trash, and relations that the target states already."""
    for model, chosen in _newly_named(forms).items():
        for key in trashed_among(model, [key for key, _form, _name in chosen]):
            for found, form, name in chosen:
                if found == key:
                    entry = form.cleaned_data[name]
                    reason = _("%(name)s is in the trash; restore it first") % {"name": entry.slug}
                    form.add_error(name, reason)
    _check_relations([form for form in forms if isinstance(form.instance, Relation)])


def _check_relations(forms):
    changed = {
        (form.instance.type, form.instance.target_id): form
        for form in forms
        if {"type", "target"} & set(form.changed_data)
    }
    if not changed:
        return
    entry = revision_of(next(iter(changed.values())).instance).entry_id
    for one in stated_by_others(entry, changed):
        words = {"target": changed[one].instance.target.slug, "relation": changed[one].instance}
        _add_error(changed[one], "target", STATED_BY_TARGET % words)


def _newly_named(forms):
    """Triples of a key, a form and the name of a field, by the model of the entry chosen there."""
    found = {}
    for form in forms:
        for name in form.changed_data:
            value = form.cleaned_data.get(name)
            if isinstance(value, Entry):
                found.setdefault(type(value), []).append((value.pk, form, name))
    return found


def _refuse_repetition(form):
    form.add_error(None, _("This row is there twice. Change or delete one of them."))


def _add_error(form, name, message):
    form.add_error(name if name in form.fields else None, message)
