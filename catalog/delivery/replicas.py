"""Reads of readers go to replicas of the database, as far as these are not behind.

- Whoever is known, by a session or a token, reads and writes at the primary, and so sees their own
  writes and rights at once. So does everything outside of a request.
- A reader's request asks primary and replica for the content stamp, one row each. A replica that
  has a smaller one is behind and is not read. An answer is therefore never older than the stamp
  that a cache keeps it under.
- A replica that fails is left alone for a while, and the request that it failed starts anew at the
  primary. While the primary is away, readers are given what a replica has, and no cache keeps it.
"""

import random
import time
from contextvars import ContextVar
from functools import cache, cached_property

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

from catalog.delivery.contract import STALE
from catalog.delivery.stamps import Stamps, connections_of_a_thread
from catalog.published import current_stamp

PATIENCE = 1.0  # seconds for a replica to say its stamp
AWAY = 5.0  # seconds that a replica is left alone after it failed a request
LOST = (OperationalError, InterfaceError)
# What these show is not published, so that the stamp says nothing of it.
UNPUBLISHED = {"shared-preview", "revision-preview", "preview", "report"}

_reading = ContextVar("reading", default=None)
_away_until = {}  # by alias, on the clock of time.monotonic


class Router:
    """Django's side of it: writes to the primary, reads as the request says."""

    def db_for_read(self, model, **hints):
        reading = _reading.get()
        if reading is None or connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return DEFAULT_DB_ALIAS
        return reading.alias

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, first, second, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == DEFAULT_DB_ALIAS


class Reading:
    """One reader's request. Where it reads is decided when it first does."""

    may_be_behind = False

    @cached_property
    def alias(self):
        needed = _stamp_of_primary()
        for alias in _at_hand():
            if _reaches(alias, needed):
                self.may_be_behind = needed is None
                return alias
        return DEFAULT_DB_ALIAS

    def give_up(self):
        """Read at the primary from here on. False where that is where it read."""
        if self.alias == DEFAULT_DB_ALIAS:
            return False
        _leave_alone(self.alias)
        self.alias, self.may_be_behind = DEFAULT_DB_ALIAS, False
        return True


class ReplicaMiddleware:
    """Lets requests of readers read from replicas."""

    def __init__(self, get_response):
        if not settings.REPLICAS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        if not is_by_a_reader(request):
            return self.get_response(request)
        reading = Reading()
        before = _reading.set(reading)
        try:
            response = self.get_response(request)
        finally:
            _reading.reset(before)
        if reading.may_be_behind:
            response["Cache-Control"] = "no-store"
            response[STALE[0]] = STALE[1]
        return response

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.url_name in UNPUBLISHED:
            _reading.set(None)

    def process_exception(self, request, exception):
        reading = _reading.get()
        if not isinstance(exception, LOST) or reading is None or not reading.give_up():
            return None
        view = request.resolver_match
        response = view.func(request, *view.args, **view.kwargs)
        return response.render() if hasattr(response, "render") else response


def is_by_a_reader(request):
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
    )


def _at_hand():
    """The replicas that did not just fail, each as often first as another."""
    now = time.monotonic()
    found = [alias for alias in settings.REPLICAS if _away_until.get(alias, 0) <= now]
    return random.sample(found, len(found))


def _stamp_of_primary():
    """None where it is away. It is asked by this request, for the answer must not be older.

    Asked again where a connection was kept, which is broken when its server was started anew.
    """
    was_kept = connections[DEFAULT_DB_ALIAS].connection is not None
    for _attempt in range(1 + was_kept):
        try:
            return current_stamp(using=DEFAULT_DB_ALIAS)
        except LOST:
            connections[DEFAULT_DB_ALIAS].close()
    return None


def _reaches(alias, needed):
    """Whether a replica answers and is as new as `needed`, or answers at all where that is None."""
    stamp = _stamps_of(alias).now()
    return stamp is not None and (needed is None or stamp >= needed)


@cache
def _stamps_of(alias):
    """Read in another thread: for a server that is frozen, a request would wait without an end.

    A stamp only grows, so one that another request just asked for will do.
    """

    def read():
        with connections_of_a_thread():
            return current_stamp(using=alias)

    return Stamps(read, patience=PATIENCE)


def _leave_alone(alias):
    _away_until[alias] = time.monotonic() + AWAY
    connections[alias].close()
