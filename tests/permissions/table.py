"""The table of permissions: who gets what at every address, by every method.

`expected.txt` has a line for each route and the methods that answer alike, with a status for each
person; ``login`` is a redirect to the page that signs people in. After a change of the URLconf:

    .venv/bin/python -m pytest -q tests/permissions/write.py

writes it anew, and the difference is what there is to review.
"""

from pathlib import Path
from types import SimpleNamespace

from django.db import transaction

from tests.permissions.routes import routes
from tests.permissions.site import PERSONS

FILE = Path(__file__).parent / "expected.txt"
METHODS = ("GET", "POST")
HEAD = """\
# Who gets what at every address: see table.py, which also says how to write this file anew.
"""


class Undone(Exception):
    """Takes back what a request did, so that the next one finds the same."""


def answer(visitor, method, path):
    """What one person gets; whatever the request changed is undone."""
    found = SimpleNamespace()
    try:
        with transaction.atomic():
            found.status = visitor.ask(method, path)
            raise Undone
    except Undone:
        return found.status


def read():
    """What the file says: {(route, method): {person: status}}."""
    expected = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "route")):
            key, methods, *statuses = line.split()
            for method in methods.split(","):
                expected[key, method] = dict(zip(PERSONS, statuses, strict=True))
    return expected


def write(site, visitors):
    rows = [("route", "methods", *PERSONS)]
    for route in routes():
        path = route.path(site.values(route))
        alike = {}
        for method in METHODS:
            statuses = tuple(answer(visitors[person], method, path) for person in PERSONS)
            alike.setdefault(statuses, []).append(method)
        rows += [(route.key, ",".join(methods), *statuses) for statuses, methods in alike.items()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    FILE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
