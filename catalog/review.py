"""Comparing two revisions field by field, and publishing the part of a draft that was accepted."""

import difflib
import re
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog import actions
from catalog.bilingual import LANGUAGES, SUFFIXES, column
from catalog.documents import dump_revision, open_with
from catalog.documents.marks import pair_marks
from catalog.documents.schema import MARKS, by_key, schema_of
from catalog.models import FrameworkRevision, GlossaryTermRevision
from catalog.models.copying import rows_of
from catalog.proofread import proofread
from catalog.terminology import Terminology
from catalog.text import labelled

# Chinese is compared by character, everything else by word.
HAN = r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
TOKENS = re.compile(rf"{HAN}|(?:(?!{HAN})\w)+|\s+|.", re.S)


@dataclass(frozen=True)
class Difference:
    """One field, or one whole row, that two revisions say differently; None where one has none."""

    model: type
    path: tuple[str, ...]
    before: Any
    after: Any

    @property
    def pointer(self):
        """The path as a JSON pointer (RFC 6901), which names the difference in a form."""
        return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in self.path)

    @property
    def is_row(self):
        """Paths alternate: a relation, the name of a row, …; what ends in a name is a row."""
        return len(self.path) % 2 == 0

    @property
    def language(self):
        """The language of the text, or None for a fact or a whole row."""
        for language, suffix in SUFFIXES.items():
            if not self.is_row and self.path[-1].endswith(f"_{suffix}"):
                return language
        return None

    @property
    def row_label(self):
        """The row that it is about, for people; empty for a field of the revision itself."""
        names = " › ".join(_choice_label(self.model, name) for name in self.path[1::2])
        return f"{self.model._meta.verbose_name} {names}" if names else ""

    @property
    def field_label(self):
        """The field that it is about, for people; empty for a whole row."""
        return "" if self.is_row else self.model._meta.get_field(self.path[-1]).verbose_name

    @property
    def segments(self):
        """Pairs (kind, text) of the two sides; kind is ``same``, ``del`` or ``ins``."""
        field = None if self.is_row else self.path[-1]
        shown = [_shown(side, self.model, field) for side in (self.before, self.after)]
        return text_difference(*shown)

    @property
    def section(self):
        """The rows of the revision that it belongs to: ``facts``; empty for a field of its own."""
        return self.path[0] if len(self.path) > 1 else ""


def compare(before, after):
    """Every `Difference` from revision `before` (or None) to revision `after`."""
    old = dump_revision(before) if before else {}
    return differences(type(after), old, dump_revision(after))


def differences(model, before, after):
    """Every `Difference` between two documents of one `model`."""
    return list(_differences(model, before, after, ()))


def grouped(model, differences):
    """The differences by section, as pairs of a label and a list, in the order of the form."""
    groups = {}
    for one in differences:
        groups.setdefault(one.section, []).append(one)
    return [(_section_label(model, section), found) for section, found in groups.items()]


def _section_label(model, section):
    if not section:
        return _("Name, texts and facts")
    return model._meta.get_field(section).related_model._meta.verbose_name_plural


def text_difference(before, after):
    """Both texts cut where they differ: two lists of pairs (kind, text)."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    left, right = [], []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if removed := "".join(old[a:b]):
            left.append(("same" if kind == "equal" else "del", removed))
        if added := "".join(new[c:d]):
            right.append(("same" if kind == "equal" else "ins", added))
    return left, right


@transaction.atomic
def publish_accepted(revision, accepted, *, by, seen=None, summary="", confirmed_on=None):
    """Publish the accepted differences only; the others stay, as a new draft of the same author.

    `accepted` holds pointers of `compare`. Raises `ActionRefused` for a pointer that names no
    difference, when none is accepted, or when nothing is live yet that a part could be added to,
    and `StaleVersion` when the revision was saved after the version `seen`.
    """
    actions.hold(revision, seen=seen)
    live = revision.entry.live_revision
    differences = compare(live, revision)
    known = {one.pointer for one in differences}
    if unknown := sorted(set(accepted) - known):
        raise actions.ActionRefused(
            _("The comparison changed meanwhile: %(unknown)s is not in it any more. Look again.")
            % {"unknown": unknown[0]}
        )
    if set(accepted) == known:
        return actions.publish(revision, by=by, summary=summary, confirmed_on=confirmed_on)
    if live is None or not accepted:
        raise actions.ActionRefused(
            _("Nothing is accepted.")
            if live
            else _("A first revision can only be published as a whole.")
        )
    whole = dump_revision(revision, all_marks=True)
    before = dump_revision(live, all_marks=True)
    part = _merge(type(revision), before, whole, set(accepted), ())
    author = revision.created_by
    actions.discard(revision, by=by)
    accepted_part = open_with(revision.entry, part, by=by, author=author)
    said = {"by": by, "summary": summary, "confirmed_on": confirmed_on}
    published = actions.publish(accepted_part, **said)
    if confirmed_on is not None:
        whole["verified_on"] = confirmed_on  # else the rest would take the day back
    open_with(revision.entry, whole, by=by, author=author)
    return published


def hints_of(revision, *, rows=None):
    """Every (row, field, hint) of the texts of `revision`, or of `rows` only; see `proofread`."""
    rows = rows_of(revision) if rows is None else [*rows]
    names, terms = _names_in(rows), _terms_for(revision)
    for row in rows:
        for field in getattr(row, "bilingual_fields", ()):
            zh, en = (getattr(row, column(field, language)) for language in LANGUAGES)
            is_verbatim = field in getattr(row, "verbatim_fields", ())
            for hint in proofread(zh, en, names=names, terms=terms, is_verbatim=is_verbatim):
                yield row, field, hint


def _names_in(rows):
    """The names of live frameworks that the texts say in any spelling: few of very many."""
    fields = ((row, field) for row in rows for field in getattr(row, "bilingual_fields", ()))
    said = "\n".join(text for row, field in fields for text in row.texts_of(field).values())
    said = said.lower()
    live = FrameworkRevision.objects.live().order_by().values_list("name", flat=True)
    return [name for name in live if name.lower() in said]


def _terms_for(revision):
    """The live glossary; the term that `revision` itself explains may name what it forbids."""
    terms = GlossaryTermRevision.objects.live().with_words()
    own = revision.entry_id if isinstance(revision, GlossaryTermRevision) else None
    return Terminology(
        replace(term.words, forbidden={}) if term.entry_id == own else term.words for term in terms
    )


def hint_key(row, field, hint):
    """What names a hint in a form."""
    named = [row._meta.model_name, row.pk, field, hint.language, hint.code, hint.subject]
    return "/".join(map(str, named))


@transaction.atomic
def apply_hint(revision, key, *, by):
    """Write the suggestion of the hint that `key` names; refused when it is not there any more."""
    actions.hold(revision)
    found = {hint_key(*one): one for one in hints_of(revision) if one[2].suggestion}
    if key not in found:
        raise actions.ActionRefused(_("The text changed meanwhile. Look again."))
    row, field, hint = found[key]
    name = column(field, hint.language)
    setattr(row, name, hint.suggestion)
    row.is_minor_edit = True  # what a check puts right does not change what the text says
    row.save(update_fields=[name])
    actions.record_edit(revision, [name], by=by)
    return row


def _differences(model, before, after, path):
    schema = schema_of(model)
    for key in [*schema.columns, *schema.references, *schema.lists]:
        if before.get(key) != after.get(key):
            yield Difference(model, (*path, key), before.get(key), after.get(key))
    for key, field in schema.children.items():
        old, new = by_key(field, before.get(key)), by_key(field, after.get(key))
        for name in {**old, **new}:
            here = (*path, key, name)
            if name in old and name in new:
                yield from _differences(field.model, old[name], new[name], here)
            else:
                yield Difference(field.model, here, old.get(name), new.get(name))


def _merge(model, before, after, accepted, path):
    """The values of `before` with the accepted differences to `after` put in."""
    schema = schema_of(model)
    merged = {}
    for key in [*schema.columns, *schema.references, *schema.lists]:
        chosen = (
            after if Difference(model, (*path, key), None, None).pointer in accepted else before
        )
        if key in chosen:
            merged[key] = chosen[key]
    if schema.bilingual:
        merged[MARKS] = _merged_marks(schema, before, after, merged)
    for key, field in schema.children.items():
        old, new = by_key(field, before.get(key)), by_key(field, after.get(key))
        rows = []
        for name in {**old, **new}:
            here = (*path, key, name)
            taken = Difference(field.model, here, None, None).pointer in accepted
            if name in old and name in new:
                rows.append(_merge(field.model, old[name], new[name], accepted, here))
            elif (name in new) == taken:
                rows.append({**old, **new}[name])
        if rows:
            merged[key] = rows[0] if field.one_to_one else rows
    return merged


def _merged_marks(schema, before, after, merged):
    """The marks of `after` where a pair is as there; elsewhere the accepted side was written."""
    marks = pair_marks(schema, merged, before)
    found = after.get(MARKS, {})
    for field in schema.bilingual:
        names = [column(field, language) for language in LANGUAGES]
        taken = [name for name in names if merged.get(name) == after.get(name) and name in found]
        for name in taken:
            if len(taken) == len(set(names) & {*merged, *after}):
                marks[name] = found[name]
            elif merged.get(name) != before.get(name):
                marks[name] = {**marks[name], "level": found[name]["level"]}
    return marks


def _shown(value, model, name=None):
    """A plain value of a document in the words of people: labels, and choices by their names."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_shown(one, model, name) for one in value)
    if isinstance(value, dict):
        lines = ((key, one) for key, one in value.items() if key != MARKS)
        shown = (labelled(_label(model, key), _shown(one, model, key)) for key, one in lines)
        return "\n".join(shown)
    if name is None:
        return str(value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    choices = dict(getattr(model._meta.get_field(name), "flatchoices", ()))
    return str(choices.get(value, value))


def _label(model, name):
    """What people call a field of `model`, or the rows under it."""
    field = model._meta.get_field(name)
    if hasattr(field, "verbose_name"):
        return field.verbose_name
    return field.related_model._meta.verbose_name_plural


def _choice_label(model, name):
    """The name of a row in a path, as its choices call it where one column of choices names it."""
    columns = getattr(model, "identified_by", ())
    return _shown(name, model, columns[0]) if len(columns) == 1 else name
