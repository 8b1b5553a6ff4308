"""Bodies of writes: JSON within bounds, without what no database can store."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from catalog.api.errors import Problem
from catalog.documents import strict_json
from catalog.documents.limits import DEPTH
from catalog.documents.quoting import not_json
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
            value = strict_json.loads(raw.decode())
        except (ValueError, RecursionError) as error:
            raise ParseError(_("The body is not JSON: %s.") % not_json(error)) from error
        if not isinstance(value, dict):
            raise ParseError(_("The body must be a JSON object: { … }."))
        _refuse_unstorable(value, depth=0)
        return value


def body_of(request):
    """The JSON object that was sent; where there is none, the request is refused."""
    refuse_unmeasured(request)
    if not request.headers.get("Content-Length", "0").strip("0"):
        raise ParseError(_("The body is empty. Send a JSON object: { … }."))
    return request.data


def refuse_unmeasured(request):
    """Refuse a body in chunks: what has no length is not handed on, and would be taken for none."""
    if "Transfer-Encoding" in request.headers and "Content-Length" not in request.headers:
        raise Problem(
            411,
            _("The body comes in chunks. Send it whole, with its Content-Length."),
            code="length_required",
        )


class MergePatchParser(DocumentParser):
    media_type = "application/merge-patch+json"


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
