"""What answers when no view does: a problem document under /api, a page elsewhere."""

from functools import partial

from django.utils.translation import override

from catalog.api.errors import DETAILS, problem
from catalog.api.language import header_language
from catalog.views.errors import error_page


def answer(request, *args, status, **kwargs):
    """An answer that needs neither the database nor a request that can be read."""
    if request.path_info.startswith("/api/"):
        language = header_language(request)
        with override(language):
            detail, code = DETAILS[status]
            return problem(request, status, detail=detail, code=code, language=language)
    return error_page(request, status)


bad_request = partial(answer, status=400)
forbidden = partial(answer, status=403)
not_found = partial(answer, status=404)
server_error = partial(answer, status=500)
csrf_failure = partial(answer, status=403)
