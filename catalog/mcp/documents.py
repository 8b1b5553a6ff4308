"""Documents of the API, read in this process: what tools say is what integrators are told."""

import json
from io import BytesIO
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.urls import resolve

from catalog.visitors import INSIDE

API = "/api/v1/"


class Refused(Exception):
    """A document that the API does not give; the message is its own, for people."""


def read(path, **query):
    """The document at a path below the API, such as ``frameworks/keras/``; raises `Refused`."""
    given = {name: value for name, value in query.items() if value is not None}
    site = urlsplit(settings.SITE_URL)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            # WSGI has the bytes of an address as characters of Latin-1 (PEP 3333).
            "PATH_INFO": (API + path).encode().decode("latin-1"),
            # Half a character, which JSON can hold, is no text; it is looked for as “?”.
            "QUERY_STRING": urlencode(given, doseq=True, errors="replace"),
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(site.port or 443),
            "REMOTE_ADDR": "127.0.0.1",
            INSIDE: True,
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
        }
    )
    view = resolve(request.path_info)
    response = view.func(request, *view.args, **view.kwargs)
    if hasattr(response, "render"):
        response.render()
    said = json.loads(response.content or "{}")
    if response.status_code == 301:
        return read(urlsplit(response["Location"]).path.removeprefix(API), **query)
    if response.status_code != 200:
        raise Refused(said["detail"])
    return said
