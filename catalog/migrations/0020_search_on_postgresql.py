"""Have PostgreSQL answer searches from the index alone.

The planner does not know what it costs to read the tokens of a long row, and would rather look at a
thousand rows than at the index. The function forbids it that. And no list of pending entries is
kept beside the index: every search would have to read it.
"""

from django.db import migrations

FORWARDS = [
    "ALTER INDEX search_document_lexemes SET (fastupdate = off)",
    "SELECT gin_clean_pending_list('search_document_lexemes')",
    """
    CREATE FUNCTION catalog_search_documents(wanted tsquery, most integer) RETURNS SETOF bigint
        LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off
        AS 'SELECT id FROM catalog_searchdocument WHERE lexemes @@ wanted LIMIT most'
    """,
]
BACKWARDS = [
    "DROP FUNCTION catalog_search_documents(tsquery, integer)",
    "ALTER INDEX search_document_lexemes RESET (fastupdate)",
]


def run(statements):
    def operation(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return operation


class Migration(migrations.Migration):
    dependencies = [("catalog", "0019_desk")]

    operations = [migrations.RunPython(run(FORWARDS), run(BACKWARDS))]
