"""Every change of the lists that entries share: sources and terms.

Their rows have no revisions and reach readers at once; each call leaves a `Change` that says who
changed which columns, from what to what.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import published, readymade, roles, search
from catalog.actions import ActionRefused, require
from catalog.choices import ChangeAction, ListKind
from catalog.models import Change, Source, Term

# What addresses and documents hold on to, as soon as something uses the row.
KEYS = {Source: ("slug",), Term: ("facet", "slug")}


def is_used(row):
    """Whether any revision, open, live or kept as history, cites the source or carries the term."""
    return any(
        relation.related_model.objects.filter(**{relation.field.name: row}).exists()
        for relation in row._meta.related_objects
    )


@transaction.atomic
def save(row, *, by, at=None, summary=""):
    """Write a source or term, new or changed; nothing is noted where nothing changed."""
    require(by, roles.WRITE_FACTS)
    before = hold(row) if row.pk else None  # nobody can cite yet what is not there
    changed = _difference(before, row)
    if not changed:
        return
    if before and is_used(before) and changed.keys() & set(KEYS[type(row)]):
        raise ActionRefused(_("%(row)s is in use, so it keeps its identifier.") % {"row": row.key})
    row.save()
    if before:
        search.shared_row_changed(row)
        published.shared_row_changed(row, changed, at=at)
        readymade.shared_row_changed(row)
    _record(row, ChangeAction.EDIT if before else ChangeAction.ADD, changed, by, at, summary)


@transaction.atomic
def delete(row, *, by, at=None, summary=""):
    """Delete a source or term that nothing uses; the log keeps what it said."""
    require(by, roles.WRITE_FACTS)
    before = hold(row)
    if before is None or is_used(before):
        raise ActionRefused(
            _("%(row)s is in use, in the catalogue or in its history, and can not be deleted.")
            % {"row": row.key}
        )
    _record(before, ChangeAction.DELETE, _difference(before, None), by, at, summary)
    row.delete()


def hold(row):
    """The row as the database has it, or None; nobody cites it before this transaction ends.

    Who publishes locks what an entry cites while it holds the stamp, so the stamp is held first.
    """
    published.hold_stamp()
    return type(row).objects.select_for_update().filter(pk=row.pk).first()


def _difference(before, after):
    """What the changed columns said and say, by name; null where there is no row."""
    found = {}
    for field in (before or after)._meta.concrete_fields:
        if field.editable and not field.primary_key:
            old, new = _value(before, field), _value(after, field)
            if old != new:
                found[field.name] = [old, new]
    return found


def _value(row, field):
    return None if row is None else field.to_python(getattr(row, field.attname))


def _record(row, action, changed, by, at, summary):
    named = ", ".join(changed) if action == ChangeAction.EDIT else ""
    Change.objects.create(
        kind=ListKind(row._meta.model_name),
        slug=row.key,
        action=action,
        by=by,
        token=roles.token_of(by),
        at=at or timezone.now(),
        summary=" · ".join(filter(None, [named, summary]))[:300],
        values=changed,
    )
