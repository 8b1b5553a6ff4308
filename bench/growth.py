"""How pages grow with the catalogue: `python -m bench.growth [--without-search] [COUNT ...]`.

For each count the real catalogue is loaded into a database of its own, on the engine of
DATABASE_URL, and filled up with generated entries; the databases are gone afterwards. Then the same
requests are made to each in turn, A B A B, so that whatever else the machine does falls on all of
them. A ratio is that of neighbours in time, to the smallest catalogue; what is recorded is the
median of the ratios with its quartiles, and the numbers of queries. The requests pass through all
of Django and no cache; the first round is not counted. In the largest catalogue searches of every
sort are made (`bench.search`), and one framework is published again and again; PostgreSQL is asked
there how it reads its tables for each page (`bench.plans`). Indexing 100,000
entries for searches takes longer than all the rest; without it, what is recorded of searches and of
publishing stays as it is.
"""

import argparse
from dataclasses import dataclass, field
from time import perf_counter

from bench.start import set_up

COUNTS = (70, 10_000, 100_000)
ROUNDS = 15
# Goal 7: what a hundred thousand entries may cost, measured against ten thousand.
LIMITS = {"one": 1.3, "many": 2.0}


@dataclass(frozen=True)
class Page:
    name: str
    url: str
    limit: float = LIMITS["one"]


PAGES = (
    Page("list", "/en/frameworks/"),
    Page("list, a page within", "/en/frameworks/?page={page}"),
    Page("list, last page", "/en/frameworks/?page=last"),
    Page("filter: status", "/en/frameworks/?status=active", LIMITS["many"]),
    Page("filter: developer, rare", "/en/frameworks/?developer=g-developer-20", LIMITS["many"]),
    Page("filter: feature and language", "/en/frameworks/?{two}", LIMITS["many"]),
    Page("detail", "/en/frameworks/{slug}/"),
    Page("matrix", "/en/matrix/", LIMITS["many"]),
    Page("compare", "/en/compare/?f={slug}&f=pytorch"),
    Page("search: first word of many names", "/en/search/?q={name}", LIMITS["many"]),
    Page("search: common word", "/en/search/?q=动态图", LIMITS["many"]),
    Page("suggestions", "/en/search/suggestions/?q={name}", LIMITS["many"]),
    Page("API list", "/api/v1/frameworks/?lang=en"),
    Page("API list, filtered", "/api/v1/frameworks/?lang=en&status=active", LIMITS["many"]),
    Page("API list, a page within", "/api/v1/frameworks/?lang=en&page={page}"),
    Page("API list, first step of a walk", "/api/v1/frameworks/?lang=en&cursor="),
    Page("API detail", "/api/v1/frameworks/{slug}/?lang=en"),
)


@dataclass
class Catalogue:
    """A filled database, and what is asked of it."""

    count: int
    name: str
    words: dict = field(default_factory=dict)

    def address(self, page):
        return page.url.format(**self.words)


def main(counts, *, with_search):
    set_up()
    from django.db import connection

    from bench import publishing, record, search
    from bench.databases import filled, use

    engine = connection.vendor
    pages = [page for page in PAGES if with_search or "/search/" not in page.url]
    with filled(counts, with_search=with_search) as names:
        catalogues = [Catalogue(count, name) for count, name in zip(counts, names, strict=True)]
        record.write(f"growth-{engine}", measured(catalogues, pages))
        if engine == "postgresql":
            use(names[-1])
            record.write("plans", [planned(catalogues[-1], pages)])
        if with_search:
            use(names[-1])
            record.write(f"search-{engine}", search.measured(engine, counts[-1]))
            record.write(f"publishing-{engine}", publishing.measured(engine, catalogues))


def measured(catalogues, pages):
    """A line for each page and each catalogue but the smallest, which is the peer of the second."""
    from django.db import connection

    from bench.databases import use
    from bench.record import compared

    for catalogue in catalogues:
        use(catalogue.name)
        catalogue.words = words()
    lines = []
    for page in pages:
        times, queries = timed(page, catalogues)
        for number in range(1, len(catalogues)):
            small, large = catalogues[number - 1], catalogues[number]
            lines.append(
                {
                    "goal": 7,
                    "name": f"{connection.vendor}: {page.name}, {large.count}",
                    **compared(times[number - 1], times[number]),
                    "peer": f"{small.count:,} entries",
                    "limit": page.limit,
                    "engine": connection.vendor,
                    "page": page.name,
                    "entries": large.count,
                    "queries": [queries[number - 1], queries[number]],
                }
            )
            print(told(lines[-1]), flush=True)
    return lines


def timed(page, catalogues):
    """By catalogue the seconds of each round, and how many queries the page takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bench.databases import use

    queries, times = [], [[] for _catalogue in catalogues]
    for catalogue in catalogues:
        use(catalogue.name)
        with CaptureQueriesContext(connection) as captured:
            asked(catalogue.address(page))
        queries.append(len(captured))
    for _round in range(ROUNDS):
        for catalogue, found in zip(catalogues, times, strict=True):
            use(catalogue.name)
            start = perf_counter()
            asked(catalogue.address(page))
            found.append(perf_counter() - start)
    return times, queries


def planned(catalogue, pages):
    """The line of how many pages no growing table is read for as a whole, in PostgreSQL's plans."""
    from bench.plans import whole_reads
    from bench.record import once

    found = {page.name: whole_reads(catalogue.address(page)) for page in pages}
    whole = {
        name: sorted({table for table, _one in reads}) for name, reads in found.items() if reads
    }
    for name, tables in whole.items():
        print(f"{name}: reads {', '.join(tables)} as a whole", flush=True)
    return {
        "goal": 7,
        "name": "postgresql: pages that read no growing table whole",
        **once(1 - len(whole) / len(pages)),
        "peer": f"all {len(pages)}, among {catalogue.count:,}",
        "at_least": 1.0,
        "whole": whole,
    }


def asked(address):
    from django.test import Client

    response = Client().get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}: not measured")
    return response


def words():
    """What the addresses name: an entry in the middle of the catalogue, a feature, a language."""
    from catalog.models import FrameworkRevision

    live = FrameworkRevision.objects.live().filter(entry__slug__startswith="g-")
    found = live.order_by("pk")[live.count() // 2]
    assessment = found.assessments.filter(feature__isnull=False).first()
    return {
        "page": min(100, live.count() // 20),
        "slug": found.slug,
        "name": found.name.split()[0],
        "two": f"feature={assessment.feature.slug}&language=g-user_language-0",
    }


def told(line):
    (low, high), (before, after) = line["spread"], line["queries"]
    ratio = f"{line['ratio']:5.2f} × {line['peer']} ({low}–{high}, goal {line['limit']})"
    return f"{line['name']:50} {ratio}, queries {before} → {after}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", nargs="*", type=int, metavar="COUNT")
    parser.add_argument("--without-search", action="store_true")
    given = parser.parse_args()
    main(given.counts or COUNTS, with_search=not given.without_search)
