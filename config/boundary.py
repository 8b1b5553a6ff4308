"""Refuses what no view can read, before any view, static file or log of an error sees it.

A NUL in an address ends in a database error on PostgreSQL, wherever it reaches a query. A body or a
query in another encoding than UTF-8 cannot be decoded, or decodes to text that was never checked.
An unknown host makes Django's page for developers repeat it.
"""

import codecs
from contextlib import suppress
from urllib.parse import unquote_to_bytes

from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from config.errors import bad_request, not_found

READ_ENCODINGS = ("utf-8", "ascii")


class ReadableRequest(WSGIRequest):
    """A request that can be made with any encoding; `BoundaryMiddleware` then refuses it.

    Django decodes the query while it makes the request, where no middleware can answer: an encoding
    that is none of texts, such as rot13, ends in a bare error of the server.
    """

    def _set_content_type_params(self, meta):
        with suppress(LookupError):
            super()._set_content_type_params(meta)


class Handler(WSGIHandler):
    request_class = ReadableRequest


class BoundaryMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        checks = (has_known_host, has_plain_query, has_read_encoding)
        if not all(check(request) for check in checks):
            return bad_request(request)
        if not has_plain_path(request.path_info):
            return not_found(request)
        return self.get_response(request)


def has_known_host(request):
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


def has_plain_path(path):
    """Whether a path holds no NUL and no step upwards, which browsers resolve before they ask."""
    return "\0" not in path and ".." not in path.replace("\\", "/").split("/")


def has_plain_query(request):
    """Whether a query holds no NUL. The API answers for itself: it names the parameter."""
    if request.path_info.startswith("/api/"):
        return True
    return b"\0" not in unquote_to_bytes(request.META.get("QUERY_STRING", ""))


def has_read_encoding(request):
    """Whether the request names no encoding, or one that is read; Django ignores unknown ones."""
    if request.encoding is None:
        return True
    return codecs.lookup(request.encoding).name in READ_ENCODINGS
