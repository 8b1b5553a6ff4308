"""The documents of a dump as rows of tables, one table for each kind of thing and of row."""

import json

from catalog.choices import ListKind
from catalog.documents.cells import cell_of
from catalog.documents.schema import schema_of
from catalog.documents.tables import all_tables, rows_of
from catalog.models import Source, Term

SHARED = {ListKind.SOURCE.value: Source, ListKind.TERM.value: Term}


def headers():
    """The columns of every table by its name."""
    found = {name: table.header for name, table in all_tables().items()}
    return found | {kind: [*schema_of(model).columns] for kind, model in SHARED.items()}


def rows_in(lines):
    """Yield (table, cells) of everything that the documents say."""
    for document in documents_in(lines):
        kind, values = document["kind"], document["values"]
        if kind in SHARED:
            yield kind, [cell_of(values.get(name)) for name in schema_of(SHARED[kind]).columns]
        else:
            yield from rows_of(kind, document["slug"], document["revision"], values)


def documents_in(lines):
    with lines.open(encoding="utf-8") as source:
        yield from map(json.loads, source)
