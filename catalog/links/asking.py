"""Asking the servers of other sites, politely: one request a host at a time, with a pause between.

A host that asks for patience gets it.
"""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from queue import SimpleQueue
from threading import Event
from time import monotonic
from urllib.parse import urlsplit

from catalog import outside
from catalog.choices import LinkFailure

WORKERS = 4
PERMANENT = (301, 308)
GONE = (404, 410)
BUSY = (429, 503)
# A busy host that names no time is left alone for an hour; a longer wish is cut at a day.
PATIENCE = timedelta(hours=1)
LONGEST_PATIENCE = timedelta(days=1)


@dataclass(frozen=True)
class Outcome:
    """What asking one address gave: an answer, or why there is none."""

    url: str
    answer: outside.Answer | None = None
    failed: str = ""

    @property
    def failure(self):
        """Why the link is no good, or an empty string."""
        if self.answer is None:
            return self.failed
        if self.answer.status in GONE:
            return LinkFailure.GONE
        return LinkFailure.SERVER_ERROR if self.answer.status >= 500 and not self.is_busy else ""

    @property
    def is_good(self):
        return self.answer is not None and self.answer.status < 400

    @property
    def is_busy(self):
        return self.answer is not None and self.answer.status in BUSY

    @property
    def moved_to(self):
        """Where an unbroken chain of permanent redirects leads, or an empty string."""
        to = ""
        for hop in self.answer.hops if self.is_good else ():
            if hop.status not in PERMANENT:
                break
            to = hop.to
        return "" if to.rstrip("/") == self.url.rstrip("/") else to

    def retry_at(self, at):
        """When a busy host may be asked again: what it wishes (RFC 9110), within our bounds."""
        if not self.is_busy:
            return None
        wish, wait = self.answer.headers.get("retry-after", ""), PATIENCE
        if wish.isascii() and wish.isdigit():
            wait = timedelta(seconds=min(int(wish[:9]), LONGEST_PATIENCE.total_seconds()))
        else:
            with suppress(ValueError, TypeError):  # no date, or one without a zone
                wait = parsedate_to_datetime(wish) - at
        return at + min(max(wait, timedelta()), LONGEST_PATIENCE)


def host_of(url):
    return urlsplit(url).netloc.lower()


def ask_all(urls, *, pause, seconds, resolve):
    """Yield an `Outcome` for each address as it comes in, several hosts at a time.

    A host that is busy is not asked again, and none is after `seconds`; their addresses are left
    out.
    """
    by_host = defaultdict(list)
    for url in urls:
        by_host[host_of(url)].append(url)
    outcomes, stop = SimpleQueue(), Event()
    ask_host = partial(
        _ask_host,
        outcomes=outcomes,
        stop=stop,
        pause=pause,
        until=monotonic() + seconds,
        resolve=resolve,
    )
    with ThreadPoolExecutor(WORKERS) as pool:
        hosts = [pool.submit(ask_host, of_host) for of_host in by_host.values()]
        try:
            for _host in hosts:
                while (outcome := outcomes.get()) is not None:
                    yield outcome
        finally:
            stop.set()
    for host in hosts:
        host.result()  # a fault of ours is not to pass for a host without answers


def _ask_host(urls, *, outcomes, stop, pause, until, resolve):
    """Put the outcomes of one host's addresses into the queue, and None when it is done."""
    try:
        for number, url in enumerate(urls):
            if number:
                stop.wait(pause)
            if stop.is_set() or monotonic() >= until:
                return
            outcome = ask(url, rest=partial(stop.wait, pause), resolve=resolve)
            outcomes.put(outcome)
            if outcome.is_busy:
                return
    finally:
        outcomes.put(None)


def ask(url, *, rest, resolve):
    """Ask for the headers of an address; where a server does not like that, for its beginning."""
    outcome = _try(url, method="HEAD", resolve=resolve)
    if outcome.is_good or outcome.is_busy:
        return outcome
    rest()
    return _try(url, headers={"Range": "bytes=0-1023"}, resolve=resolve)


def _try(url, **options):
    try:
        return Outcome(url, outside.fetch(url, **options))
    except outside.FetchFailed as error:
        return Outcome(url, failed=error.failure)
