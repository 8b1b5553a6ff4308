"""The formats of dumps. Each is written from a file with one document a line, line by line."""

import csv
import json
import shutil
import sqlite3
from contextlib import ExitStack, closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from catalog.choices import ListKind
from catalog.documents.cells import cell_of, text_of
from catalog.documents.formats.csv_file import line_of
from catalog.documents.schema import schema_of
from catalog.documents.tables import all_tables, rows_of
from catalog.dumps.parquet import PACKAGE, write_parquet
from catalog.models import Source, Term

SHARED = {ListKind.SOURCE.value: Source, ListKind.TERM.value: Term}


def write_lines(texts, file):
    """Newline-delimited JSON: one document a line."""
    for text in texts:
        file.write(text.encode() + b"\n")


def _copy_lines(lines, file, state):
    with lines.open("rb") as source:
        shutil.copyfileobj(source, file)


def _write_json(lines, file, state):
    """One object: the state, and the list of documents."""
    head = json.dumps({"stamp": state.stamp, "cursor": state.cursor})
    file.write(head[:-1].encode() + b', "documents": [')
    separator = b"\n"
    with lines.open("rb") as source:
        for line in source:
            file.write(separator + line.rstrip(b"\n"))
            separator = b",\n"
    file.write(b"\n]}\n")


def _write_csv(lines, file, state):
    """A zip of one table for each kind of row, and one of the state."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        opened = {}
        for name, header in _headers().items():
            path = Path(folder) / f"{name}.csv"
            text = stack.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
            opened[name] = text, csv.writer(text)
            opened[name][1].writerow(["table", *header])
        for name, cells in _table_rows(lines):
            opened[name][1].writerow(line_of(name, cells))
        for text, _writer in opened.values():
            text.close()
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            said = f"stamp,cursor\r\n{state.stamp},{state.cursor}\r\n"
            archive.writestr(_member("state.csv"), said)
            for name in opened:
                path = Path(folder) / f"{name}.csv"
                with path.open("rb") as table, archive.open(_member(path.name), "w") as member:
                    shutil.copyfileobj(table, member)


def _member(name):
    """A file of a zip that says nothing of when it was made, so that equal dumps are equal."""
    member = ZipInfo(name)
    member.compress_type = ZIP_DEFLATED
    return member


def _write_sqlite(lines, file, state):
    """A SQLite database: the same tables, the documents whole, and a table of the state."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "dump.sqlite"
        with closing(sqlite3.connect(path)) as database:
            _fill(database, lines, state)
            database.commit()
        with path.open("rb") as made:
            shutil.copyfileobj(made, file)


def _fill(database, lines, state):
    inserts = {}
    for name, header in _headers().items():
        columns = ", ".join(_quoted(column) for column in header)
        database.execute(f"CREATE TABLE {_quoted(name)} ({columns})")
        marks = ", ".join("?" * len(header))
        inserts[name] = f"INSERT INTO {_quoted(name)} VALUES ({marks})"  # noqa: S608 - our own names
    database.execute("CREATE TABLE state (stamp INTEGER, cursor TEXT)")
    database.execute("INSERT INTO state VALUES (?, ?)", (state.stamp, state.cursor))
    database.execute("CREATE TABLE documents (kind, slug, revision, document)")
    for document in _documents(lines):
        key = (document["kind"], document["slug"], document["revision"])
        text = json.dumps(document["values"], ensure_ascii=False)
        database.execute("INSERT INTO documents VALUES (?, ?, ?, ?)", (*key, text))
    for name, cells in _table_rows(lines):
        database.execute(inserts[name], [_stored(cell) for cell in cells])


def _headers():
    """The columns of every table by its name."""
    headers = {name: table.header for name, table in all_tables().items()}
    return headers | {kind: [*schema_of(model).columns] for kind, model in SHARED.items()}


def _table_rows(lines):
    """Yield (table, cells) of everything that the documents say."""
    for document in _documents(lines):
        kind, values = document["kind"], document["values"]
        if kind in SHARED:
            yield kind, [cell_of(values.get(name)) for name in schema_of(SHARED[kind]).columns]
        else:
            yield from rows_of(kind, document["slug"], document["revision"], values)


def _documents(lines):
    with lines.open(encoding="utf-8") as source:
        yield from map(json.loads, source)


def _quoted(name):
    return f'"{name}"'


def _stored(cell):
    """The value of a cell as a database keeps it: no mark against formulas, null for nothing."""
    if cell == "":
        return None
    return text_of(cell) if isinstance(cell, str) else cell


@dataclass(frozen=True)
class Format:
    """`package` is what writing takes beside what every site has installed."""

    suffix: str
    content_type: str
    write: object
    package: str = ""

    @property
    def is_offered(self):
        return not self.package or find_spec(self.package) is not None


FORMATS = {
    "json": Format("json", "application/json", _write_json),
    "ndjson": Format("ndjson", "application/x-ndjson", _copy_lines),
    "csv": Format("csv.zip", "application/zip", _write_csv),
    "sqlite": Format("sqlite", "application/vnd.sqlite3", _write_sqlite),
    "parquet": Format("parquet", "application/vnd.apache.parquet", write_parquet, PACKAGE),
}
