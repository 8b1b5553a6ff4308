"""The WSGI application that stands in front of Django and answers what it has kept."""

from contextlib import contextmanager
from threading import Lock
from time import time

from catalog.delivery import contract
from catalog.delivery.accepting import takes_json
from catalog.delivery.addresses import NEGOTIATED, TooLong
from catalog.delivery.answers import Answer, NotKept, is_known, newest
from catalog.delivery.rendering import Rendered

# What `Cache-Status` (RFC 9211) says of an answer.
NAME = "Cache-Status"
HIT = (NAME, "atlas; hit")
SHARED = (NAME, "atlas; hit; detail=shared")
MISS = (NAME, "atlas; fwd=uri-miss; stored")
RENEWED = (NAME, "atlas; fwd=stale; stored")
STALE = (NAME, "atlas; fwd=stale; fwd-status=503")
NOT_STORED = (NAME, "atlas; fwd=miss")
BYPASS = (NAME, "atlas; fwd=bypass")
METHOD = (NAME, "atlas; fwd=method")

PRIVATE = ("Cache-Control", "private, no-store")

LOCKS = 256  # addresses share them, so that they take no memory of their own
LOCK_WAIT = 10.0  # seconds; whoever waited so long renders the page itself


class Front:
    """`app`, answered from memory or from the `shared` level where it may be.

    `session_cookie` is the name of the cookie of people who are signed in; `proxy_header` the
    setting SECURE_PROXY_SSL_HEADER; `now` gives the time for the header Age, in seconds.
    """

    def __init__(
        self,
        app,
        *,
        addresses,
        stamps,
        memory,
        shared,
        session_cookie="sessionid",
        proxy_header=None,
        now=time,
    ):
        self.app, self.find = app, addresses.find
        self.stamps, self.memory, self.shared, self.now = stamps, memory, shared, now
        self.session, self.proxy_header = f"{session_cookie}=", proxy_header
        self._locks = [Lock() for _number in range(LOCKS)]

    def __call__(self, environ, start_response):
        get, path = environ.get, environ["PATH_INFO"]
        host, query = get("HTTP_HOST", ""), get("QUERY_STRING", "")
        # Pages say their language themselves, and would be remembered for every header.
        wishes = get("HTTP_ACCEPT_LANGUAGE", "") if path.startswith(NEGOTIATED) else ""
        try:
            address = self.find(self._scheme(environ), host, path, query, wishes)
        except TooLong:
            return self.app(environ, start_response)
        if address is None or get("SCRIPT_NAME"):
            return self.app(environ, start_response)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._ask_django(environ, start_response, METHOD)
        if self._is_personal(environ):
            return self._ask_django(environ, start_response, BYPASS, PRIVATE)
        # Conditions under which the API refuses to answer; seldom asked, so it weighs them itself.
        if "HTTP_IF_MATCH" in environ or "HTTP_IF_UNMODIFIED_SINCE" in environ:
            return self._ask_django(environ, start_response, BYPASS)
        if address.varies and not takes_json(get("HTTP_ACCEPT", "")):
            return self._ask_django(environ, start_response, BYPASS)
        answer, status = self._answer(address, environ)
        if answer is None or not answer.is_kept:
            return self._ask_django(environ, start_response, NOT_STORED)
        return self._send(answer, status, environ, start_response)

    def _scheme(self, environ):
        if self.proxy_header:
            name, secure = self.proxy_header
            forwarded = environ.get(name, "").partition(",")[0].strip()
            if forwarded:
                return "https" if forwarded == secure else "http"
        return environ["wsgi.url_scheme"]

    def _is_personal(self, environ):
        return "HTTP_AUTHORIZATION" in environ or self.session in environ.get("HTTP_COOKIE", "")

    def _answer(self, address, environ):
        """The answer to give, with the header that says where it is from; None: ask Django."""
        stamp = self.stamps.current()
        kept = self.memory.get(address)
        if stamp is None:
            return newest(kept, self.shared.get(address)), STALE
        if kept is not None and kept.stamp == stamp:
            return kept, HIT
        with self._alone_with(address):
            kept = self.memory.get(address)
            if kept is not None and kept.stamp == self.stamps.current():
                return kept, HIT
            return self._renewed(address, environ, kept)

    def _renewed(self, address, environ, last):
        """The answer of the other processes, or one that is rendered now."""
        with self.shared.lock(address):
            stamp = self.stamps.now()  # before rendering: an answer may be newer than it says
            shared = self.shared.get(address)
            if stamp is None:
                return newest(last, shared), STALE
            if shared is not None and shared.stamp == stamp:
                self.memory.put(address, shared)
                return shared, SHARED
            return self._rendered(address, environ, stamp, newest(last, shared))

    def _rendered(self, address, environ, stamp, last):
        rendered = Rendered(self.app, address.environ(environ))
        if not contract.may_be_kept(rendered):
            rendered.close()
            if rendered.failed:
                return last, STALE
            if not contract.is_of_the_moment(rendered):
                self.memory.put(address, NotKept(stamp))
            return None, NOT_STORED
        answer = Answer.made_of(rendered, address=address, stamp=stamp, now=self.now())
        self.memory.put(address, answer)
        if answer.is_absence:
            self.shared.drop(address)
        else:
            self.shared.put(address, answer)
        return answer, RENEWED if last else MISS

    @contextmanager
    def _alone_with(self, address):
        lock = self._locks[hash(address) % LOCKS]
        is_mine = lock.acquire(timeout=LOCK_WAIT)
        try:
            yield
        finally:
            if is_mine:
                lock.release()

    def _send(self, answer, status, environ, start_response):
        variant = answer.variant(environ.get("HTTP_ACCEPT_ENCODING", ""))
        more = [status]
        if status is STALE:
            more += [contract.STALE, ("Age", str(max(int(self.now() - answer.kept_at), 0)))]
        is_asked = "HTTP_IF_NONE_MATCH" in environ or "HTTP_IF_MODIFIED_SINCE" in environ
        if is_asked and answer.status[:3] == "200" and _has(environ, answer, variant):
            start_response("304 Not Modified", [*variant.not_modified, *more])
            return []
        start_response(answer.status, [*variant.headers, *more])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else variant.body

    def _ask_django(self, environ, start_response, *headers):
        """Let Django answer; `headers` are added where it has not said the same itself."""

        def start(status, given, exc_info=None):
            known = {name.lower() for name, _value in given}
            more = [pair for pair in headers if pair[0].lower() not in known]
            return start_response(status, [*given, *more], exc_info)

        return self.app(environ, start)


def _has(environ, answer, variant):
    """Whether the reader has it: by its tag, or by its date where no tag is named (RFC 9110)."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return is_known(tags, variant.etag)
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and answer.is_unchanged_since(since)
