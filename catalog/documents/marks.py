"""What a document says about the translation of its texts, and what follows where it says nothing.

A row's key ``translation`` holds marks (`bilingual.Mark`) by column. Left out are those of texts
that are reviewed and say what the other side says, so that a finished document has none.
"""

import re

from django.utils.translation import gettext as _

from catalog.bilingual import (
    DRAFT,
    LANGUAGES,
    LEVELS,
    REVIEWED,
    column,
    marks_after,
)
from catalog.documents.quoting import quoted
from catalog.documents.schema import MARKS, by_key, schema_of

FINGERPRINT = re.compile(r"[0-9a-f]{16}|")


def marks_to_write(row, *, all_marks):
    """The marks that the document of `row` holds: those out of the ordinary, or all."""
    found = {}
    for field in row.bilingual_fields:
        for language in LANGUAGES:
            mark = row.translation.get(column(field, language))
            is_ordinary = row.translation_state(field, language) in (None, REVIEWED)
            if mark and (all_marks or not is_ordinary):
                found[column(field, language)] = dict(mark)
    return found


def fault_of_marks(schema, marks, values):
    """A sentence when `marks` are not what a row of these `values` may say, else None."""
    if not isinstance(marks, dict):
        return _("must be a mapping of texts to their marks")
    texts = [column(field, language) for field in schema.bilingual for language in LANGUAGES]
    for name, mark in marks.items():
        if name not in texts:
            message = _("%(name)s is no text of this row; its texts are %(known)s")
            return message % {"name": quoted(name), "known": ", ".join(texts)}
        if name not in values:
            return _("%s is empty, so nothing can be said of its translation") % name
        if not isinstance(mark, dict) or set(mark) != {"of", "level"}:
            return _("%s must be a mapping of exactly “of” and “level”") % name
        if mark["level"] not in LEVELS:
            message = _("%(name)s: level must be one of %(known)s, got %(value)s")
            return message % {
                "name": name,
                "known": ", ".join(LEVELS),
                "value": quoted(mark["level"]),
            }
        if not isinstance(mark["of"], str) or not FINGERPRINT.fullmatch(mark["of"]):
            message = _("%(name)s: of must be 16 hexadecimal digits in quotes, got %(value)s")
            return message % {"name": name, "value": quoted(mark["of"])}
    return None


def with_marks(model, values, earlier):
    """`values` with a mark for every text, as if they were written over the row `earlier`.

    What the document says goes first. `earlier` holds plain values with all their marks; a row
    that is not there was empty.
    """
    schema = schema_of(model)
    whole = {**values}
    if schema.bilingual:
        whole[MARKS] = {**pair_marks(schema, values, earlier), **values.get(MARKS, {})}
    for key, field in schema.children.items():
        if key not in values:
            continue
        before = by_key(field, earlier.get(key))
        rows = [
            with_marks(field.model, row, before.get(name, {}))
            for name, row in by_key(field, values[key]).items()
        ]
        whole[key] = rows[0] if field.one_to_one else rows
    return whole


def without_marks(values):
    """`values` without what they say about translations, for `with_marks` to settle it."""
    if isinstance(values, list):
        return [without_marks(one) for one in values]
    if isinstance(values, dict):
        return {key: without_marks(one) for key, one in values.items() if key != MARKS}
    return values


def pair_marks(schema, values, earlier, *, level=DRAFT):
    """The marks of all texts of `values` once they are written over the row `earlier`."""
    found = {}
    for field in schema.bilingual:
        names = {language: column(field, language) for language in LANGUAGES}
        before = {language: earlier.get(name, "") for language, name in names.items()}
        after = {language: values.get(name, "") for language, name in names.items()}
        old = earlier.get(MARKS, {})
        marks = {code: old[name] for code, name in names.items() if name in old}
        settled = marks_after(before, marks, after, level=level)
        found |= {names[language]: mark for language, mark in settled.items()}
    return found


def says_the_same(said, wanted):
    """Whether the row `said`, with all its marks, is what `wanted` would be once it is published.

    Marks that `wanted` leaves out stay as they are, and publishing makes a draft reviewed.
    """
    if isinstance(said, dict) and isinstance(wanted, dict):
        if (set(said) ^ set(wanted)) - {MARKS}:
            return False
        marks, asked = said.get(MARKS, {}), wanted.get(MARKS, {})
        if any(published(marks.get(name)) != published(one) for name, one in asked.items()):
            return False
        return all(says_the_same(said[key], one) for key, one in wanted.items() if key != MARKS)
    if isinstance(said, list) and isinstance(wanted, list):
        pairs = zip(said, wanted, strict=False)
        return len(said) == len(wanted) and all(says_the_same(*pair) for pair in pairs)
    return said == wanted


def published(mark):
    return {**mark, "level": REVIEWED} if mark and mark["level"] == DRAFT else mark
