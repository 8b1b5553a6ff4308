"""Ready-made documents beside the serializer: `python -m bench.documents [COUNT]` (1,000).

The same catalogue, filled with generated entries, stands in two databases on the engine of
DATABASE_URL (one has an entry more); in one the documents are ready. The same requests are made to
both in turn, A B A B; a ratio is how many times longer the serializer takes, the median of the
rounds with its quartiles. The last line says what it costs: how many times longer a publish takes
with what is made after it.
"""

import sys
from functools import partial
from io import BytesIO
from time import perf_counter
from typing import NamedTuple

from tqdm import tqdm

from bench.start import set_up

COUNT = 1_000
ROUNDS = 15


class Page(NamedTuple):
    """Goals 5 and 6: how much sooner than a serializer that reads all it needs at once."""

    url: str
    goal: int
    at_least: int


PAGES = {
    "list of 20": Page("/api/v1/frameworks/?lang=en&page=2", 5, 10),
    "list of 20, two fields": Page("/api/v1/frameworks/?lang=en&page=2&fields=name,summary", 5, 10),
    "list of 100": Page("/api/v1/frameworks/?lang=en&page_size=100", 5, 10),
    "detail": Page("/api/v1/frameworks/g-101/?lang=en", 6, 5),
}


def main(count):
    set_up()
    from django.db import connection

    from bench import record
    from bench.databases import filled, use
    from bench.growth import asked
    from catalog import readymade

    with filled([count, count + 1]) as (without, ready):
        use(without)
        forget()
        use(ready)
        readymade.rebuild(progress=tqdm)
        lines = [
            line(name, page.goal, *timed(partial(asked, page.url), without, ready))
            | {"at_least": page.at_least}
            for name, page in PAGES.items()
        ]
        lines.append(line("dump, lines of everything", 11, *timed(dumped, without, ready)))
        lines.append(publishing(ready))
    engine = connection.vendor
    for one in lines:
        one.update(engine=engine, entries=count, name=f"{engine}: {one['name']}")
        print(f"{one['name']:45} {one['ratio']:6.2f} × {one['spread']}", flush=True)
    record.write("documents", lines)


def forget():
    from catalog.models import ReadyDocument

    ReadyDocument.objects.all().delete()


def dumped():
    from catalog.documents.public import dumped_lines
    from catalog.dumps.writers import write_lines

    write_lines(dumped_lines(), BytesIO())


def timed(work, without, ready):
    """The seconds of each round, without documents and with them; the first is not counted."""
    from bench.databases import use

    found = [], []
    for round_ in range(ROUNDS + 1):
        for name, seconds in zip((without, ready), found, strict=True):
            use(name)
            start = perf_counter()
            work()
            if round_:
                seconds.append(perf_counter() - start)
    return found


def line(name, goal, slow, quick):
    """How many times longer the slow way takes."""
    from bench.record import compared

    peer = "the serializer, same bytes"
    return {"goal": goal, "name": name, "peer": peer, **compared(quick, slow)}


def publishing(ready):
    """How many times longer a publish takes with the documents that are made after it."""
    from bench.databases import use
    from bench.publishing import Publisher

    use(ready)
    publisher = Publisher("g-101")
    publisher.publish()
    found = [publisher.publish() for _round in range(ROUNDS)]
    bare, whole = zip(*found, strict=True)
    told = line("publish, with what is made after it", 9, whole, bare)
    return told | {"peer": "publish without it"}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2] or [COUNT]))
