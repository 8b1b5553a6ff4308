"""Readers in numbers while an editor publishes: `python -m bench.load [SECONDS [ENTRIES]]`.

Two workers answer the mix of `bench.mix` over ENTRIES (10,000) frameworks, asked by 1, 16, 64 and
256 connections of wrk for SECONDS (60) each. Every second an editor, in a process of its own,
publishes through the actions, and every page is old. Readers beside them, a fourth as many and four
at least, ask for the published one again and again. What must hold: no answer is a fault of the
server (5xx), no connection is lost, no page is older than a second, and the memory of the workers
stays.
"""

import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from time import sleep, time
from typing import NamedTuple

from bench.delivery import ENCODING, ROOT, TARGETS, environment_of, publisher, running
from bench.record import write

LEVELS = (1, 16, 64, 256)
PORT = 8171
WORKERS, THREADS = 2, 4  # as deploy/Dockerfile starts them
WAIT = 60  # seconds until a request counts as lost
FRESH = 1.0  # seconds in which a publish has to be seen
PAUSE = 0.05  # seconds between two questions of a reader
WORDS = "State {} of the bench."
NUMBER = re.compile(WORDS.format(r"(\d+)"))
SETTINGS = {
    "PAGE_CACHE_BYTES": str(2_000_000),  # full before the first level, so that growth is a fault
}


class Seen(NamedTuple):
    """A reader's answer: when it was asked for, the number of the state that it shows (-1: the page
    as it was shipped), and what the cache said of it.
    """

    asked: float
    number: int
    status: str


class Editor:
    """Publishes state after state; `moments` has the time after the commit of each."""

    def __init__(self, publish):
        self.publish, self.moments = publish, []
        self.step()

    def step(self):
        self.moments.append(self.publish(WORDS.format(len(self.moments))))

    def work(self, ended):
        """One state a second, or as many as the machine leaves time for."""
        while not ended.is_set():
            began = time()
            self.step()
            ended.wait(max(0, 1 - (time() - began)))


def ages(seen, moments):
    """Of each answer, for how many seconds before it was asked for there had been a newer state.

    A state that came while the answer was on its way does not make it old.
    """
    for asked, number, _status in seen:
        replaced = moments[number + 1] if number + 1 < len(moments) else asked
        yield max(0.0, asked - replaced)


def readers(connections):
    """How many ask for the published page, so that a fair share of the answers shows its age."""
    return max(4, connections // 4)


def read(site, ended):
    """What came until the end; what did not come in half a minute is left out."""
    seen = []
    while not ended.is_set():
        asked = time()
        try:
            status, headers, body = site.get(TARGETS["page"], Accept_Encoding="identity")
        except TimeoutError:
            continue
        if status != 200:
            sys.exit(f"The reader was answered {status}.")
        found = NUMBER.search(body.decode())
        said = {name.lower(): value for name, value in headers}["cache-status"]
        seen.append(Seen(asked, int(found[1]) if found else -1, said))
        sleep(PAUSE)
    return seen


def level(site, editor, *, connections, seconds, addresses):
    """The line of one number of connections."""
    before, first = site.worker_memory(), len(editor.moments)
    reading = [partial(read, site)] * readers(connections)
    with beside(editor.work, *reading) as (editing, *others):
        said = ask(site, connections=connections, seconds=seconds, addresses=addresses)
    editing.result()
    seen = [answer for other in others for answer in other.result()]
    old = list(ages(seen, editor.moments))
    growth = round(site.worker_memory() / before, 3)
    return {
        "goal": 3,
        "name": f"{connections} connections",
        "ratio": growth,
        "spread": [growth, growth],
        "peer": "memory of a worker before",
        "connections": connections,
        "seconds": seconds,
        **said,
        "publishes": len(editor.moments) - first,
        "readers": len(others),
        "asked": len(seen),
        "stale": sum("503" in one.status for one in seen),
        "oldest": round(max(old, default=0), 2),
        "old": sum(age > FRESH for age in old),
        "memory": round(before * growth),
    }


@contextmanager
def beside(*works):
    """Run functions while the block runs; they are given an event that is set at its end."""
    ended = Event()
    with ThreadPoolExecutor(len(works)) as pool:
        try:
            yield [pool.submit(work, ended) for work in works]
        finally:
            ended.set()


def ask(site, *, connections, seconds, addresses):
    """What `load.lua` says of one run of wrk."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", f"{WAIT}s"]
    command += ["-H", f"Accept-Encoding: {ENCODING}", "-s", str(ROOT / "bench" / "load.lua")]
    command += [f"http://127.0.0.1:{site.port}", "--", str(addresses)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return json.loads(said.splitlines()[-1])


def main(seconds=60, entries=10_000):
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
        addresses = Path(folder) / "addresses.txt"
        environment = environment_of(Path(folder)) | SETTINGS
        command = [sys.executable, "-m", "bench.mix", str(entries), str(addresses)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        workers = {"workers": WORKERS, "threads": THREADS}
        server = running("granian", "config.wsgi", PORT, environment, **workers)
        with server as site, publisher(environment) as publish:
            editor = Editor(publish)
            ask(site, connections=16, seconds=seconds, addresses=addresses)  # fills the memory
            for connections in LEVELS:
                found = level(
                    site, editor, connections=connections, seconds=seconds, addresses=addresses
                )
                write("load", [found | {"entries": entries} | workers])
                print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
