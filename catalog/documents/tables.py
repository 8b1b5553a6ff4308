"""Documents as tables: one of the entries of a kind, and one of each kind of rows they own.

A row names its owners: the entry by its slug, and each row between by what tells it from its
siblings. A file may hold some tables and some columns only; what it does not speak of stays.
"""

from dataclasses import dataclass
from functools import cache

from django.db import models
from django.utils.translation import gettext as _

from catalog.documents.cells import cell_of, text_of, value_of
from catalog.documents.contents import Content
from catalog.documents.placed import Place, placed
from catalog.documents.read import Mapping, Sequence
from catalog.documents.schema import KINDS, by_key, is_required, schema_of

ENTRY_COLUMNS = ("slug", "revision")


@dataclass(frozen=True)
class Table:
    """The rows of one model. `owners` are the columns that name what a row belongs to."""

    kind: str
    name: str
    model: type[models.Model]
    owners: tuple[str, ...]

    @property
    def is_of_entries(self):
        return self.owners == ENTRY_COLUMNS

    @property
    def fields(self):
        schema = schema_of(self.model)
        return {**schema.columns, **schema.references, **schema.lists}

    @property
    def header(self):
        return [*self.owners, *self.fields]


@cache
def tables_of(kind):
    """The tables of a kind of entry by name, owners first; its own has the name of the kind."""
    found = {kind: Table(kind, kind, KINDS[kind], ENTRY_COLUMNS)}
    _add_tables(found, kind, KINDS[kind], (kind,))
    return found


def _add_tables(found, kind, model, owners):
    for owner in schema_of(model).children.values():
        name = owner.model._meta.model_name
        found[name] = Table(kind, name, owner.model, owners)
        _add_tables(found, kind, owner.model, owners if owner.one_to_one else (*owners, name))


@cache
def all_tables():
    return {name: table for kind in KINDS for name, table in tables_of(kind).items()}


def rows_of(kind, slug, number, values):
    """Yield (name of the table, cells) of everything that the document of an entry says."""
    yield kind, [slug, number, *_cells(tables_of(kind)[kind], values)]
    yield from _owned_rows(kind, KINDS[kind], values, (slug,))


def _owned_rows(kind, model, values, owners):
    for key, owner in schema_of(model).children.items():
        table = tables_of(kind)[owner.model._meta.model_name]
        for name, row in by_key(owner, values.get(key)).items():
            yield table.name, [*map(cell_of, owners), *_cells(table, row)]
            inner = owners if owner.one_to_one else (*owners, name)
            yield from _owned_rows(kind, owner.model, row, inner)


def _cells(table, values):
    return [cell_of(values.get(key)) for key in table.fields]


@dataclass
class TableRow:
    """One line of a table; `cells` holds the columns that the file has, by name."""

    table: Table
    line: int
    cells: dict
    columns: dict

    def place(self, key=""):
        """The place of a cell, or of the row; a column is named by its letter and its heading."""
        column = f"{self.columns[key]} {key}" if key in self.columns else ""
        return Place(self.table.name, self.line, column, self.cells.get(key))

    @property
    def owners(self):
        names = (self.cells.get(name) for name in self.table.owners[1:])
        return tuple("" if name is None else text_of(str(name)) for name in names)

    def merged(self, base):
        """What the row says, and for columns that the file does not have what `base` says."""
        mapping = Mapping()
        mapping.line, mapping.lines = self.place(), {}
        for key, field in self.table.fields.items():
            if key in self.columns:
                value, place = value_of(field, self.cells.get(key)), self.place(key)
            else:
                value, place = base.get(key), self.place()._replace(column=key)
            mapping.lines[key] = place
            if value is not None:
                mapping[key] = placed(value, place)
                if isinstance(value, list):
                    mapping[key].lines = [place] * len(value)
        return mapping


@dataclass
class Rows(Content):
    """The rows that a file has of one entry, by table; an absent table is one it does not have."""

    tables: dict[str, list[TableRow]]

    def missing_columns(self):
        own = self.tables.get(self.kind, [])
        known = own[0].columns if own else {}
        columns = schema_of(self.model).columns.items()
        return [name for name, field in columns if is_required(field) and name not in known]

    def over(self, base, faults):
        own = self.tables.get(self.kind, [])
        for row in own[1:]:
            message = _("repeats %(said)s, first on line %(line)s")
            faults.add(row.place("slug"), message % {"said": self.slug, "line": own[0].line})
        waiting = {
            name: _by_owners(rows) for name, rows in self.tables.items() if name != self.kind
        }
        mapping = own[0].merged(base) if own else _columns(self.model, base, self.place)
        self._own(mapping, self.model, base, waiting, ())
        for rows in waiting.values():
            for row in (row for group in rows.values() for row in group):
                message = _("belongs to no row of %(entry)s")
                faults.add(row.place(row.table.owners[-1]), message % {"entry": self.slug})
        return mapping

    def _own(self, mapping, model, base, waiting, owners):
        """Put the rows that `mapping` owns into it, and take those of the file out of `waiting`."""
        for key, owner in schema_of(model).children.items():
            rows = self._owned(owner, base.get(key), waiting, owners)
            if not rows:
                continue
            mapping.lines[key] = rows[0].line
            if owner.one_to_one:
                mapping[key] = rows[0] if len(rows) == 1 else Sequence(rows)
            else:
                mapping[key] = Sequence(rows)
                mapping[key].line, mapping[key].lines = rows[0].line, [row.line for row in rows]

    def _owned(self, owner, base, waiting, owners):
        old = by_key(owner, base)
        name = owner.model._meta.model_name
        if name in waiting:
            given = waiting[name].pop(owners, [])
            keys = by_key(owner, [row.merged({}) for row in given]) if not owner.one_to_one else {}
            named = zip(keys or ["1"] * len(given), given, strict=True)
            found = [(key, row.merged(old.get(key, {}))) for key, row in named]
        else:
            found = [(key, _columns(owner.model, row, self.place)) for key, row in old.items()]
        for key, mapping in found:
            inner = owners if owner.one_to_one else (*owners, key)
            self._own(mapping, owner.model, old.get(key, {}), waiting, inner)
        return [mapping for _key, mapping in found]


def _by_owners(rows):
    found = {}
    for row in rows:
        found.setdefault(row.owners, []).append(row)
    return found


def _columns(model, base, place):
    """What `base` says without the rows that it owns."""
    children = schema_of(model).children
    return placed({key: value for key, value in base.items() if key not in children}, place)
