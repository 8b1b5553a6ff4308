"""ODS: the sheets of LibreOffice, read as those of a workbook. Nothing is written in this format.

What each part means: OpenDocument 1.3, part 3, chapter 9 and section 19.
"""

import re
import zipfile
from datetime import datetime
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from catalog.documents.formats.sheets import MOST_COLUMNS, Cell, read_sheets
from catalog.documents.formats.spreadsheet_cells import (
    Unclear,
    retype,
    text_of_date,
)
from catalog.documents.limits import FileRefused, check_zip
from catalog.validators import first_day

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# A sheet ends with a row that is repeated to the last line there can be.
MOST_REPEATED = 1000
BROKEN = (KeyError, ParseError, ValueError, zipfile.BadZipFile, DefusedXmlException)


class OdsCell(Cell):
    """A cell of an ODS sheet; the file stores what it shows beside its value."""

    def __init__(self, element):
        self.element = element
        self.kind = element.get(f"{OFFICE}value-type")
        self.shown = "\n".join(map(_text_of, element.iterfind(f"{TEXT}p")))

    @property
    def is_empty(self):
        return not self.shown and self.kind is None

    @property
    def formula(self):
        return self.element.get(f"{TABLE}formula")

    @property
    def is_error(self):
        return self.shown.startswith(("#", "Err:")) and self.formula is not None

    def value_for(self, field, *, is_text):
        if self.kind == "boolean":
            return self.element.get(f"{OFFICE}boolean-value") == "true"
        if self.kind == "date":
            return self._date_for(field)
        if self.kind in (None, "string"):
            return self.shown
        if is_text:
            return self._shown_number()
        number = float(self.element.get(f"{OFFICE}value"))
        return int(number) if number.is_integer() else number

    def _date_for(self, field):
        if first_day(self.shown):
            return self.shown
        stored = datetime.fromisoformat(self.element.get(f"{OFFICE}date-value"))
        # A day, a month and a year are shown, in the order of some country.
        is_whole = len(re.findall(r"[0-9]+", self.shown)) >= 3
        return text_of_date(stored, "yyyy-mm-dd" if is_whole else "d-mmm", field)

    def _shown_number(self):
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", self.shown):
            message = _("is a number that is shown in another form: %s")
            raise Unclear(message % retype(self.shown))
        return self.shown


def read(path, faults):
    """The `RowStore` of the file's sheets that have the name of a table."""
    check_zip(path)
    try:
        with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
            return read_sheets(_sheets(content), faults)
    except BROKEN as error:
        raise FileRefused(_("The file is no workbook, or a broken one.")) from error


def _sheets(content):
    """Pairs of the name of a sheet and an iterator over its rows."""
    events = iterparse(content, events=("start", "end"), forbid_dtd=True)
    for event, element in events:
        if event == "start" and element.tag == f"{TABLE}table":
            yield element.get(f"{TABLE}name", ""), _rows(events)


def _rows(events):
    """The rows of one sheet, as lists of cells; the lines between them are empty lists."""
    for event, element in events:
        if event == "end" and element.tag == f"{TABLE}table":
            return
        if event == "end" and element.tag == f"{TABLE}table-row":
            cells = _cells(element)
            repeated = int(element.get(f"{TABLE}number-rows-repeated", 1))
            for _number in range(min(repeated, MOST_REPEATED)):
                yield cells
            element.clear()


def _cells(row):
    found = []
    for element in row:
        if element.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        repeated = int(element.get(f"{TABLE}number-columns-repeated", 1))
        found += [OdsCell(element)] * min(repeated, MOST_COLUMNS - len(found))
    while found and found[-1].is_empty:
        found.pop()
    return found


def _text_of(paragraph):
    """The text of a paragraph; spaces, tabs and line ends are elements of their own."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == f"{TEXT}s":
            parts.append(" " * min(int(child.get(f"{TEXT}c", 1)), MOST_REPEATED))
        elif child.tag == f"{TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{TEXT}line-break":
            parts.append("\n")
        elif child.tag != f"{OFFICE}annotation":
            parts.append(_text_of(child))
        parts.append(child.tail or "")
    return "".join(parts)
