"""XLSX: one sheet a table, every text typed as text, nothing that runs."""

import re
import zipfile
import zlib
from io import BytesIO
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from catalog.documents.formats.sheets import MOST_COLUMNS, Cell, read_sheets
from catalog.documents.formats.spreadsheet_cells import text_of_date, text_of_number
from catalog.documents.limits import FileRefused, check_zip
from catalog.documents.tables import all_tables, rows_of, tables_of

CELL_LENGTH = 32_767  # Excel's
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


class XlsxCell(Cell):
    """A cell of a workbook, shown by its number format."""

    def __init__(self, cell):
        self.cell = cell

    @property
    def is_empty(self):
        return self.cell.value is None

    @property
    def shown(self):
        return "" if self.is_empty else str(self.cell.value)

    @property
    def formula(self):
        return self.cell.value if self.cell.data_type == "f" else None

    @property
    def is_error(self):
        return self.cell.data_type == "e"

    def value_for(self, field, *, is_text):
        value = self.cell.value
        if isinstance(value, str):
            return ESCAPE.sub(lambda found: chr(int(found.group()[2:6], 16)), value)
        if isinstance(value, bool):
            return value
        if isinstance(value, (int, float)):
            return text_of_number(value, self.cell.number_format) if is_text else value
        return text_of_date(value, self.cell.number_format, field)


def read(path, faults):
    """The `RowStore` of the workbook's sheets that have the name of a table."""
    check_zip(path)
    try:
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
            return read_sheets(_sheets(book), faults)
    except BROKEN as error:
        raise FileRefused(_("The file is no workbook, or a broken one.")) from error


def _sheets(book):
    for sheet in book.worksheets:
        if sheet.title in all_tables():
            sheet.reset_dimensions()  # a workbook may say any size of itself
            rows = sheet.iter_rows(max_col=MOST_COLUMNS)
            yield sheet.title, ([XlsxCell(cell) for cell in row] for row in rows)


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
