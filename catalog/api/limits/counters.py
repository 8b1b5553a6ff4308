"""Counters that processes share: a small file of one machine, or a Redis or Valkey of several.

Either failing makes each process count for itself: limits get wider then, and never go away.
"""

import sqlite3
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from threading import Lock
from time import time

from django.conf import settings

PATIENCE = 0.2  # seconds that an answer may be later because of a counter
MOST_IN_MEMORY = 10_000  # clients

TABLE = """
CREATE TABLE IF NOT EXISTS uses (client TEXT PRIMARY KEY, ends INTEGER, number INTEGER);
CREATE INDEX IF NOT EXISTS uses_by_end ON uses (ends);
"""
COUNT = """
INSERT INTO uses VALUES (:client, :ends, 1)
ON CONFLICT (client) DO UPDATE SET
    number = CASE WHEN ends = :ends THEN number + 1 ELSE 1 END, ends = :ends
RETURNING number
"""


class FileCounter:
    """Counts in an SQLite file of its own, one statement a request, so that none is lost.

    A crash of the machine may lose the counts of a minute; nothing else is in the file.
    """

    def __init__(self, path):
        self.path = Path(path)

    def count(self, client, *, ends):
        """How often `client` was counted in the window that ends at `ends` (in seconds)."""
        with closing(self._connect()) as file:
            (number,) = file.execute(COUNT, {"client": client, "ends": ends}).fetchone()
            if number == 1:  # by the clock, because clients are counted in windows of many lengths
                file.execute("DELETE FROM uses WHERE ends < ?", [int(time())])
            return number

    def _connect(self):
        is_new = not self.path.exists()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        file.execute("PRAGMA synchronous = OFF")
        if is_new:
            file.execute("PRAGMA journal_mode = WAL")
            file.executescript(TABLE)
        return file


class MemoryCounter:
    """Counts of this process alone."""

    def __init__(self):
        self._lock, self._numbers = Lock(), {}

    def count(self, client, *, ends):
        with self._lock:
            if len(self._numbers) > MOST_IN_MEMORY:
                self._forget(time())
            number = self._numbers.get((client, ends), 0) + 1
            self._numbers[client, ends] = number
            return number

    def _forget(self, now):
        """Drop the windows that are over; all of them where that leaves too many."""
        left = {key: number for key, number in self._numbers.items() if key[1] > now}
        self._numbers = left if len(left) <= MOST_IN_MEMORY // 2 else {}


class Counter:
    """`shared`, and where that fails the process alone."""

    def __init__(self, shared):
        self.shared, self.own = shared, MemoryCounter()

    def count(self, client, *, ends):
        own = self.own.count(client, ends=ends)
        try:
            return self.shared.count(client, ends=ends)
        except (sqlite3.Error, OSError):
            return own


def _at_server(url):
    """Imported where it is used: the client of Redis takes a seventh of a worker's start."""
    from catalog.api.limits.server import ServerCounter

    return ServerCounter(url)


@lru_cache
def counter_at(url, path):
    return Counter(_at_server(url) if url else FileCounter(path))


def counter():
    """The counter that the settings name."""
    return counter_at(settings.API_LIMITS_URL, str(settings.API_LIMITS_FILE))
