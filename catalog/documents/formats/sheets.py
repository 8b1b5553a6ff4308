"""Sheets of a workbook as tables, whatever the format of the workbook."""

from abc import ABC, abstractmethod
from itertools import islice

from django.db import models
from django.utils.translation import gettext as _

from catalog.documents.formats.csv_file import add_row, columns_of, letter
from catalog.documents.formats.spreadsheet_cells import Unclear
from catalog.documents.limits import FileRefused
from catalog.documents.placed import Place
from catalog.documents.rowstore import RowStore
from catalog.documents.tables import all_tables

MOST_COLUMNS = 200


class Cell(ABC):
    """A cell of a sheet: what it shows, or why that is not known."""

    formula: str | None = None
    is_error = False
    is_empty = False
    shown = ""

    @abstractmethod
    def value_for(self, field, *, is_text):
        """The value for a column, None for the name of an owner; raises `Unclear`."""


def read_sheets(sheets, faults):
    """The `RowStore` of those sheets that have the name of a table.

    `sheets` yields pairs of a name and an iterable over rows, which are lists of `Cell`.
    """
    store, is_known = RowStore(), False
    for name, rows in sheets:
        if name in all_tables():
            is_known = True
            _read_sheet(rows, all_tables()[name], store, faults)
    if not is_known:
        raise FileRefused(
            _("No sheet has the name of a table. Known are %(known)s.")
            % {"known": ", ".join(all_tables())}
        )
    return store


def _read_sheet(rows, table, store, faults):
    rows = enumerate(rows, start=1)
    headings = [cell.shown.strip() for _line, row in islice(rows, 1) for cell in row]
    columns = columns_of(headings, table, faults, Place(table.name, 1))
    if columns is None:
        return
    store.add_table(table, {name: letter(number) for name, number in columns.items()})
    for line, row in rows:
        if all(cell.is_empty for cell in row):
            continue
        before = faults.count
        cells = {
            name: _value(row[number], Place(table.name, line, f"{letter(number)} {name}"), faults)
            if number < len(row)
            else None
            for name, number in columns.items()
        }
        if faults.count == before:
            add_row(store, table, line, cells, faults)


def _value(cell, place, faults):
    """What stands in a cell, as text, number or truth; a formula is named and not run."""
    if cell.is_error:
        faults.add(place._replace(value=cell.shown), _("is an error of the spreadsheet"))
        return None
    if cell.formula is not None:
        reason = _("is a formula; put its result there, as a value")
        faults.add(place._replace(value=cell.formula), reason)
        return None
    if cell.is_empty:
        return None
    field = all_tables()[place.sheet].fields.get(place.column.partition(" ")[2])
    numeric = (models.IntegerField, models.BooleanField)
    try:
        return cell.value_for(field, is_text=not isinstance(field, numeric))
    except Unclear as unclear:
        faults.add(place._replace(value=cell.shown), str(unclear))
        return None
