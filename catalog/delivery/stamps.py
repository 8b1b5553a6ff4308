"""How fresh is fresh: the content stamp, read at most once a second in each process."""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from time import monotonic

from django.db import Error

INTERVAL = 1.0  # seconds
# Seconds that a reader waits for a database that does not answer, once for each outage. Reading
# waits its turn among threads that render, which takes half a second where all of them are busy: a
# database that is merely slow must not count as away, or readers get old pages.
PATIENCE = 3.0


class Stamps:
    """`read` is called in a thread of its own, so that a database that hangs holds up nobody.

    A stamp is text. It is None while the database is away.
    """

    def __init__(self, read, *, clock=monotonic, run=None):
        self._read, self._clock = read, clock
        self._run = run or ThreadPoolExecutor(1, thread_name_prefix="stamps").submit
        self._lock, self._pending = Lock(), None
        self._stamp, self._due, self._began = None, float("-inf"), 0.0

    def current(self):
        """The stamp as it was at most a second ago."""
        if self._clock() < self._due:
            return self._stamp
        return self.now()

    def now(self):
        """The stamp as it is, or as a reading said that began a moment ago."""
        pending = self._reading()
        left = self._began + PATIENCE - self._clock()
        try:
            return pending.result(max(left, 0))
        except TimeoutError:
            self._stamp, self._due = None, self._clock() + INTERVAL
            return None

    def _reading(self):
        with self._lock:
            if self._pending is None or self._pending.done():
                self._began = self._clock()
                self._pending = self._run(self._note, self._began)
            return self._pending

    def _note(self, began):
        try:
            stamp = self._read()
        except Error:
            stamp = None
        self._stamp, self._due = stamp, began + INTERVAL
        return stamp
