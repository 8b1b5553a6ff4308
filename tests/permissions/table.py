"""The table of permissions: who gets what at every address, by every method.

`expected.txt` holds it: a status for each person, or ``login`` for a redirect to the page that signs
people in. After a change of the URLconf, this command writes it anew:

    .venv/bin/python -m pytest -q tests/permissions/write.py

Then read the difference: a block with a new kind of answers is marked NEW, and a test fails until
its comment says who may do what there, and why.
"""

from types import SimpleNamespace

from django.db import transaction

from tests.permissions import written
from tests.permissions.routes import routes
from tests.permissions.site import PERSONS

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
HEAD = """\
# Who gets what at every address: table.py says how to write this file anew, and written.py what its
# form is. Reasons are written by hand, and stay where the answers of their block stay.
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


def answers(site, route, methods=METHODS):
    """What everybody gets at a route: {method: statuses}."""
    path = route.path(site.values(route))
    return {
        method: tuple(answer(site.visitors[person], method, path) for person in PERSONS)
        for method in methods
    }


def blocks():
    return written.parse(written.FILE.read_text(encoding="utf-8"))


def expected():
    """What the file says: {route: {method: statuses}}."""
    return {
        key: {method: row for methods, row in block.answers for method in methods.split(",")}
        for block in blocks()
        for key in block.keys
    }


def write(site):
    found = {route.key: answers(site, route) for route in routes()}
    text = written.text_of(written.blocks_of(found, blocks()), head=HEAD, persons=PERSONS)
    written.FILE.write_text(text, encoding="utf-8")
