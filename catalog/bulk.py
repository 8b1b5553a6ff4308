"""One act upon many entries: each for itself, whole or not at all, with what came of it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalog import actions, roles
from catalog.choices import EDITABLE_STATES
from catalog.models import FrameworkTerm

# The kind of row that `record_edit` is told of.
TAGS = FrameworkTerm._meta.model_name


@dataclass(frozen=True)
class Outcome:
    """What came of one entry: the revision that was acted upon, or why nothing was done."""

    row: Any
    revision: Any = None
    refusal: str = ""


def each(rows, act):
    """Yield the `Outcome` of `act(row)` for each row; a refusal undoes that row alone."""
    for row in rows:
        try:
            with transaction.atomic():
                yield Outcome(row, act(row))
        except actions.ActionRefused as refusal:
            yield Outcome(row, refusal=str(refusal.message))


def opened(entry):
    """The open revision of an entry; refused where there is none."""
    if (revision := entry.open_revision) is None:
        raise actions.ActionRefused(_("Nothing of %(entry)s is open.") % {"entry": entry.slug})
    return revision


@transaction.atomic
def retag(entry, term, *, is_added, by, summary=""):
    """Add a term to a framework, or take it away, in an open draft of `by`; returns the draft.

    One is opened where none is open. Refused when the framework has the term already, or has not.
    """
    actions.require(by, roles.WRITE_FACTS)
    draft = _draft_of(entry, by=by)
    says = draft or entry.live_revision
    if says is not None and says.terms.filter(term=term).exists() == is_added:
        message = _("%(entry)s has it already.") if is_added else _("%(entry)s does not have it.")
        raise actions.ActionRefused(message % {"entry": entry.slug})
    draft = draft or actions.open_draft(entry, by=by, summary=summary)
    if is_added:
        draft.terms.create(term=term)
    else:
        draft.terms.filter(term=term).delete()
    actions.record_edit(draft, [TAGS], by=by)
    return draft


def _draft_of(entry, *, by):
    """The open draft of `by`, or None where nothing is open; refused where it is not theirs."""
    revision = entry.open_revision
    if revision is None:
        return None
    if revision.created_by_id != by.pk or revision.state not in EDITABLE_STATES:
        texts = {"revision": revision, "person": revision.created_by}
        raise actions.ActionRefused(
            _("%(revision)s of %(person)s is open; publish or discard it first") % texts
        )
    return revision
