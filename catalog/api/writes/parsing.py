"""Bodies of writes: JSON within bounds, without what no database can store."""

import json

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from catalog.api.errors import Problem
from catalog.documents.limits import DEPTH
from catalog.validators import NOT_STORABLE

LARGEST = 2_000_000  # bytes; the longest document that is shipped, the article, has 250,000


class DocumentParser(BaseParser):
    """A JSON object. Refused: keys given twice, NaN, NUL, lone surrogates, too much, too deep."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        raw = stream.read(LARGEST + 1)
        if len(raw) > LARGEST:
            message = _("At most %(bytes)s bytes are accepted.") % {"bytes": LARGEST}
            raise Problem(413, message, code="too_large")
        try:
            value = json.loads(
                raw.decode() or "{}", object_pairs_hook=_unique, parse_constant=_refuse_constant
            )
        except (ValueError, RecursionError) as error:
            raise ParseError(_("The body is not JSON: %s") % error) from error
        if not isinstance(value, dict):
            raise ParseError(_("The body must be a JSON object: { … }."))
        _refuse_unstorable(value, depth=0)
        return value


class MergePatchParser(DocumentParser):
    media_type = "application/merge-patch+json"


def _unique(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(_("the key %(key)r is given twice") % {"key": twice})
    return found


def _refuse_constant(name):
    raise ValueError(_("%(name)s is no value") % {"name": name})


def _refuse_unstorable(value, *, depth):
    if depth > DEPTH + 4:
        raise ParseError(_("The body holds values within values too deep to be a document."))
    if isinstance(value, str) and (found := NOT_STORABLE.search(value)):
        message = _("holds a character that cannot be stored: U+%s")
        raise ParseError(message % f"{ord(found.group()):04X}")
    children = value if isinstance(value, list) else ()
    if isinstance(value, dict):
        children = [*value, *value.values()]
    for child in children:
        _refuse_unstorable(child, depth=depth + 1)
