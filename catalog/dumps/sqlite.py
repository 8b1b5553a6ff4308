"""A SQLite database: the tables of a dump with types and keys, the documents whole, and the state.

A row names its entry, and what it refers to, by slug: these are foreign keys. Lists of identifiers
stand in one cell, as in CSV, and so can not be keys; the documents have them as lists.
"""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import models

from catalog.documents.cells import text_of
from catalog.documents.schema import KINDS, schema_of
from catalog.documents.tables import all_tables
from catalog.dumps.tables import SHARED, documents_in, headers, rows_in
from catalog.models import Entry

WHOLE = (
    "CREATE TABLE state (stamp INTEGER NOT NULL, cursor TEXT NOT NULL)",
    "CREATE TABLE documents (kind TEXT NOT NULL, slug TEXT NOT NULL, revision INTEGER, "
    "document TEXT NOT NULL, PRIMARY KEY (kind, slug))",
)


def write_sqlite(lines, file, state):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "dump.sqlite"
        with closing(sqlite3.connect(path)) as database:
            _fill(database, lines, state)
            database.commit()
        with path.open("rb") as made:
            shutil.copyfileobj(made, file)


def _fill(database, lines, state):
    for statement in (*WHOLE, *map(_create, headers())):
        database.execute(statement)
    inserts = {name: _insert(name, len(header)) for name, header in headers().items()}
    database.execute("INSERT INTO state VALUES (?, ?)", (state.stamp, state.cursor))
    for document in documents_in(lines):
        key = (document["kind"], document["slug"], document["revision"])
        text = json.dumps(document["values"], ensure_ascii=False)
        database.execute("INSERT INTO documents VALUES (?, ?, ?, ?)", (*key, text))
    for name, cells in rows_in(lines):
        database.execute(inserts[name], [_stored(cell) for cell in cells])


def _create(name):
    parts = [*_columns(name)]
    if name in KINDS or name == "source":
        parts.append("PRIMARY KEY (slug)")
    elif name in SHARED:
        parts.append("PRIMARY KEY (facet, slug)")
    return f"CREATE TABLE {_quoted(name)} ({', '.join(parts)})"


def _columns(name):
    if name in SHARED:
        yield from (_column(*one) for one in schema_of(SHARED[name]).columns.items())
        return
    table = all_tables()[name]
    for owner in table.owners:
        # Of the owners, the first is the entry, and the others are rows without a slug.
        target = f" REFERENCES {_quoted(owner)} (slug)" if owner == table.kind else ""
        yield f"{_quoted(owner)} {'INTEGER' if owner == 'revision' else 'TEXT'} NOT NULL{target}"
    yield from (_column(*one) for one in table.fields.items())


def _column(name, field):
    is_number = isinstance(field, (models.IntegerField, models.BooleanField))
    target = field.related_model if field.many_to_one or field.one_to_one else None
    refers = ""
    if target and issubclass(target, Entry):
        refers = f" REFERENCES {_quoted(target._meta.model_name)} (slug)"
    return f"{_quoted(name)} {'INTEGER' if is_number else 'TEXT'}{refers}"


def _insert(name, columns):
    marks = ", ".join("?" * columns)
    return f"INSERT INTO {_quoted(name)} VALUES ({marks})"  # noqa: S608 - our own names


def _quoted(name):
    return f'"{name}"'


def _stored(cell):
    """The value of a cell as a database keeps it: no mark against formulas, null for nothing."""
    if cell == "":
        return None
    return text_of(cell) if isinstance(cell, str) else cell
