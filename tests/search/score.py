"""How the expected searches come out: `python -m tests.search.score`.

It takes the engine of DATABASE_URL; `make score` prints the outcome of both. The shipped content
is loaded into a database that is gone afterwards.
"""

import os
import sys
from pathlib import Path
from typing import NamedTuple

import yaml

EXPECTED = Path(__file__).with_name("expected.yaml")
GOAL = 0.95
# The group of names that are not in the Atlas, with what they are to find when they are.
WITHOUT_ENTRY = "names without an entry"


class Expectation(NamedTuple):
    group: str
    query: str
    accepted: tuple


class Miss(NamedTuple):
    expectation: Expectation
    found: str


def expectations():
    groups = yaml.safe_load(EXPECTED.read_text(encoding="utf-8"))
    return [
        Expectation(group, query, tuple(accepted.split(" | ")))
        for group, queries in groups.items()
        for query, accepted in queries.items()
    ]


def misses():
    """The expectations that are not met by the first result, with what stands there."""
    found = [Miss(one, first_result(one.query)) for one in expectations()]
    return [miss for miss in found if not is_met(*miss)]


def is_met(expectation, found):
    """Whether what was found is accepted.

    A name without an entry has to be said to have none; as soon as it has one, its entry has to
    stand first.
    """
    first, _comma, absent = found.partition(", ")
    if expectation.group == WITHOUT_ENTRY:
        return bool(absent) or first in expectation.accepted
    return first in expectation.accepted


def first_result(query):
    """What stands first; or that the query is known to name what has no entry yet."""
    from catalog import search

    results = search.search(query)
    documents = search.documents(results.ids[:1])
    first = f"{documents[0].kind}/{documents[0].identifier}" if documents else "nothing"
    return f"{first}, not in the Atlas yet" if results.absent else first


def main():
    os.environ.setdefault("DEBUG", "true")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0)
    try:
        return report(connection.vendor)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def report(engine):
    from catalog.documents import load
    from catalog.management.commands.load_content import SHIPPED, loader_user

    load(SHIPPED, by=loader_user())
    total, missed = len(expectations()), misses()
    for (group, query, accepted), found in missed:
        print(f"  {group}: {query}: expected {' or '.join(accepted)}, found {found}")
    share = 1 - len(missed) / total
    print(
        f"{engine}: {total - len(missed)} of {total} in first place ({share:.1%}; goal {GOAL:.0%})"
    )
    return int(share < GOAL)


if __name__ == "__main__":
    sys.exit(main())
