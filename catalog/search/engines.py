"""The two engines: each finds the documents that hold certain tokens, and does nothing else.

What is compared and how results are ranked is the same code for both.
"""

from itertools import chain

from django.db import connections

from catalog.models import SearchDocument


class SqliteEngine:
    """FTS5, fed by triggers from the table of documents."""

    branch = (
        "SELECT * FROM (SELECT %s AS tier, rowid AS id FROM catalog_searchindex"
        " WHERE catalog_searchindex MATCH %s LIMIT %s)"
    )

    def expression(self, groups):
        return " AND ".join(f"({' OR '.join(map(self._token, group))})" for group in groups)

    def _token(self, token):
        return f'"{token.text}"{" *" if token.is_prefix else ""}'


class PostgresEngine:
    """A generated column `lexemes` of type tsvector with a GIN index, asked by a function."""

    branch = (
        "(SELECT %s::integer AS tier, id"
        " FROM catalog_search_documents(%s::tsquery, %s::integer) AS found(id))"
    )

    def expression(self, groups):
        return " & ".join(f"({' | '.join(map(self._token, group))})" for group in groups)

    def _token(self, token):
        return f"'{token.text}'{':*' if token.is_prefix else ''}"


ENGINES = {"sqlite": SqliteEngine(), "postgresql": PostgresEngine()}
COLUMNS = ("id", "kind", "slug", "anchor", "place")


def find(branches):
    """Rows of (tier, id, kind, slug, anchor, place) for each branch that a document matches.

    One query. A branch gives at most `limit` documents; which ones beyond that is left open.
    """
    connection = connections[SearchDocument.objects.db]
    arms, values = zip(*(_arm(ENGINES[connection.vendor], one) for one in branches), strict=True)
    columns = ", ".join(f"document.{name}" for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT hit.tier, {columns}"  # noqa: S608  constants of this file
            f" FROM ({' UNION ALL '.join(arms)}) AS hit"
            " JOIN catalog_searchdocument AS document ON document.id = hit.id",
            [*chain(*values)],
        )
        return cursor.fetchall()


def _arm(engine, branch):
    """What finds the documents of a branch, and its values."""
    values = [branch.tier, engine.expression(branch.groups), branch.limit]
    if branch.better is None:
        return engine.branch, values
    # A condition without columns: both engines look at it first, and then leave the rest alone.
    other, its_values = _arm(engine, branch.better)
    arm = (
        f"SELECT * FROM ({engine.branch}) AS spare"  # noqa: S608  constants of this file
        f" WHERE (SELECT count(*) FROM ({other}) AS better) < %s"
    )
    return arm, [*values, *its_values, branch.better.limit]
