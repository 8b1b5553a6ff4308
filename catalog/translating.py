"""What translators do with single texts of an entry, through `catalog.actions`.

Whoever works on a live text works on a draft: it is opened where none is open. What a person has
before their eyes is named by the fingerprints of both sides; when the texts are others meanwhile,
nothing is written.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import actions, review, roles
from catalog.bilingual import DRAFT, LANGUAGES, MISSING, column, fingerprint, mark, other
from catalog.choices import ChangeAction, State
from catalog.models import IgnoredHint
from catalog.models.copying import rows_of
from catalog.models.owners import revision_of


class TextMoved(actions.ActionRefused):
    """Somebody else changed one of the two texts since the person looked at them."""


def seen_of(row, field):
    """What names both texts of a field as a person sees them."""
    return "-".join(fingerprint(text) for text in row.texts_of(field).values())


@transaction.atomic
def confirm_translation(row, field, language, *, by, at=None, seen=None):
    """Note that a text still says what its other side now says; nothing of it is changed.

    Needs the right to write that language. The text is reviewed once its revision is published.
    Returns the row, in the draft that was opened for it where the row was live.
    """
    name = column(field, language)
    row = _editable(row, field, name, by=by, at=at, seen=seen)
    if row.translation_state(field, language) in (None, MISSING):
        raise actions.ActionRefused(_("Nothing is written there that could be correct."))
    source = row.texts_of(field)[other(language)]
    row.translation = {**row.translation, name: mark(source, DRAFT)}
    row.save(update_fields=["translation"])
    actions.record_edit(revision_of(row), [name], by=by, at=at)
    return row


@transaction.atomic
def write_text(row, field, language, text, *, by, is_minor=False, at=None, seen=None):
    """Write one text; a minor edit leaves the other side as current as it was.

    Needs the right to write that language. Raises `ActionRefused` when the text breaks a rule of
    its column. Returns the row, as `confirm_translation` does.
    """
    name = column(field, language)
    row = _editable(row, field, name, by=by, at=at, seen=seen)
    try:
        cleaned = row._meta.get_field(name).clean(text, row)
    except ValidationError as error:
        raise actions.ActionRefused(" ".join(error.messages)) from error
    if getattr(row, name) == cleaned:
        return row
    setattr(row, name, cleaned)
    row.is_minor_edit = is_minor
    row.save(update_fields=[name])
    actions.record_edit(revision_of(row), [name], by=by, at=at)
    return row


def ignored_hints(entry):
    """The ignored hints of an entry, by what each holds for."""
    kind = actions.kind_of(entry)
    found = IgnoredHint.objects.filter(kind=kind, slug=entry.slug).select_related("by")
    return {one.names: one for one in found}


def hint_count(revision):
    """How many hints the texts of `revision` have that nobody ignores."""
    ignored = ignored_hints(revision.entry)
    found = (IgnoredHint.names_of(*one) for one in review.hints_of(revision))
    return sum(names not in ignored for names in found)


def may_judge(user, field, hint):
    """Whether the person may take or ignore a hint: they write the text that it is about."""
    languages = LANGUAGES if hint.is_about_both else [hint.language]
    return roles.holds(user, *(roles.right_to_write(column(field, one)) for one in languages))


@transaction.atomic
def ignore_hint(revision, key, *, by, at=None):
    """Ignore the hint that `key` names, for as long as both texts stay as they are."""
    actions.hold(revision)
    found = {review.hint_key(*one): one for one in review.hints_of(revision)}
    if key not in found:
        raise actions.ActionRefused(_("The text changed meanwhile. Look again."))
    row, field, hint = found[key]
    _require_judgement(by, field, hint)
    code, subject, zh, en = IgnoredHint.names_of(row, field, hint)
    entry = {"kind": actions.kind_of(revision.entry), "slug": revision.slug}
    one, is_new = IgnoredHint.objects.get_or_create(
        **entry,
        code=code,
        subject=subject,
        zh=zh,
        en=en,
        defaults={"by": by, "at": at or timezone.now()},
    )
    if is_new:
        summary = f"{row._meta.model_name} {field}: {code} {subject}".strip()
        actions.leave_change(revision, ChangeAction.IGNORE_HINT, by=by, at=at, summary=summary)
    return one


@transaction.atomic
def heed_hint(revision, key, *, by, at=None):
    """Take back that the hint that `key` names is ignored; doing it again changes nothing."""
    actions.hold(revision)
    ignored = ignored_hints(revision.entry)
    for row, field, hint in review.hints_of(revision):
        one = ignored.get(IgnoredHint.names_of(row, field, hint))
        if one is None or review.hint_key(row, field, hint) != key:
            continue
        _require_judgement(by, field, hint)
        one.delete()
        summary = f"{row._meta.model_name} {field}: {one.code} {one.subject}".strip()
        actions.leave_change(revision, ChangeAction.HEED_HINT, by=by, at=at, summary=summary)


def _require_judgement(by, field, hint):
    languages = LANGUAGES if hint.is_about_both else [hint.language]
    actions.require(by, *(roles.right_to_write(column(field, one)) for one in languages))


def _editable(row, field, name, *, by, at, seen):
    """The row as it stands in the open draft, locked, once it is sure what the person saw."""
    actions.require(by, roles.right_to_write(name))
    revision = revision_of(row)
    actions.hold(revision)
    fresh = type(row).objects.filter(pk=row.pk).first()
    if fresh is None or (seen is not None and seen_of(fresh, field) != seen):
        raise TextMoved(
            _("Somebody changed this text or its other side meanwhile. Look at both again.")
        )
    revision = revision_of(fresh)
    return fresh if revision.is_open else _copy_in_draft(fresh, revision, by=by, at=at)


def _copy_in_draft(row, revision, *, by, at):
    """The copy of a live row in a new draft: copies stand in the order of their originals."""
    if revision.state != State.LIVE or revision.entry.open_revision is not None:
        raise TextMoved(_("Another revision is open now. Look at the entry again."))
    same = [one for one in rows_of(revision) if type(one) is type(row)]
    place = next(number for number, one in enumerate(same) if one.pk == row.pk)
    draft = actions.open_draft(revision.entry, by=by, at=at)
    return [one for one in rows_of(draft) if type(one) is type(row)][place]
