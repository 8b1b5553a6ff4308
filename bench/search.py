"""How long a search takes in a large catalogue: `python -m bench.search [COUNT ...]`.

For each count (10,000 and 100,000 unless given) a catalogue is generated in a database that is gone
afterwards, on the engine of DATABASE_URL, and indexed. Then 400 searches of every sort are timed,
with the passages that a page shows, and it is counted which share of the entries with a
two-character Chinese word is found by it. One JSON line each goes to bench/results/search.jsonl.
"""

import json
import os
import sys
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter

RESULTS = Path(__file__).with_name("results") / "search.jsonl"
COUNTS = (10_000, 100_000)
ROUNDS = 400


def main(counts):
    os.environ.setdefault("DEBUG", "true")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.conf import settings

    django.setup()
    settings.DEBUG = False  # it would keep every query in memory
    found = [measure(count) for count in counts]
    for line in found:
        growth = line["p50_ms"] / found[0]["p50_ms"]
        print(
            f"{line['engine']:10} {line['entries']:>7} entries: p50 {line['p50_ms']} ms, "
            f"p99 {line['p99_ms']} ms, {growth:.2f} × the first p50; suggestions p50 "
            f"{line['suggest_p50_ms']} ms, p99 {line['suggest_p99_ms']} ms; recall of pairs "
            f"{line['recall']:.1%}; indexed in {line['index_s']} s"
        )


def measure(count):
    from django.db import connection

    from bench.generate import fill
    from catalog import search

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        fill(count)
        start = perf_counter()
        search.rebuild()
        taken = perf_counter() - start
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return record(connection.vendor, count, taken)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def record(engine, count, taken):
    typed = queries()
    run(typed[:20], shown)  # so that what is loaded once is loaded
    pages, suggested = run(typed, shown), run(typed, suggest)
    line = {
        "bench": "search",
        "engine": engine,
        "entries": count,
        "p50_ms": pages[49],
        "p99_ms": pages[98],
        "suggest_p50_ms": suggested[49],
        "suggest_p99_ms": suggested[98],
        "recall": recall(),
        "index_s": round(taken, 1),
    }
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    return line


def queries():
    """What people type: names, beginnings, typing errors, common and rare words, several words."""
    from bench.generate import CHINESE, ENGLISH, SEED
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
