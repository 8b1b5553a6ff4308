"""XLSX: one sheet a table, every text typed as text, nothing that runs."""

import re
import zipfile
import zlib
from datetime import datetime, time
from io import BytesIO
from itertools import islice
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from catalog.documents.formats.csv_file import add_row, columns_of, letter
from catalog.documents.limits import FileRefused, check_zip
from catalog.documents.placed import Place
from catalog.documents.rowstore import RowStore
from catalog.documents.tables import all_tables, rows_of, tables_of

CELL_LENGTH = 32_767  # Excel's
MOST_COLUMNS = 200
# How a workbook writes what XML can not hold or would change; section 22.9.2.19 of ECMA-376.
ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")
UNSAFE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# What openpyxl raises on a broken workbook; it wraps none of it.
BROKEN = (
    AttributeError,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    OSError,
    ParseError,
    TypeError,
    ValueError,  # defusedxml's refusals are some of these
    zipfile.BadZipFile,
    zlib.error,
)


def write(file, kind, documents):
    """Write a workbook of the documents to the binary file; refused where a text is too long."""
    book = openpyxl.Workbook(write_only=True)
    sheets = {}
    for name, table in tables_of(kind).items():
        sheet = sheets[name] = book.create_sheet(name)
        sheet.freeze_panes = "B2"
        sheet.append(table.header)
    target = BytesIO()  # saving is what closes and removes the temporary files of the sheets
    try:
        for slug, number, values in documents:
            for name, cells in rows_of(kind, slug, number, values):
                sheets[name].append([_cell(sheets[name], cell, slug) for cell in cells])
        target = file
    finally:
        book.save(target)


def read(path, faults):
    """The `RowStore` of the workbook's sheets that have the name of a table."""
    check_zip(path)
    store = RowStore()
    try:
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
            _read_sheets(book, store, faults)
    except BROKEN as error:
        raise FileRefused(_("The file is no workbook, or a broken one.")) from error
    return store


def _read_sheets(book, store, faults):
    known = [sheet for sheet in book.worksheets if sheet.title in all_tables()]
    if not known:
        raise FileRefused(
            _("No sheet has the name of a table. Known are %(known)s.")
            % {"known": ", ".join(all_tables())}
        )
    for sheet in known:
        sheet.reset_dimensions()  # a workbook may say any size of itself
        _read_sheet(sheet, all_tables()[sheet.title], store, faults)


def _read_sheet(sheet, table, store, faults):
    rows = enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1)
    headings = [str(cell.value or "").strip() for _line, row in islice(rows, 1) for cell in row]
    columns = columns_of(headings, table, faults, Place(table.name, 1))
    if columns is None:
        return
    store.add_table(table, {name: letter(number) for name, number in columns.items()})
    for line, row in rows:
        if all(cell.value is None for cell in row):
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
    value = cell.value
    if cell.data_type == "f":
        reason = _("is a formula; put its result there, as a value")
        faults.add(place._replace(value=value), reason)
        return None
    if cell.data_type == "e":
        faults.add(place._replace(value=value), _("is an error of the spreadsheet"))
        return None
    if isinstance(value, str):
        return ESCAPE.sub(lambda found: chr(int(found.group()[2:6], 16)), value)
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date().isoformat()  # a spreadsheet has no days, only moments
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def _cell(sheet, value, slug):
    if not isinstance(value, str):
        return value
    text = UNSAFE.sub(lambda found: f"_x{ord(found.group()):04X}_", value)
    if len(text) > CELL_LENGTH:
        raise FileRefused(
            _("A text of %(entry)s has %(found)s characters; a cell holds %(allowed)s. Use JSON.")
            % {"entry": slug, "found": len(text), "allowed": CELL_LENGTH}
        )
    cell = WriteOnlyCell(sheet, None)
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"  # so that Excel makes no date of 2015-11 when somebody edits it
    return cell
