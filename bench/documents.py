"""Ready-made documents beside the serializer: `python -m bench.documents [COUNT]` (1,000).

The same catalogue, filled with generated entries, stands in two databases on the engine of
DATABASE_URL (one has an entry more); in one the documents are ready. The same requests are made to
both in turn, A B A B; a ratio is how many times longer the serializer takes, the median of the
rounds with its quartiles. It is given everything at once, and then, as the REST framework comes,
nothing beforehand. The last line says what it costs: how many times longer a publish takes
with what is made after it.
"""

import sys
from contextlib import nullcontext
from functools import partial
from io import BytesIO
from time import perf_counter
from typing import NamedTuple
from unittest.mock import patch

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

    with filled([count, count + 1]) as (without, ready):
        use(without)
        forget()
        use(ready)
        lines = []
        for name, page in PAGES.items():
            for peer, like in PEERS.items():
                seconds = timed(partial(asked, page.url), without, ready, like=like)
                told = {"at_least": page.at_least}
                named = name if like is nullcontext else f"{name}, nothing read ahead"
                lines.append(line(named, page.goal, peer, *seconds) | told)
        seconds = timed(dumped, without, ready)
        lines.append(line("dump, lines of everything", 11, SERIALIZER, *seconds))
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
    """The whole catalogue in use as lines of documents."""
    from catalog.documents.public import dumped_lines
    from catalog.dumps.writers import write_lines

    file = BytesIO()
    write_lines(dumped_lines(), file)
    return file.getvalue()


def timed(work, without, ready, *, like=nullcontext):
    """The seconds of each round, without documents and with them; the first is not counted.

    The work without them is done within `like`.
    """
    from bench.databases import use

    found = [], []
    for round_ in range(ROUNDS + 1):
        for name, within, seconds in zip((without, ready), (like, nullcontext), found, strict=True):
            use(name)
            with within():
                start = perf_counter()
                work()
                if round_:
                    seconds.append(perf_counter() - start)
    return found


def as_it_comes():
    """The REST framework reads what a serializer asks for when it asks for it."""
    from catalog.api.resources import FrameworkViewSet
    from catalog.models import FrameworkRevision

    return patch.object(
        FrameworkViewSet, "get_queryset", lambda view: view.revisions(FrameworkRevision)
    )


SERIALIZER = "the serializer, same bytes"
PEERS = {
    SERIALIZER: nullcontext,
    "the REST framework as it comes, same bytes": as_it_comes,
}


def line(name, goal, peer, slow, quick):
    """How many times longer the slow way takes."""
    from bench.record import compared

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
    name, peer = "publish, with what is made after it", "publish without it"
    return line(name, 9, peer, whole, bare)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2] or [COUNT]))
