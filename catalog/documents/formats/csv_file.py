"""CSV: one table. UTF-8 with a mark at the start, which is how Excel knows that it is not GBK."""

import csv
from itertools import chain
from string import ascii_uppercase

from django.utils.translation import gettext as _

from catalog.documents.contents import check_slug
from catalog.documents.limits import (
    AUTO,
    ENCODINGS,
    GB18030,
    UTF_16,
    FileRefused,
    encoding_of,
)
from catalog.documents.placed import Place
from catalog.documents.rowstore import RowStore
from catalog.documents.tables import all_tables, rows_of, tables_of

TABLE = "table"
DELIMITERS = ",;\t"
# The whole file is bounded; a bound for one text would only keep long articles out.
csv.field_size_limit(100_000_000)


def write(file, kind, documents, *, table=None):
    """Write one table of the documents, that of the entries unless told otherwise."""
    name = table or kind
    writer = csv.writer(file)
    file.write("\ufeff")
    writer.writerow([TABLE, *tables_of(kind)[name].header])
    for slug, number, values in documents:
        for found, cells in rows_of(kind, slug, number, values):
            if found == name:
                writer.writerow(line_of(name, cells))


def line_of(name, cells):
    """The line of one row of the table `name`."""
    return [name, *map(_text, cells)]


def read(path, faults, *, kind=None, encoding=AUTO):
    """The `RowStore` of the file; `kind` says what a file without the column `table` holds."""
    found = encoding_of(path, encoding, is_table=True)
    if found in (GB18030, UTF_16) and encoding == AUTO:
        faults.note(Place("", 1), _("The file was read as %s.") % ENCODINGS[found])
    store = RowStore()
    with path.open(encoding=found, newline="") as file:
        delimiter = _delimiter(file)
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            _read_rows(reader, store, faults, kind)
        except csv.Error:
            message = _("is not CSV: a quotation mark is not closed, or stands where none may")
            faults.add(Place("", reader.line_num), message)
    return store


def _delimiter(file):
    """What stands between the headings; spreadsheets write a semicolon or a tab in some places."""
    heading = file.readline(10_000)
    file.seek(0)
    return max(DELIMITERS, key=heading.count)


def _read_rows(reader, store, faults, kind):
    heading = [name.strip() for name in next(reader, [])]
    first = next(reader, None)
    if first is None and (kind is None or TABLE in heading):
        return
    table = _table(heading, first, kind)
    columns = columns_of(heading, table, faults, Place(table.name, 1), ignored=(TABLE,))
    if columns is None:
        return
    store.add_table(table, {name: letter(number) for name, number in columns.items()})
    line = 2
    for row in chain([first] if first else [], reader):
        if any(row):
            _take(row, line, heading, columns, table, store, faults)
        line = reader.line_num + 1


def _take(row, line, heading, columns, table, store, faults):
    place = Place(table.name, line)
    if len(row) != len(heading):
        message = _("has %(found)s cells, the heading has %(expected)s; the file may be cut off")
        faults.add(place, message % {"found": len(row), "expected": len(heading)})
        return
    if TABLE in heading and row[heading.index(TABLE)].strip() != table.name:
        cell = place._replace(column=TABLE, value=row[heading.index(TABLE)])
        faults.add(cell, _("is another table; a CSV file holds one: %s") % table.name)
        return
    cells = {name: row[number] for name, number in columns.items()}
    add_row(store, table, line, cells, faults)


def add_row(store, table, line, cells, faults):
    """Hand a row to the store, unless it does not say whose it is."""
    name = table.owners[0]
    if isinstance(cells[name], str):
        cells[name] = cells[name].strip()
    if check_slug(cells[name], Place(table.name, line, name, cells[name]), faults):
        store.add(table, line, cells)


def _table(heading, first, kind):
    name = kind
    if TABLE in heading and first and len(first) > heading.index(TABLE):
        name = first[heading.index(TABLE)].strip()
    if name not in all_tables():
        raise FileRefused(
            _("The file does not say what it holds: the column “table” must name one of %(known)s.")
            % {"known": ", ".join(all_tables())}
        )
    return all_tables()[name]


def columns_of(heading, table, faults, place, *, ignored=()):
    """The number of each column by its heading; None where the headings are not right."""
    before = faults.count
    found = {}
    for number, name in enumerate(heading):
        cell = place._replace(column=letter(number), value=name)
        if name in ignored or not name:
            continue
        if name not in table.header:
            known = ", ".join(table.header)
            report = faults.note if faults.skips_unknown else faults.add
            report(cell, _("is unknown; known are %(known)s") % {"known": known})
            continue
        if name in found:
            faults.add(cell, _("the column stands there twice"))
        found[name] = number
    for name in table.owners:
        if name not in found and name != "revision":
            faults.add(place._replace(column=name), _("the column is missing"))
    return found if faults.count == before else None


def letter(number):
    """The name that a spreadsheet gives the column `number`, counted from 0."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = ascii_uppercase[rest] + name
    return name


def _text(cell):
    return {True: "true", False: "false"}[cell] if isinstance(cell, bool) else str(cell)
