"""What an action refuses, and what it says then."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from catalog import roles
from catalog.actions.record import kind_of
from catalog.choices import ChangeAction
from catalog.models import Change, Relation
from catalog.models.distinct import repetitions
from catalog.models.fields import Cleaned
from catalog.models.framework_relations import STATED_BY_TARGET
from catalog.queries import stated_by_others
from catalog.text import labelled
from catalog.validators import is_visible, validate_slug


class ActionRefused(Exception):
    """An action that the state of the entry does not allow; `message` is for people."""

    def __init__(self, message):
        super().__init__(str(message))
        self.message = message


class ActionForbidden(ActionRefused):
    """An action that this person may not take.

    Where only their token keeps them from it, `scopes` are those of which it needs one.
    """

    def __init__(self, message, scopes=()):
        super().__init__(message)
        self.scopes = scopes


class StaleVersion(ActionRefused):
    """A save by somebody who has not seen the newest version of the revision."""


def require(by, *rights):
    """Raise `ActionForbidden` unless the person holds one of the rights."""
    if roles.holds(by, *rights):
        return
    if scopes := roles.missing_scopes(by, *rights):
        message = _("This token may not do this. It needs one of these scopes: %(scopes)s.")
        raise ActionForbidden(message % {"scopes": ", ".join(scopes)}, scopes)
    raise ActionForbidden(
        _("%(user)s may not do this. It needs one of these rights: %(rights)s.")
        % {"user": by, "rights": ", ".join(rights)}
    )


def require_hold_of(revision, *, by):
    own = revision.created_by_id == by.pk
    require(by, *(roles.WRITING if own else ()), roles.REVIEW)


def refuse_self_review(revision, *, by):
    own = Change.objects.filter(
        kind=kind_of(revision.entry),
        slug=revision.entry.slug,
        revision=revision.number,
        action=ChangeAction.EDIT,
        by=by,
    )
    wrote = revision.created_by_id == by.pk or own.exists()
    if wrote and not roles.publishes_own(by):
        raise ActionForbidden(
            _("%(user)s has worked on %(revision)s; somebody else has to publish it.")
            % {"user": by, "revision": revision}
        )


def refuse_stale(revision, *, seen):
    if seen is not None and seen != revision.version:
        raise StaleVersion(
            _(
                "Somebody saved %(revision)s since you opened it: you saw version %(seen)s, now it "
                "is %(version)s. Look at it again."
            )
            % {"revision": revision, "seen": seen, "version": revision.version}
        )


def refuse_past(time, *, at):
    if time <= (at or timezone.now()):
        raise ActionRefused(
            _("%(time)s is past. Name a later time.") % {"time": localize(localtime(time))}
        )


def refuse_wrong_slug(slug):
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise ActionRefused(f"“{slug}” {' '.join(error.messages)}") from error


def cleaned(model, values):
    """The values of columns of `model` in the form in which they are stored."""
    found = dict(values)
    for field in model._meta.concrete_fields:
        if isinstance(field, Cleaned) and found.get(field.name):
            try:
                found[field.name] = field.clean(found[field.name], None)
            except ValidationError as error:
                reason = " ".join(error.messages)
                raise ActionRefused(labelled(field.verbose_name, reason)) from error
    return found


def refuse_incomplete(revision, rows):
    """Refuse what may not go live; `rows` are all rows of the revision, itself first.

    The values of the rows are in their stored form afterwards, and unsaved.
    """
    if faults := faults_of(revision, rows):
        raise ActionRefused(
            _("%(revision)s is not complete: %(faults)s")
            % {"revision": revision, "faults": "; ".join(faults)}
        )


def faults_of(revision, rows):
    """What is wrong with a revision and its rows by the rules of today, as sentences."""
    is_named = is_visible(str(revision.name))
    faults = [] if is_named else [str(_("It needs a name in one language."))]
    for row in rows:
        faults += faults_of_row(row)
    for row in repetitions(rows):
        words = {"kind": row._meta.verbose_name, "row": row}
        faults.append(_("The %(kind)s “%(row)s” is there twice.") % words)
    return faults


def refuse_reversed(revision, rows):
    """Refuse a relation that its live target states of this framework already."""
    relations = {(row.type, row.target_id): row for row in rows if isinstance(row, Relation)}
    for one in stated_by_others(revision.entry_id, relations):
        words = {"target": relations[one].target.slug, "relation": relations[one]}
        raise ActionRefused(STATED_BY_TARGET % words)


def faults_of_row(row):
    """What is wrong with the columns of a row; what it points at is held by the database."""
    relations = [field.name for field in row._meta.concrete_fields if field.is_relation]
    try:
        row.full_clean(exclude=relations, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            label = "" if name == NON_FIELD_ERRORS else row._meta.get_field(name).verbose_name
            yield labelled(f"{row} {label}".strip(), " ".join(messages))
