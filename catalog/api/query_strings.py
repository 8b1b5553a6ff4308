"""What follows the question mark of an address is bounded, and is text, before anybody reads it."""

from urllib.parse import unquote_to_bytes

from django.utils.translation import gettext as _
from django.utils.translation import override

from catalog.api.errors import problem
from catalog.api.language import header_language

LONGEST = 8000  # bytes; the longest sensible one names every column of the matrix
MOST = 200  # parameters


class QueryStringMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith("/api/"):
            # What is wrong is said in the language of this request: here, the thread still has
            # that of the request before.
            with override(language := header_language(request)):
                refused = refusal(request.META.get("QUERY_STRING", ""))
            if refused:
                status, detail, code = refused
                return problem(request, status, detail=detail, code=code, language=language)
        return self.get_response(request)


def refusal(query):
    """Why a query string is not read: status, detail, code; None for one that is."""
    if len(query) > LONGEST or query.count("&") >= MOST:
        detail = _(
            "The query has %(length)s bytes and %(number)s parameters; at most %(longest)s and "
            "%(most)s are read."
        )
        found = {"length": len(query), "number": query.count("&") + 1}
        return 414, detail % {**found, "longest": LONGEST, "most": MOST}, "query_too_long"
    try:
        unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        return 400, _("The query is not UTF-8. Percent-encode it as UTF-8."), "not_utf8"
    return None
