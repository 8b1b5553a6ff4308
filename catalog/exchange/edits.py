"""One entry written by a document: a new one by a whole document, an open draft by a part of one.

A part is a merge patch (RFC 7396) of what the entry says: what it names is replaced, lists as a
whole; null takes away; what it does not name stays. The draft is edited in place, with the checks,
the rights and the records of a saved form.
"""

import re
from collections import defaultdict

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import actions, roles, tally
from catalog.choices import State
from catalog.documents import dump_revision, prefetch_document
from catalog.documents.check import Checker
from catalog.documents.contents import check_slug
from catalog.documents.marks import without_marks
from catalog.documents.overwrite import Overwriter
from catalog.documents.placed import Faults, Place, TooDeep, escaped, placed
from catalog.documents.quoting import quoted
from catalog.documents.schema import KINDS, MARKS, by_key, natural_key, schema_of
from catalog.exchange.proposals import changed_name
from catalog.exchange.references import check_references
from catalog.models import Term
from catalog.review import differences

WRONG = gettext_lazy("The document is not right.")
MARK = re.compile(r"\d+(\.\d+)?")
# The pointer of a fault of the slug, which stands beside the document.
SLUG = None


class EditRefused(actions.ActionRefused):
    """A document that can not be written; `faults` are pairs of a JSON pointer and a message."""

    def __init__(self, message, faults):
        super().__init__(message)
        self.faults = faults


class EditForbidden(EditRefused, actions.ActionForbidden):
    """A document that changes what this person may not change."""

    def __init__(self, message, faults, scopes=()):
        super().__init__(message, faults)
        self.scopes = scopes


class StaleEdit(actions.StaleVersion):
    """An edit by somebody who has not seen `standing`, the revision that it would change."""

    def __init__(self, message, standing):
        super().__init__(message)
        self.standing = standing


def standing_mark(revision):
    """What names the state of an entry that an edit starts from.

    The number of the live revision, or of the open one together with its version: ``7``, ``8.3``.
    """
    if revision.state == State.LIVE:
        return str(revision.number)
    return f"{revision.number}.{revision.version}"


def document_of(revision):
    """What a revision says, as a document without what follows from its texts."""
    whole = prefetch_document(type(revision).objects.filter(pk=revision.pk)).get()
    return without_marks(dump_revision(whole))


@transaction.atomic
def create(model, slug, document, *, by):
    """A new entry of `model` whose open first draft says `document`."""
    actions.require(by, roles.WRITE_FACTS)
    revisions = KINDS[model._meta.model_name]
    of_slug = Faults()
    check_slug(slug, Place("", 0), of_slug)
    beside = [(SLUG, fault.reason) for fault in of_slug.shown]
    values, references = _checked(revisions, document, slug=slug, beside=beside)
    columns = {key: values[key] for key in schema_of(revisions).columns if key in values}
    draft = actions.create_entry(model, slug, by=by, **columns)
    _write(draft, columns, values, references)
    tally.rewrite(draft.entry)
    return draft


@transaction.atomic
def edit(entry, patch, *, seen, by):
    """Change the open draft of an entry by `patch`; opens one where only a live revision stands.

    `seen` are the marks (`standing_mark`) that the person may have had before their eyes; raises
    `StaleEdit` when the entry is at none of them. A patch that changes nothing opens nothing.
    """
    actions.require(by, *roles.WRITING)
    standing = hold_standing(entry, seen=seen)
    before = document_of(standing)
    values, references = _checked(
        type(standing), merged(before, patch), slug=entry.slug, entry=entry.pk, before=before
    )
    changed = differences(type(standing), before, values)
    if not changed:
        return standing
    _refuse_beyond_rights(changed, type(standing), values, by=by)
    draft = standing
    if standing.state == State.LIVE:
        draft = actions.open_draft(entry, by=by)
    _write(draft, before, values, references)
    actions.record_edit(draft, {changed_name(one) for one in changed}, by=by)
    return type(draft).objects.select_related("entry").get(pk=draft.pk)


def hold_standing(entry, *, seen):
    """The open revision of an entry, or its live one; nobody else moves it in this transaction."""
    found = tally.shown_revision(entry)
    if found is not None:
        actions.hold(found)
        found = tally.shown_revision(entry)
    if found is None:
        raise actions.ActionRefused(
            _("%(entry)s is in the trash; restore it first.") % {"entry": entry.slug}
        )
    if standing_mark(found) not in seen:
        raise StaleEdit(_stale(found, seen), found)
    return found


def _stale(standing, seen):
    message = _("%(entry)s was changed since you read it: it is at %(mark)s now.")
    if not any(MARK.fullmatch(one) for one in seen):
        message = _(
            "%(entry)s is at %(mark)s now. Name the ETag of its draft, or the number of its live "
            "revision in quotes; the ETag of a public document names its bytes only."
        )
    return message % {"entry": standing.slug, "mark": standing_mark(standing)}


def merged(old, patch):
    """What becomes of the plain value `old` by a merge patch (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    result = {**old} if isinstance(old, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def pointer(steps):
    """A JSON pointer (RFC 6901) to the place that the steps lead to."""
    return "".join(f"/{escaped(str(step))}" for step in steps)


def _checked(model, document, *, slug, entry=None, before=None, beside=()):
    """The values of a document, and the keys of what it names outside.

    `before` is what the entry says now: what it names may be in the trash. Raises `EditRefused`
    where something is wrong, with the faults that were found `beside` it.
    """
    faults = Faults()
    checker, references = Checker(faults), {}
    for path, reason in _unwritable(document, ""):
        faults.add(Place("", 0, path), reason)
    try:
        values = checker.check(model, placed(document, Place("", 0)), slug=slug)
    except TooDeep:
        faults.add(Place("", 0), _("holds values within values too deep to be a document"))
    else:
        references = _references(checker.expected, faults)
        check_references(
            model,
            values,
            before or {},
            faults,
            entry=entry,
            expected=checker.expected,
            key_of=lambda target, key: references.get((target, key)),
        )
    if beside or faults.count:
        found = [(_pointer_of(fault.column, document), fault.reason) for fault in faults.shown]
        raise EditRefused(WRONG, [*beside, *found])
    return values, references


def _unwritable(value, path):
    """What a document may not hold, by path as `placed` writes it, and why.

    Null takes away in a patch, and is applied by then; a file may leave a field blank.
    """
    is_mapping = isinstance(value, dict)
    children = value.items() if is_mapping else ()
    if isinstance(value, list):
        children = enumerate(value, start=1)
    for key, child in children:
        here = f"{path}/{escaped(str(key))}" if path else escaped(str(key))
        if key == MARKS:
            yield here, _("follows from the texts and can not be written")
        elif is_mapping and child is None:
            yield here, _("must not be null: leave it out")
        elif len(here) < 1000:
            yield from _unwritable(child, here)


def _pointer_of(column, document):
    """The pointer of a place that `placed` named: there, places in lists are counted from 1."""
    found, here = "", document
    for step in column.split("/") if column else ():
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(here, list):
            place = int(step) - 1
            found, here = f"{found}/{place}", here[place]
        else:
            found += f"/{step}"
            here = here.get(key) if isinstance(here, dict) else None
    return found


def _references(expected, faults):
    """The primary keys of all rows that are named, by model and natural key."""
    wanted, found = defaultdict(set), {}
    for model, key, *_place in expected:
        wanted[model].add(key)
    for model, keys in wanted.items():
        slugs = {key.rpartition("/")[2] for key in keys} if model is Term else keys
        for row in model.objects.filter(slug__in=slugs):
            found[model, natural_key(row)] = row.pk
    for model, key, _file, place, _column in expected:
        if (model, key) not in found:
            message = _("no %(kind)s has the identifier %(value)s")
            faults.add(place, message % {"kind": model._meta.verbose_name, "value": quoted(key)})
    return found


def _refuse_beyond_rights(changed, model, values, *, by):
    faults, missing = [], []
    for one in changed:
        right = roles.right_to_write(changed_name(one))
        if roles.holds(by, right):
            continue
        scopes = roles.missing_scopes(by, right)
        reason = _("you may not change this; it needs the right %(right)s") % {"right": right}
        if scopes:
            reason = _("this token may not change this; it needs the scope %(scope)s")
            reason %= {"scope": ", ".join(scopes)}
        faults.append((_pointer_in(one, model, values), reason))
        missing.append(scopes)
    if faults:
        message = _("The document changes what you, or this token, may not change.")
        # Scopes help only where each of the changes wants for nothing else.
        wanted = {scope for scopes in missing for scope in scopes} if all(missing) else set()
        if wanted:
            message = _(
                "The document changes what this token may not change; it needs: %(scopes)s."
            )
            message %= {"scopes": ", ".join(sorted(wanted))}
        raise EditForbidden(message, faults, sorted(wanted))


def _pointer_in(difference, model, values):
    """Where a difference stands in the document `values`; of a row that went, its list."""
    steps, path = [], [*difference.path]
    while len(path) > 1:
        key, name, *path = path
        owner = schema_of(model).children[key]
        rows = by_key(owner, values.get(key))
        steps.append(key)
        if name not in rows:
            return pointer(steps)
        if not owner.one_to_one:
            steps.append([*rows].index(name))
        model, values = owner.model, rows[name]
    return pointer([*steps, *path])


def _write(draft, before, values, references):
    writer = Overwriter(draft, references)
    try:
        with transaction.atomic():
            writer.write(before, values)
    except IntegrityError as error:
        raise actions.ActionRefused(
            _("What it names was changed meanwhile; nothing was written. Send it again.")
        ) from error
    if writer.faults:
        faults = [(pointer(path), message) for path, message in writer.faults]
        raise EditRefused(WRONG, faults)
