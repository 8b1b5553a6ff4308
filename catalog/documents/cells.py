"""Values as the cells of a table, and back.

Nothing in a cell runs: a text that a spreadsheet would take for a formula gets an apostrophe in
front, and so does one that begins with an apostrophe itself, so that every text comes back as it
was.
"""

import re
from datetime import date

from django.db import models

from catalog.documents.strict_json import LONGEST_NUMBER
from catalog.validators import validate_quotation

# A spreadsheet takes a cell that begins so for a formula; OWASP's list, and the full-width forms.
FORMULA = tuple("=+-@\t\r＝＋－＠")
MARK = "'"
LIST_SEPARATOR = "; "
# As long as in JSON; longer ones stay text, which is no number of a document.
WHOLE_NUMBER = re.compile(rf"-?\d{{1,{LONGEST_NUMBER}}}")


def plain_cell(text):
    """The text, with an apostrophe in front where a spreadsheet would do more than show it."""
    return f"{MARK}{text}" if _needs_mark(text) else text


def text_of(cell):
    """The text that `plain_cell` was given; an apostrophe that it did not add stays."""
    rest = cell[1:]
    return rest if cell.startswith(MARK) and (not rest or _needs_mark(rest)) else cell


def cell_of(value):
    """A value of a document as a cell: text, a whole number, or true or false.

    None, for what a document leaves out, is an empty cell. An empty text that a document does name
    is an apostrophe alone.
    """
    if value is None:
        return ""
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return plain_cell(LIST_SEPARATOR.join(value))
    return plain_cell(value) if value else MARK


def value_of(field, cell):
    """The value of a document that `cell` stands for, None where it is empty.

    What does not fit `field` is handed on as it is, for the check to name it.
    """
    if isinstance(cell, str) and validate_quotation not in field.validators:
        cell = cell.strip()
    if cell is None or cell == "":
        return None
    if isinstance(field, models.ManyToManyField):
        names = text_of(str(cell)).split(LIST_SEPARATOR.strip())
        return [name.strip() for name in names if name.strip()]
    if isinstance(field, models.BooleanField):
        return {"true": True, "false": False}.get(str(cell).lower(), cell)
    if isinstance(field, models.IntegerField):
        return _number(cell)
    return _text(cell)


def _needs_mark(text):
    # Some spreadsheets skip white space before they look.
    return text.startswith(MARK) or text.startswith(FORMULA) or text.lstrip().startswith(FORMULA)


def _number(cell):
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, str) and WHOLE_NUMBER.fullmatch(cell.strip()):
        return int(cell)
    return cell


def _text(cell):
    if isinstance(cell, str):
        return text_of(cell)
    # A spreadsheet makes a number of 2015; that can be undone, and what 2.0 was can not.
    return str(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell
