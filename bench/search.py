"""How long a search takes in a large catalogue: `python -m bench.search [COUNT ...]`.

For each count (10,000 and 100,000 unless given) a catalogue is filled and indexed on the engine of
DATABASE_URL, as `bench.growth` does. Then 400 searches of every sort are timed, with the passages
that a page shows, and it is counted which share of the entries with a two-character Chinese word
is found by it. The ratio of a line is that of its median to the median of the smallest catalogue.
"""

import sys
from random import Random
from statistics import quantiles
from time import perf_counter

from bench.start import set_up

COUNTS = (10_000, 100_000)
ROUNDS = 400


def main(counts):
    set_up()
    from django.db import connection

    from bench import record
    from bench.databases import filled, use

    lines = []
    with filled(counts) as names:
        for count, name in zip(counts, names, strict=True):
            use(name)
            lines.append(measured(connection.vendor, count))
            first, line = lines[0], lines[-1]
            line["ratio"] = round(line["p50_ms"] / first["p50_ms"], 2)
            line["spread"] = [line["p50_ms"] / first["p50_ms"], line["p99_ms"] / first["p50_ms"]]
            line["spread"] = [round(one, 2) for one in line["spread"]]
            line["peer"] = f"{first['entries']:,} entries"
            print(line, flush=True)
    record.write(f"search-{connection.vendor}", lines)


def measured(engine, count):
    typed = queries()
    run(typed[:20], shown)  # so that what is loaded once is loaded
    pages, suggested = run(typed, shown), run(typed, suggest)
    return {
        "goal": 8,
        "name": f"{engine}: search, {count}",
        "engine": engine,
        "entries": count,
        "p50_ms": pages[49],
        "p99_ms": pages[98],
        "suggest_p50_ms": suggested[49],
        "suggest_p99_ms": suggested[98],
        "recall": recall(),
    }


def queries():
    """What people type: names, beginnings, typing errors, common and rare words, several words."""
    from bench.words import CHINESE, ENGLISH, SEED
    from catalog.models import FrameworkRevision

    random = Random(SEED)  # noqa: S311  the same searches every time
    names = [*FrameworkRevision.objects.order_by("pk").values_list("name", "summary_zh")]
    makers = [
        lambda name, text: name,
        lambda name, text: name[:3],
        lambda name, text: name[:1] + name[2:],
        lambda name, text: text[:2],
        lambda name, text: f"{name.split()[0]}{random.choice(CHINESE)}",
        lambda name, text: random.choice(CHINESE),
        lambda name, text: f"{random.choice(CHINESE)} {random.choice(CHINESE)}",
        lambda name, text: random.choice(ENGLISH),
        lambda name, text: f"{random.choice(ENGLISH)} {random.choice(ENGLISH)}",
        lambda name, text: text[:9],
    ]
    return [makers[one % len(makers)](*random.choice(names)) for one in range(ROUNDS)]


def run(typed, act):
    """The percentiles of the time in milliseconds that `act` takes for a query."""
    times = []
    for query in typed:
        start = perf_counter()
        act(query)
        times.append(1000 * (perf_counter() - start))
    return [round(one, 1) for one in quantiles(times, n=100)]


def shown(query):
    """A page of results, but for its template."""
    from catalog import search

    found = search.search(query)
    highlighter = search.Highlighter(found.query)
    return [highlighter.result(one, "zh-hans") for one in search.documents(found.ids[:20])]


def suggest(query):
    from catalog import search

    return search.suggest(query)


def recall():
    """The share of the entries with a two-character word in their summary that its search finds."""
    from catalog.models import FrameworkRevision
    from catalog.search import tokens
    from catalog.search.engines import find
    from catalog.search.matching import Branch, Token

    texts = dict(FrameworkRevision.objects.values_list("entry__slug", "summary_zh"))
    every = Random(1).sample([*texts.values()], 100)  # noqa: S311  the same words every time
    hits = total = 0
    for word in {
        text[at : at + 2] for text in every for at in (0, 4) if "，" not in text[at : at + 2]
    }:
        holding = {slug for slug, text in texts.items() if word in text}
        branch = Branch(0, ((Token(tokens.LEAD + word),),), len(texts))
        hits += len(holding & {row[3] for row in find([branch])})
        total += len(holding)
    return hits / total


if __name__ == "__main__":
    main([*map(int, sys.argv[1:])] or COUNTS)
