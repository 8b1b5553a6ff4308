"""How PostgreSQL reads its tables for a request: which of them from one end to the other."""

import json
import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# The tables that grow with the catalogue.
CLAIMS = ("fact", "release", "package", "relation", "assessment")
OTHERS = ("framework", "frameworkrevision", "frameworkterm", "searchdocument", "readydocument")
LOGS = ("change", "publicchange")
GROWING = {
    *(f"catalog_{name}" for name in (*OTHERS, *CLAIMS, *LOGS, "source", "translationtally")),
    *(f"catalog_{name}_sources" for name in CLAIMS),
}
# Nodes that hand on a row as soon as they have it: a limit above them stops what is below them.
STREAMING = {"Append", "Incremental Sort", "Nested Loop", "Result", "Subquery Scan", "Unique"}
READING = {"Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan"}
# A condition that almost every row fulfils is none.
ALL_LIVE = re.compile(r"\(\(?state\)?(::text)? = 'live'(::text)?\)")


def whole_reads(address):
    """The growing tables that the plans of a page read as a whole: pairs of table and statement."""
    with CaptureQueriesContext(connection) as captured:
        response = Client().get(address)
    if response.status_code != 200:
        raise ValueError(f"{address} answered {response.status_code}: it has no plan to look at")
    statements = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    return [(table, one) for one in statements for table in whole_tables(plan(one))]


def plan(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}")
        (found,) = cursor.fetchone()
    return (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]


def whole_tables(node, *, stops=False):
    """The growing tables that a plan reads from end to end: as they lie, or along an index.

    Along an index with nothing to look up is a whole read too, unless a limit above it `stops` it.
    """
    if node["Node Type"] in READING:
        if node["Relation Name"] in GROWING and not stops and not _looks_up(node):
            yield node["Relation Name"]
        return
    stops = node["Node Type"] == "Limit" or (stops and node["Node Type"] in STREAMING)
    for place, child in enumerate(node.get("Plans", ())):
        # What a nested loop does again for each row is done to its end.
        is_repeated = node["Node Type"] == "Nested Loop" and place > 0
        yield from whole_tables(child, stops=stops and not is_repeated)


def _looks_up(node):
    """Whether it asks an index for some of the rows; of a bitmap, the nodes below it do."""
    if node["Node Type"] == "Bitmap Heap Scan":
        return all(_looks_up(child) for child in node["Plans"])
    if node["Node Type"] in ("BitmapAnd", "BitmapOr"):
        some = any if node["Node Type"] == "BitmapAnd" else all
        return some(_looks_up(child) for child in node["Plans"])
    condition = node.get("Index Cond")
    return bool(condition) and not ALL_LIVE.fullmatch(condition)
