"""How long searches take in a large catalogue: what `bench.growth` measures of goal 8.

400 searches of every sort are timed, with the passages that a page shows, and it is counted which
share of the entries with a two-character Chinese word is found by it.
"""

from random import Random
from statistics import quantiles
from time import perf_counter

ROUNDS = 400
# Goal 8, in milliseconds.
P50, P99 = 20, 100


def measured(engine, count):
    """Lines of goal 8 for the database in use, which holds `count` frameworks."""
    from bench.record import once

    typed = queries()
    run(typed[:20], shown)  # so that what is loaded once is loaded
    common = {"goal": 8, "engine": engine, "entries": count}
    lines = []
    for what, act in (("searches", shown), ("suggestions", suggest)):
        found = run(typed, act)
        for name, place, limit in (("p50", 49, P50), ("p99", 98, P99)):
            told = {"name": f"{engine}: {what}, {name}", "peer": f"{limit} ms", "at_most": 1.0}
            lines.append({**common, **told, **once(found[place] / limit)})
    told = {"name": f"{engine}: words of two characters found", "peer": "all", "at_least": 1.0}
    return [*lines, {**common, **told, **once(recall())}]


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


def _is_chinese(word):
    from catalog.search import tokens

    return tokens.is_han(word) and tokens.pieces(word) == [word]


def recall():
    """The share of the entries with a two-character word in their summary that its search finds."""
    from catalog.models import FrameworkRevision
    from catalog.search import tokens
    from catalog.search.engines import find
    from catalog.search.matching import Branch, Token

    texts = dict(FrameworkRevision.objects.values_list("entry__slug", "summary_zh"))
    every = Random(1).sample([*texts.values()], 100)  # noqa: S311  the same words every time
    hits = total = 0
    words = {text[at : at + 2] for text in every for at in (0, 4)}
    for word in filter(_is_chinese, words):
        holding = {slug for slug, text in texts.items() if word in text}
        branch = Branch(0, ((Token(tokens.LEAD + word),),), len(texts))
        hits += len(holding & {row[3] for row in find([branch])})
        total += len(holding)
    return hits / total
