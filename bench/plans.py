"""How PostgreSQL reads its tables for a request: which of them from one end to the other."""

import json

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# The tables that grow with the catalogue.
CLAIMS = ("fact", "release", "package", "relation", "assessment")
OTHERS = ("framework", "frameworkrevision", "frameworkterm", "searchdocument", "change")
GROWING = {
    *(f"catalog_{name}" for name in (*OTHERS, *CLAIMS, "translationtally")),
    *(f"catalog_{name}_sources" for name in CLAIMS),
}


def whole_reads(address):
    """The growing tables that the plans of a page read as a whole: pairs of table and statement."""
    with CaptureQueriesContext(connection) as captured:
        response = Client().get(address)
    if response.status_code != 200:
        raise ValueError(f"{address} answered {response.status_code}: it has no plan to look at")
    statements = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    return [(table, one) for one in statements for table in _scanned(plan(one)) if table in GROWING]


def plan(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}")
        (found,) = cursor.fetchone()
    return (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]


def _scanned(node):
    if node["Node Type"] == "Seq Scan":
        yield node["Relation Name"]
    for child in node.get("Plans", ()):
        yield from _scanned(child)
