"""What answers when no view does: a problem document for programs, a page elsewhere."""

import sys
from functools import partial

from django.db import InterfaceError, OperationalError
from django.utils.translation import override

from catalog.api.errors import DETAILS, problem
from catalog.api.language import header_language, message_language
from catalog.delivery.addresses import NEGOTIATED
from catalog.logged_out import csrf_refusal
from catalog.views.errors import error_page


def answer(request, *args, status, **kwargs):
    """An answer that needs no database, and for 400 no request that can be read."""
    if request.path_info.startswith(NEGOTIATED):
        language = (header_language if status == 400 else message_language)(request)
        with override(language):
            detail, code = DETAILS[status]
            return problem(request, status, detail=detail, code=code, language=language)
    return error_page(request, status)


bad_request = partial(answer, status=400)
forbidden = partial(answer, status=403)
not_found = partial(answer, status=404)


def csrf_failure(request, reason=""):
    """A script of the desk gets JSON, and can ask for a token that is not out of date."""
    match = request.resolver_match
    if match is not None and getattr(match.func, "is_fetched", False):
        return csrf_refusal(request)
    return answer(request, status=403)


# Its server is gone, its disk is full, or what it is to change is held for too long.
AWAY = (InterfaceError, OperationalError)
RETRY_AFTER = 5  # seconds


def server_error(request):
    """Django calls this while it handles the exception that no view has handled."""
    if not isinstance(sys.exc_info()[1], AWAY):
        return answer(request, status=500)
    response = answer(request, status=503)
    response["Retry-After"], response["Cache-Control"] = RETRY_AFTER, "no-store"
    return response
