"""Rows of a file by entry, on disk: a file of any length needs no more memory than one entry."""

import json
import sqlite3
from contextlib import closing

from catalog.documents.placed import Place
from catalog.documents.tables import Rows, TableRow, all_tables

BATCH = 1000


class RowStore:
    """Takes the rows of a file in any order and gives them back entry by entry."""

    def __init__(self):
        # An empty name is a private file of SQLite's that nobody can see and that never stays.
        self.database = sqlite3.connect("")
        self.database.execute("CREATE TABLE row (kind, slug, sheet, line, cells)")
        self.columns = {}
        self.waiting = []

    def add_table(self, table, columns):
        """`columns`: the letter or number of each column that the file has, by heading."""
        self.columns[table.name] = columns

    def add(self, table, line, cells):
        slug = str(cells[table.owners[0]])
        texts = json.dumps(list(cells.values()))
        self.waiting.append((table.kind, slug, table.name, line, texts))
        if len(self.waiting) >= BATCH:
            self._flush()

    def _flush(self):
        self.database.executemany("INSERT INTO row VALUES (?, ?, ?, ?, ?)", self.waiting)
        self.waiting.clear()

    def __len__(self):
        self._flush()
        query = "SELECT count(*) FROM (SELECT DISTINCT kind, slug FROM row)"
        return self.database.execute(query).fetchone()[0]

    def __iter__(self):
        """Yield the `Rows` of each entry, in the order in which the file first names them."""
        self._flush()
        self.database.execute("CREATE INDEX IF NOT EXISTS row_of_entry ON row (kind, slug)")
        entries = self.database.execute(
            "SELECT kind, slug FROM row GROUP BY 1, 2 ORDER BY min(rowid)"
        )
        with closing(entries):
            for kind, slug in entries:
                yield self._rows(kind, slug)

    def _rows(self, kind, slug):
        found = self.database.execute(
            "SELECT sheet, line, cells FROM row WHERE kind = ? AND slug = ? ORDER BY rowid",
            (kind, slug),
        )
        tables = {}
        for name, line, texts in found:
            columns = self.columns[name]
            cells = dict(zip(columns, json.loads(texts), strict=True))
            row = TableRow(all_tables()[name], line, cells, columns)
            tables.setdefault(name, []).append(row)
        first = next(iter(tables.values()))[0]
        own = tables.get(kind)
        if own:
            # The entry is listed, so that a table which has no row of it says that there is none.
            for name in self.columns:
                if all_tables()[name].kind == kind:
                    tables.setdefault(name, [])
        number = own[0].cells.get("revision") if own else None
        place = Place(first.table.name, first.line, "", slug)
        return Rows(kind, slug, _revision(number), place, tables)


def _revision(cell):
    """The number of a revision; what is none is no claim to be of one."""
    return int(cell) if isinstance(cell, (int, float)) or str(cell or "").isdigit() else None
