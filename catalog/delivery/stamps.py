"""How fresh is fresh: the content stamp, read at most once a second in each process."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock
from time import monotonic

from django.db import Error, close_old_connections

INTERVAL = 1.0  # seconds
# Seconds that a reader waits for a database that does not answer, once for each outage. Reading
# waits its turn among threads that render, which takes half a second where all of them are busy: a
# database that is merely slow must not count as away, or readers get old pages.
PATIENCE = 3.0
# Seconds after which a reading is left to itself and another begins, on another connection: of one
# that a network lost, the system may say so only after hours.
ABANDONED = 10.0
READERS = 4


class Stamps:
    """`read` is called in a thread of its own, so that a database that hangs holds up nobody.

    A stamp is whatever `read` says. It is None while the database is away, or does not answer
    within `patience` seconds.
    """

    def __init__(self, read, *, patience=PATIENCE, clock=monotonic, run=None):
        self._read, self._patience, self._clock = read, patience, clock
        self._run = run or ThreadPoolExecutor(READERS, thread_name_prefix="stamps").submit
        self._lock, self._pending = Lock(), None
        self._stamp, self._due, self._began = None, float("-inf"), 0.0
        self._moved = float("-inf")

    def current(self):
        """The stamp as it was at most a second ago."""
        if self._clock() < self._due:
            return self._stamp
        return self.now()

    def now(self):
        """The stamp as it is, or as a reading said that began a moment ago."""
        pending = self._reading()
        left = self._began + self._patience - self._clock()
        try:
            return pending.result(max(left, 0))
        except TimeoutError:
            self._stamp, self._due = None, self._clock() + INTERVAL
            return None

    def moved(self):
        """Read anew when somebody asks next: it is known that the stamp is another."""
        self._moved, self._due = self._clock(), float("-inf")

    def _reading(self):
        with self._lock:
            if self._pending is None or self._pending.done() or self._is_abandoned():
                self._began = self._clock()
                self._pending = self._run(self._note, self._began)
            return self._pending

    def _is_abandoned(self):
        if self._clock() < self._began + ABANDONED:
            return False
        self._pending.cancel()
        return True

    def _note(self, began):
        try:
            stamp = self._read()
        except Error:
            stamp = None
        is_known_to_be_old = began < self._moved
        self._stamp, self._due = stamp, float("-inf") if is_known_to_be_old else began + INTERVAL
        return stamp


@contextmanager
def connections_of_a_thread():
    """For a thread without requests, where nobody else looks after connections."""
    close_old_connections()
    try:
        yield
    finally:
        close_old_connections()
