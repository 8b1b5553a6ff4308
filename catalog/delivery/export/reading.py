"""Asks the site as a server would: its WSGI application with all its middleware, but no cache."""

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from catalog.visitors import INSIDE

HTML = "text/html"
MISSING = "/404/"  # an address that is no page


@dataclass(frozen=True)
class Page:
    """An answer: `address` is path and query, `location` where a redirect leads."""

    address: str
    status: int
    media_type: str
    location: str
    body: bytes

    @property
    def is_html(self):
        return self.media_type == HTML

    @property
    def text(self):
        return self.body.decode()


@contextmanager
def one_connection():
    """Pages share a connection; Django otherwise looks after every answer whether to close it."""
    moments = (request_started, request_finished)
    for moment in moments:
        moment.disconnect(close_old_connections)
    try:
        yield
    finally:
        for moment in moments:
            moment.connect(close_old_connections)


class Site:
    """The site of these settings, asked under its own name and without a cookie."""

    def __init__(self):
        self.origin = settings.SITE_URL
        self.application = WSGIHandler()

    def get(self, address, *, asked=None):
        """The answer at `address`, or that at `asked`, under the name of `address`."""
        answer = {}

        def start_response(status, headers, exc_info=None):
            answer.update(
                status=int(status[:3]), headers={name.lower(): value for name, value in headers}
            )

        response = self.application(self._environ(asked or address), start_response)
        try:
            body = b"".join(response)
        finally:
            response.close()
        headers = answer["headers"]
        media_type = headers.get("content-type", "").partition(";")[0]
        return Page(address, answer["status"], media_type, headers.get("location", ""), body)

    def missing_page(self):
        return self.get(MISSING)

    def _environ(self, address):
        site, asked = urlsplit(self.origin), urlsplit(address)
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(asked.path).decode("latin-1"),  # as WSGI has it
            "QUERY_STRING": asked.query,
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(site.port or {"http": 80, "https": 443}[site.scheme]),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            INSIDE: True,
            "HTTP_HOST": site.netloc,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
