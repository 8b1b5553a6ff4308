"""Files from spreadsheets and from other encodings; files that are written as a whole."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.translation import override

from catalog.documents import formats
from catalog.documents.check import Checker
from catalog.documents.formats.spreadsheet_cells import (
    DAY,
    MONTH,
    YEAR,
    Unclear,
    shown_precision,
    text_of_number,
)
from catalog.documents.limits import FileRefused
from catalog.documents.placed import Faults
from catalog.exchange.imports import ImportRefused, import_contents
from catalog.models import FrameworkRevision
from catalog.whole_files import whole_file, write_whole
from tests.factories import make_editor, make_framework

HEAD = ["slug", "name", "kind", "status_since", "licence"]
RELEASES = ["framework", "role", "version", "released_on"]


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def read(path, **options):
    """The values of each entry, and the faults and notes of the file."""
    faults = Faults(**options)
    checker = Checker(faults)
    found = []
    for content in formats.read(path, faults):
        base = {} if "framework" in content.tables else {"name": "A", "kind": "framework"}
        found.append(checker.check(content.model, content.over(base, faults), slug=content.slug))
    return found, faults


def workbook(path, sheet, rows, *, shown=()):
    """Write a workbook; `shown` are pairs of the address of a cell and its number format."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    for address, number_format in shown:
        book.active[address].number_format = number_format
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("number_format", "pattern"),
    [
        ("mmm-yy", MONTH),
        ("yyyy-mm", MONTH),
        ('yyyy"年"m"月"', MONTH),
        ("[$-804]yyyy/m", MONTH),
        ("yyyy", YEAR),
        ("yyyy-mm-dd", DAY),
        ("d/m/yy h:mm", DAY),
        ('yyyy"年"m"月"d"日";@', DAY),
        ("d-mmm", None),
        ("mm:ss", None),
        ('m"月"d"日"', None),
    ],
)
def test_date_is_read_as_precisely_as_it_is_shown(number_format, pattern):
    assert shown_precision(number_format) == pattern


@pytest.mark.parametrize(
    ("number", "number_format", "text"),
    [
        (2, "General", "2"),
        (1.1, "0.00", "1.10"),
        (2.0, "0.0", "2.0"),
        (7, "000", "007"),
        (1.1, "General", None),
        (0.5, "0%", None),
    ],
)
def test_number_is_read_as_it_is_shown(number, number_format, text):
    if text is None:
        with pytest.raises(Unclear):
            text_of_number(number, number_format)
    else:
        assert text_of_number(number, number_format) == text


def test_month_that_a_spreadsheet_made_a_day_is_read_as_a_month(tmp_path):
    row = ["a", "A", "framework", datetime(2015, 11, 1), "MIT"]
    path = workbook(tmp_path / "a.xlsx", "framework", [HEAD, row], shown=[("D2", "mmm-yy")])

    [values], faults = read(path)

    assert (values["status_since"], faults.shown) == ("2015-11", [])


def test_version_that_a_spreadsheet_made_a_date_is_refused_by_its_cell(tmp_path):
    row = ["a", "first", datetime(2026, 1, 10), datetime(2026, 1, 10)]
    path = workbook(
        tmp_path / "a.xlsx", "release", [RELEASES, row], shown=[("C2", "d-mmm"), ("D2", "d-mmm")]
    )

    _found, faults = read(path)

    assert [(one.sheet, one.line, one.column) for one in faults.shown] == [
        ("release", 2, "C version"),
        ("release", 2, "D released_on"),
    ]
    assert "Format the cell as text, and type it again" in faults.shown[0].reason


def test_whole_day_of_a_workbook_is_a_day(tmp_path):
    row = ["a", "first", "1.10", date(2015, 11, 9)]
    path = workbook(tmp_path / "a.xlsx", "release", [RELEASES, row])

    [values], faults = read(path)

    assert (values["releases"], faults.shown) == (
        [{"role": "first", "version": "1.10", "released_on": "2015-11-09"}],
        [],
    )


CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet>
<table:table table:name="notes"><table:table-row>
<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>
</table:table-row></table:table>
<table:table table:name="release">{rows}
<table:table-row table:number-rows-repeated="1048000"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(path, *rows):
    """Write an ODS file; a cell is its text, or (type, value, shown)."""
    lines = []
    for row in rows:
        cells = []
        for cell in row:
            kind, value, shown = ("string", "", cell) if isinstance(cell, str) else cell
            name = {"date": "date-value", "float": "value"}.get(kind)
            stored = f' office:{name}="{value}"' if name else ""
            cells.append(
                f'<table:table-cell office:value-type="{kind}"{stored}>'
                f"<text:p>{shown}</text:p></table:table-cell>"
            )
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", CONTENT.format(rows="".join(lines)))
    return path


def test_ods_is_read_as_it_is_shown(tmp_path):
    path = ods(
        tmp_path / "a.ods",
        RELEASES,
        ["a", "first", ("float", "1.1", "1.10"), ("date", "2015-11-01", "2015-11")],
        ["a", "latest", "two <text:s/>words", ("date", "2016-11-09", "09/11/16")],
    )

    [values], faults = read(path)

    assert (values["releases"], faults.shown) == (
        [
            {"role": "first", "version": "1.10", "released_on": "2015-11"},
            {"role": "latest", "version": "two  words", "released_on": "2016-11-09"},
        ],
        [],
    )


def test_ods_that_is_unclear_is_refused_by_its_cell(tmp_path):
    path = ods(
        tmp_path / "a.ods",
        RELEASES,
        ["a", "first", ("date", "2026-01-10", "10. Jan."), ("date", "2026-01-10", "10. Jan.")],
    )

    _found, faults = read(path)

    assert [(one.sheet, one.line, one.column, one.value) for one in faults.shown] == [
        ("release", 2, "C version", "10. Jan."),
        ("release", 2, "D released_on", "10. Jan."),
    ]


def test_broken_ods_is_refused(tmp_path):
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")

    with pytest.raises(FileRefused, match="The file is no workbook, or a broken one"):
        list(formats.read(path, Faults()))


TABLE = "table,slug,name,kind\nframework, lasagne ,框架, framework \n"


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("gb18030", ["The file was read as GB18030 (GBK)."]),
        ("utf-16", ["The file was read as UTF-16."]),
    ],
)
def test_csv_is_read_in_the_encodings_of_spreadsheets_and_trimmed(encoding, notes, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.encode(encoding))
    faults = Faults()

    [content] = formats.read(path, faults)

    assert (content.slug, [one.reason for one in faults.notes]) == ("lasagne", notes)
    values = Checker(faults).check(content.model, content.over({}, faults))
    assert values == {"name": "框架", "kind": "framework"}


def test_unknown_column_is_noted_where_the_person_says_so(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("table,slug,name,kind,remark\nframework,a,A,framework,x\n")

    refused, strict = read(path)
    found, faults = read(path, skips_unknown=True)

    assert (refused, strict.count) == ([], 1)
    assert (found, faults.count) == ([{"name": "A", "kind": "framework"}], 0)
    assert [(one.column, one.value) for one in faults.notes] == [("E", "remark")]


@pytest.mark.django_db
def test_unknown_entry_is_named_and_not_its_missing_columns(tmp_path):
    path, faults = tmp_path / "a.csv", Faults()
    path.write_text("table,slug,summary_en\nframework,nosuch,New\n")

    with pytest.raises(ImportRefused):
        import_contents(formats.read(path, faults), faults, by=make_editor())

    assert [one.reason for one in faults.shown] == [
        "no framework has the slug nosuch; a new one needs the columns name, kind"
    ]


def test_wrong_choice_names_the_valid_ones(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("table,slug,name,kind,status\nframework,a,A,framework,dead\n")

    _found, faults = read(path)

    assert [one.reason for one in faults.shown] == [
        "must be one of active, maintenance, inactive, archived, retired, unknown"
    ]


@pytest.mark.django_db
def test_import_command_leaves_out_unknown_columns_when_told_to(tmp_path):
    make_editor("anna")
    path, out = tmp_path / "a.csv", io.StringIO()
    path.write_text("table,slug,name,kind,remark\nframework,a,A,framework,x\n")

    with pytest.raises(CommandError, match="is unknown"):
        call_command("import_file", path, by="anna", verbosity=0)
    call_command("import_file", path, by="anna", skip_unknown=True, verbosity=0, stdout=out)

    assert FrameworkRevision.objects.get().name == "A"
    assert "framework, 1, E: is unknown" in out.getvalue()


@pytest.mark.django_db
def test_refused_export_leaves_the_file_that_was_there(tmp_path):
    make_framework("alpha", summary_en="x" * 40_000)
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"yesterday")

    with pytest.raises(CommandError, match="a cell holds"):
        call_command("export_file", path, kind="framework", verbosity=0)

    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [
        ("a.xlsx", b"yesterday")
    ]


def _write_half(path):
    with whole_file(path) as file:
        file.write(b"half")
        raise RuntimeError


def test_file_is_written_as_a_whole_or_not_at_all(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o640)

    with pytest.raises(RuntimeError):
        _write_half(path)

    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"old"]
    write_whole(path, "新")
    assert [one.read_text() for one in tmp_path.iterdir()] == ["新"]
    assert path.stat().st_mode & 0o777 == 0o640


def test_file_behind_a_link_is_replaced_and_the_link_stays(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)

    write_whole(link, b"new")

    assert (link.is_symlink(), real.read_bytes()) == (True, b"new")


@pytest.mark.django_db
def test_export_page_offers_the_tables_of_each_kind(client):
    make_framework("alpha").releases.create(role="first", version="1")
    client.force_login(make_editor())

    page = client.get(reverse("desk:export"))
    file = client.get(
        reverse("desk:export"),
        {
            "kind": "framework",
            "format": "csv",
            "state": "live",
            "table": "release",
            "language": "en",
        },
    )

    assert '<option value="release">releases</option>' in page.text
    assert b"release,alpha,,first,1," in b"".join(file.streaming_content)
