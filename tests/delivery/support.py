"""A site of several processes behind its cache, with a clock that tests turn."""

from concurrent.futures import Future
from dataclasses import dataclass
from io import BytesIO, StringIO

from django.core.handlers.wsgi import WSGIHandler

from catalog.delivery.addresses import Addresses
from catalog.delivery.files import Files
from catalog.delivery.front import Front
from catalog.delivery.memory import Memory
from catalog.delivery.site import stamp_of_today
from catalog.delivery.stamps import Stamps

HOSTS = ["atlas.example", "other.example"]


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self):
        self.time = 1_000_000.0

    def __call__(self):
        return self.time

    def wait(self, seconds):
        self.time += seconds


@dataclass
class Reply:
    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return self.body.decode()

    @property
    def cache(self):
        return self.headers.get("Cache-Status")


def environ(target, *, host=HOSTS[0], method="GET", scheme="http", **headers):
    """A request as a WSGI server hands it on; `headers` as in `accept_language="en"`."""
    path, _mark, query = target.partition("?")
    named = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": host,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **named,
    }


def ask(app, target, **request):
    """The `Reply` of a WSGI application."""
    said = []

    def start_response(status, headers, exc_info=None):
        said[:] = [status, headers]

    body = app(environ(target, **request), start_response)
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    status, headers = said
    assert len({name.lower() for name, _value in headers}) == len(headers)
    return Reply(int(status[:3]), dict(headers), content)


class Counted:
    """The site behind a cache: how often it rendered, and for which request."""

    def __init__(self, app=None):
        self.app, self.rendered = app or WSGIHandler(), []

    def __call__(self, environ, start_response):
        place = f"{environ['HTTP_HOST']}{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        language = environ.get("HTTP_ACCEPT_LANGUAGE", "")
        asked = f"{environ['wsgi.url_scheme']}://{place} {language}"
        self.rendered.append(asked)

        def start(status, headers, exc_info=None):
            return start_response(status, [*headers, ("X-Rendered-For", asked)], exc_info)

        return self.app(environ, start)


def at_once(function, *arguments):
    """Reads stamps in the thread of the test, where its transaction is seen."""
    future = Future()
    future.set_result(function(*arguments))
    return future


def front(
    app,
    folder,
    clock,
    *,
    shared=None,
    read=stamp_of_today,
    run=at_once,
    limit=4_000_000,
    hosts=HOSTS,
):
    """One process: a memory of its own, and the second level in `folder`."""
    return Front(
        app,
        addresses=Addresses(hosts),
        stamps=Stamps(read, clock=clock, run=run),
        memory=Memory(limit),
        shared=shared or Files(folder, release="tests", limit=50_000_000),
        now=clock,
    )
