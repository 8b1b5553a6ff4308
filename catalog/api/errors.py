"""One shape for every error: problem details as in RFC 9457, in the reader's language."""

from http import HTTPStatus
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import resolve
from django.utils.translation import gettext, gettext_lazy, override
from rest_framework import exceptions
from rest_framework.views import set_rollback

from catalog.api.language import message_language

TITLES = {
    400: gettext_lazy("The request is not right"),
    401: gettext_lazy("Not signed in"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Method not allowed"),
    406: gettext_lazy("No acceptable format"),
    409: gettext_lazy("Not possible as things stand"),
    411: gettext_lazy("The length of the body is missing"),
    412: gettext_lazy("Changed meanwhile"),
    413: gettext_lazy("Too large"),
    414: gettext_lazy("The address is too long"),
    415: gettext_lazy("Unsupported format"),
    416: gettext_lazy("No such part"),
    422: gettext_lazy("The content is not right"),
    428: gettext_lazy("Precondition required"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something went wrong"),
    501: gettext_lazy("Not offered"),
    503: gettext_lazy("Not available right now"),
}


# Of the answers that no view gives.
DETAILS = {
    400: (gettext_lazy("The request can not be read."), "bad_request"),
    403: (gettext_lazy("This is not allowed."), "forbidden"),
    404: (gettext_lazy("Nothing here has this address."), "not_found"),
    500: (gettext_lazy("The fault is ours, not yours. Please try again in a moment."), "error"),
    503: (
        gettext_lazy("The database does not answer. Please try again in a few seconds."),
        "unavailable",
    ),
}


class Problem(exceptions.APIException):
    """A refusal that says more than a sentence: `errors` by pointer, other `members`, headers."""

    def __init__(self, status, detail, *, code, errors=(), members=None, headers=None):
        super().__init__(detail, code)
        self.status_code = status
        self.errors, self.members, self.headers = errors, members, headers or {}


def problem(request, status, *, detail, code, errors=(), members=None, headers=None, language=None):
    """A problem document as a plain response, so that it never depends on negotiation."""
    language = language or message_language(request)
    with override(language):
        body = {
            "type": "about:blank",
            "title": str(TITLES.get(status, HTTPStatus(status).phrase)),
            "status": status,
            "detail": str(detail),
            "code": code,
        }
        if errors:
            body["errors"] = list(errors)
        body |= members or {}
    response = JsonResponse(
        body,
        status=status,
        content_type="application/problem+json",
        headers=headers,
        json_dumps_params={"ensure_ascii": False},
    )
    response["Content-Language"] = language
    return response


def problem_handler(error, context):
    """What DRF calls for every exception of a view; others than its own stay server errors."""
    request = context["request"]
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    headers = {**getattr(error, "headers", {})}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    if isinstance(error, exceptions.MethodNotAllowed):
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    with override(message_language(request)):
        return problem(request, error.status_code, headers=headers, **described(error))


def described(error):
    if isinstance(error, Problem):
        found = {"errors": error.errors, "members": error.members}
        return {"detail": error.detail, "code": error.detail.code, **found}
    if isinstance(error, exceptions.ValidationError) and isinstance(error.detail, dict):
        errors = [
            {"parameter": name, "detail": str(detail), "code": detail.code}
            for name, details in error.detail.items()
            for detail in (details if isinstance(details, list) else [details])
        ]
        first = " ".join(f"{one['parameter']}: {one['detail']}" for one in errors)
        return {"detail": first, "code": "invalid_parameters", "errors": errors}
    if isinstance(error, exceptions.NotFound):
        detail = error.detail if error.detail.code != "not_found" else DETAILS[404][0]
        return {"detail": detail, "code": "not_found"}
    if isinstance(error, exceptions.NotAcceptable):
        detail = gettext("JSON is served here: Accept has to take application/json.")
        return {"detail": detail, "code": error.detail.code}
    if isinstance(error, exceptions.Throttled):
        detail = gettext("Too many requests. Please go on in %(seconds)s seconds.")
        return {"detail": detail % {"seconds": int(error.wait)}, "code": "throttled"}
    codes = error.get_codes()
    return {"detail": error.detail, "code": codes if isinstance(codes, str) else "invalid"}


def unknown_path(request):
    """The answer for every address under the API that names nothing; one lacks only its slash."""
    if resolve(f"{request.path_info}/").func is not unknown_path:
        return with_slash(request)
    detail, code = DETAILS[404]
    return problem(request, 404, detail=detail, code=code)


def with_slash(request):
    """The way to the same address with a slash at its end, for writes with their method and body.

    Of this site and never of the request's Host, as every address of the API.
    """
    query = request.META.get("QUERY_STRING", "")
    place = f"{settings.SITE_URL}{quote(request.path_info)}/" + (f"?{query}" if query else "")
    status = 301 if request.method in ("GET", "HEAD") else 308
    return HttpResponse(status=status, headers={"Location": place})


def refused_method(request, allowed):
    return problem(
        request,
        405,
        detail=gettext_lazy("This address can only be read."),
        code="method_not_allowed",
        headers={"Allow": ", ".join(allowed)},
    )
