"""The goals of the catalogue's speed: what each wants, and why one is not reached or not measured.

What was measured is not here: it is found in bench/results by the number of the goal.
"""

from typing import NamedTuple


class Goal(NamedTuple):
    """`why` is said where a line misses the goal, or where there is none."""

    work: str
    wanted: str
    why: str = ""


GOALS = {
    1: Goal(
        "page or document that is kept",
        "≥ 0.8 × the raw WSGI application with the same bytes; ≥ 10 × Django's page cache; "
        "p99 ≤ 3 × that of the raw one",
        "quartiles on both sides of 0.8; the cache takes 2.4 of some 30 µs that a request costs",
    ),
    2: Goal(
        "the same, which the reader has already",
        "≥ 1.0 × a 200 of the raw WSGI application",
        "the cache takes 2.6 of some 30 µs that a request costs with Granian; it reads a header "
        "more than the floor, and leaving out a body of 10 kB spares less than that",
    ),
    3: Goal("a publish is seen", "within 1 s by every process, with one render for each page"),
    4: Goal(
        "page of a framework, not kept",
        "≥ 4 × Wagtail with the same content; at most 8 queries",
        "the page of Wagtail beside it is bare, a fifth of the bytes; ours takes a query for each "
        "kind of row that a framework has (21 for generated ones, 26 in the test that counts them, "
        "up to 32 for shipped ones), and renders every claim, row and picture of them",
    ),
    5: Goal(
        "API list of 20, not kept",
        "≥ 10 × Django REST framework with prefetching, Wagtail and Strapi",
        "of 4 ms for a list of twenty, filters and the total are a quarter, the documents a fifth, "
        "and the rest is Django, the REST framework and limits of requests; the short lists of "
        "Wagtail and Strapi have two thirds and a quarter of the bytes",
    ),
    6: Goal(
        "API document of one framework, not kept",
        "≥ 5 × Django REST framework as it comes",
        "a document is one row, but the request passes all of Django",
    ),
    7: Goal(
        "growth to 100,000 frameworks",
        "lists and details ≤ 1.3 ×, searches and filters ≤ 2 × of those at 10,000",
        "see “What is not reached, and why”",
    ),
    8: Goal(
        "search among 100,000 frameworks",
        "p50 ≤ 20 ms, p99 ≤ 100 ms, every Chinese word of two characters found",
    ),
    9: Goal(
        "publish one framework among 100,000",
        "≤ 0.5 s, whatever the size of the catalogue",
    ),
    10: Goal(
        "load 100,000 frameworks",
        "≥ 2,000 a second in ≤ 300 MB",
        "each entry is checked, noted in the log and the feed, indexed, counted and made ready by "
        "the actions that an editor uses, fifty at a time; a fifth of the time goes into documents "
        "made ready, a sixth each into checks, rows and reading; a quicker way past the actions "
        "would be a second one for the same act",
    ),
    11: Goal(
        "dump of 100,000 frameworks",
        "≥ 50 MB/s or 80 % of the database's own dump, in flat memory",
    ),
    12: Goal(
        "worker",
        "≤ 100 MB (PSS), first answer within 1.5 s",
    ),
    13: Goal(
        "static export",
        "≥ 200 pages/s, unchanged ones skipped",
        "where something was published, each file is rendered by the site to see whether it "
        "changed; nothing is, while nothing was",
    ),
}
