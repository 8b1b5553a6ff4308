"""Conditional requests: a strong ETag of what is sent, and an empty 304 for who has it already.

The tag is that of the bytes, as the cache in front of Django makes it, so that a client is answered
alike by both. It can not be wrong about what changed: other bytes, another tag.
"""

from hashlib import blake2b

from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext_lazy

from catalog.api.errors import problem
from catalog.api.limits.throttle import OF_ONE_CLIENT
from catalog.delivery import contract
from catalog.published import last_modified

READS = ("GET", "HEAD")
JSON = ("application/json", "application/vnd.oai.openapi+json")
PRIVATE = "private, no-store"


class ConditionalMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not is_document(request, response):
            return response
        share(request, response)
        etag = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
        response["ETag"] = etag
        changed = last_modified()
        if changed:
            response["Last-Modified"] = http_date(changed)
        answer = get_conditional_response(request, etag, changed, response)
        return told(request, answer, response)


def share(request, response, *, control=contract.PAGE):
    """Let caches give it to everybody, unless it was asked with a token.

    Then it does not say what is left to the one client that it is made for. Who asks a cache is not
    counted, so there is nothing to say in its place.
    """
    if "Authorization" in request.headers:
        response["Cache-Control"] = PRIVATE
        return
    response["Cache-Control"] = control
    for name in OF_ONE_CLIENT:
        del response[name]


def is_document(request, response):
    """Whether it is a whole document for everybody, and not a page, an error or a stream."""
    return (
        request.path_info.startswith("/api/")
        and request.method in READS
        and response.status_code == 200
        and not response.streaming
        and response.headers.get("Content-Type", "").partition(";")[0] in JSON
        and "no-store" not in response.headers.get("Cache-Control", "")
    )


def told(request, answer, response):
    """The answer to a condition as this API gives it: with its language, a refusal with reasons."""
    if answer.status_code == 304 and "Content-Language" in response:
        answer["Content-Language"] = response["Content-Language"]
    if answer.status_code == 412:
        detail = gettext_lazy("What is here is not what the request asks about.")
        return problem(request, 412, detail=detail, code="precondition_failed")
    return answer
