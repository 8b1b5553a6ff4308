"""What is written to a file is what is read from it, and every hostile file is refused by name."""

import csv
import json
import zipfile
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper
from time import process_time

import openpyxl
import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given
from hypothesis import settings as sized
from hypothesis import strategies as st

from catalog.documents import formats
from catalog.documents.cells import FORMULA, plain_cell, text_of
from catalog.documents.check import Checker
from catalog.documents.limits import FileRefused
from catalog.documents.placed import Faults
from catalog.documents.read import default_of
from catalog.documents.schema import KINDS, is_local, schema_of
from catalog.documents.siblings import Siblings
from catalog.documents.tables import rows_of, tables_of
from catalog.models.picture import Picture
from tests.products import combinations, sample
from tests.values import STORED, plain, righted, value_of


@pytest.fixture(autouse=True)
def _pictures(settings):
    for name in STORED:
        path = settings.MEDIA_ROOT / name
        path.parent.mkdir(exist_ok=True)
        path.touch()


@st.composite
def documents(draw, model, owner=None):
    """What a revision or row of `model` may say, as `dump_revision` would give it."""
    schema, values = schema_of(model), {}
    for key, field in {**schema.columns, **schema.references, **schema.lists}.items():
        if field.is_relation and not field.many_to_many and is_local(field.related_model):
            continue
        required = not field.is_relation and not field.blank and not field.null
        required = required or (field.many_to_one and not field.null)
        if required or draw(st.booleans()):
            value = draw(value_of(field))
            if value != [] and (field.is_relation or value != default_of(field)):
                values[key] = value
    for key, child in schema.children.items():
        if names_a_stored_file(child.model):
            continue
        rows = draw(st.lists(documents(child.model, child.name), max_size=2))
        rows = distinct(child, rows)
        if rows:
            values[key] = rows[0] if child.one_to_one else rows
    return righted(model, values)


def names_a_stored_file(model):
    """Pictures are refused unless their file is in the store; tests/admin/test_pictures.py."""
    return issubclass(model, Picture)


def distinct(owner, rows):
    siblings = Siblings(owner.model, owner.name)
    return [row for number, row in enumerate(rows) if not siblings.repeated(row, number)]


def written(format_, kind, entries, **options):
    file = BytesIO()
    if format_ == "xlsx":
        formats.module_of(format_).write(file, kind, entries)
        return file.getvalue()
    text = TextIOWrapper(file, encoding="utf-8", newline="")
    formats.module_of(format_).write(text, kind, entries, **options)
    text.flush()
    return file.getvalue()


def read(path, base=None, **options):
    """What the file at `path` says of each entry, and the faults it has."""
    faults = Faults()
    checker = Checker(faults)
    found = []
    with override("en"):
        for content in formats.read(path, faults, **options):
            mapping = content.over((base or {}).get(content.slug, {}), faults)
            values = checker.check(content.model, mapping)
            found.append((content.slug, content.revision, values))
    return found, faults


def faults_of(path, content, **options):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    _found, faults = read(path, **options)
    return [(fault.sheet, fault.line, fault.column, fault.value) for fault in faults.shown]


def refusal_of(path, content, **options):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(FileRefused) as refused, override("en"):
        list(formats.read(path, Faults(), **options))
    return str(refused.value)


@pytest.mark.parametrize(("kind", "format_"), combinations(KINDS, ["json", "yaml", "xlsx"]))
def test_file_says_what_the_documents_say(kind, format_, tmp_path):
    path = tmp_path / f"file.{format_}"

    @sized(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(documents(KINDS[kind]), min_size=1, max_size=2))
    def check(values):
        entries = [(f"entry-{number}", number, one) for number, one in enumerate(values, 1)]
        path.write_bytes(written(format_, kind, entries))
        found, faults = read(path)
        assert (found, faults.shown) == (entries, [])

    check()


@pytest.mark.parametrize("kind", KINDS)
def test_csv_of_each_table_says_what_the_documents_say(kind, tmp_path):
    path = tmp_path / "file.csv"

    @sized(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(documents(KINDS[kind]))
    def check(values):
        for name in tables_of(kind):
            path.write_bytes(written("csv", kind, [("entry", 1, values)], table=name))
            found, faults = read(path, {"entry": values})
            assert ([one[2] for one in found] or [values], faults.shown) == ([values], [])

    check()


@sized(deadline=None, suppress_health_check=list(HealthCheck))
@given(plain)
def test_neutralised_text_comes_back(text):
    cell = plain_cell(text)

    assert text_of(cell) == text
    assert not cell.lstrip().startswith(FORMULA)


def test_typed_apostrophe_stays():
    assert text_of("'tis") == "'tis"


def test_columns_that_a_table_does_not_have_stay(tmp_path):
    path = tmp_path / "some.csv"
    path.write_text("table,slug,summary_en\nframework,keras,New\n", encoding="utf-8")
    base = {"name": "Keras", "kind": "framework", "summary_zh": "旧", "facts": [{"field": "name"}]}

    found, faults = read(path, {"keras": base})

    assert (found, faults.shown) == ([("keras", None, {**base, "summary_en": "New"})], [])


def test_empty_cell_is_empty_and_nested_rows_stay_with_their_owner(tmp_path):
    article = {
        "sections": [
            {
                "number": "1",
                "level": 2,
                "source_line": 1,
                "raw": "# 1",
                "heading_zh": "一",
                "items": [{"kind": "point", "source_line": 2, "raw": "x"}],
            }
        ]
    }
    path = tmp_path / "sections.csv"
    head = "table,article,number,level,source_line,raw,heading_zh"
    path.write_text(f"{head}\nsection,entry,1,2,1,# 1,\n", encoding="utf-8")

    found, _faults = read(path, {"entry": article})

    del article["sections"][0]["heading_zh"]
    assert found == [("entry", None, article)]


def test_row_of_an_owner_that_is_not_there_is_named(tmp_path):
    content = "table,article,section,kind,source_line,raw\nitem,entry,9,point,2,x\n"

    assert faults_of(tmp_path / "items.csv", content) == [("item", 2, "C section", "9")]


@pytest.mark.parametrize("bad", [1, 500, 1000])
def test_bad_row_is_named_wherever_it_stands(bad, tmp_path):
    lines = ["table,slug,name,kind,status"]
    lines += [
        f"framework,f-{n},F,framework,{'dead' if n == bad else 'active'}" for n in range(1, 1001)
    ]

    found = faults_of(tmp_path / "rows.csv", "\n".join(lines))

    assert found == [("framework", bad + 1, "E status", "dead")]


def test_slug_that_stands_twice_is_named(tmp_path):
    content = "table,slug,name,kind\n" + "framework,same,S,framework\n" * 2

    assert faults_of(tmp_path / "twice.csv", content) == [("framework", 3, "B slug", "same")]


def test_csv_that_is_cut_off_is_named(tmp_path):
    head = "table,slug,name,kind\nframework,a,A,framework\n"

    assert faults_of(tmp_path / "a.csv", f"{head}framework,b,B") == [("framework", 3, "", "")]
    assert faults_of(tmp_path / "b.csv", f'{head}framework,b,"B') == [("", 3, "", "")]


def test_wrong_encoding_is_named_by_its_byte(tmp_path):
    content = "table,slug,name,kind\nframework,a,框架,framework\n"

    assert refusal_of(tmp_path / "gbk.csv", content.encode("gb18030"), encoding="utf-8") == (
        "Byte 33 (0xBF) is not UTF-8. The file reads as GB18030: choose that encoding, or save it "
        "as “CSV UTF-8”."
    )
    assert refusal_of(tmp_path / "x.csv", content.encode()[:34] + b"\xff\xff,x") == (
        "Byte 33 (0xE6) is not UTF-8."
    )
    cut_off = content.encode("utf-16")[:-1]
    assert "UTF-16" in refusal_of(tmp_path / "utf16.csv", cut_off)
    found, faults = read(tmp_path / "gbk.csv", encoding="gb18030")
    assert (found[0][2]["name"], faults.shown) == ("框架", [])


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_with_and_without_mark_and_with_any_delimiter(mark, delimiter, tmp_path):
    line = delimiter.join(["table", "slug", "name", "kind"])
    path = tmp_path / "file.csv"
    path.write_text(f"{mark}{line}\n{delimiter.join(['framework', 'a', '框架', 'framework'])}\n")

    assert read(path)[0] == [("a", None, {"name": "框架", "kind": "framework"})]


def test_export_opens_in_excel_in_chinese():
    content = written("csv", "framework", [("a", 1, {"name": "框架", "kind": "framework"})])

    assert content.startswith(b"\xef\xbb\xbftable,slug,")
    [row] = csv.DictReader(StringIO(content.decode("utf-8-sig")))
    assert (row["slug"], row["name"]) == ("a", "框架")


def test_file_without_a_kind_is_refused_and_read_with_one(tmp_path):
    path = tmp_path / "plain.csv"

    assert "table" in refusal_of(path, "slug,name,kind\na,A,framework\n")
    assert read(path, kind="framework")[0] == [("a", None, {"name": "A", "kind": "framework"})]


def test_unknown_and_repeated_columns_are_named(tmp_path):
    content = "table,slug,name,name,nmae\nframework,a,A,A,A\n"

    assert faults_of(tmp_path / "columns.csv", content) == [
        ("framework", 1, "D", "name"),
        ("framework", 1, "E", "nmae"),
    ]


def workbook(rows, *, title="framework"):
    book, file = openpyxl.Workbook(), BytesIO()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def test_sixty_formulas_are_named_and_none_is_run(tmp_path):
    rows = [[f"f-{n}", '=HYPERLINK("https://example.org")', "framework"] for n in range(60)]

    found = faults_of(tmp_path / "file.xlsx", workbook([["slug", "name", "kind"], *rows]))

    assert len(found) == 60
    assert found[-1] == ("framework", 61, "B name", '=HYPERLINK("https://example.org")')


def test_export_has_no_formula(tmp_path):
    values = [
        (f"f-{n}", 1, {"name": f"{FORMULA[n % 10]}1+1", "kind": "framework"}) for n in range(60)
    ]
    path = tmp_path / "file.xlsx"
    path.write_bytes(written("xlsx", "framework", values))

    sheet = openpyxl.load_workbook(path)["framework"]
    kinds = {cell.data_type for row in sheet.iter_rows(min_row=2, max_col=3) for cell in row}

    assert "f" not in kinds
    # Blanks around a value do not count.
    kept = [(slug, number, {**said, "name": said["name"].strip()}) for slug, number, said in values]
    assert read(path)[0] == kept


def test_numbers_and_days_that_a_spreadsheet_made_are_understood(tmp_path):
    head = ["slug", "name", "kind", "status_since", "verified_on", "licence"]
    row = ["a", 2015, "framework", 2015, date(2026, 1, 2), 2.5]
    path = tmp_path / "file.xlsx"

    assert faults_of(path, workbook([head, row])) == [("framework", 2, "F licence", "2.5")]
    row[-1] = None
    path.write_bytes(workbook([head, row]))
    assert read(path)[0][0][2] == {
        "name": "2015",
        "kind": "framework",
        "status_since": "2015",
        "verified_on": date(2026, 1, 2),
    }


def test_text_too_long_for_a_cell_is_refused():
    with pytest.raises(FileRefused):
        written("xlsx", "framework", [("a", 1, {"name": "A", "summary_en": "x" * 40_000})])


def test_zip_bomb_is_refused_before_it_is_inflated(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)

    message = refusal_of(path, path.read_bytes())

    assert path.stat().st_size < 100_000
    assert message.startswith("The workbook would grow from")


def test_workbook_of_too_many_parts_is_refused(tmp_path):
    path = tmp_path / "parts.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(1001):
            archive.writestr(f"part{number}.xml", "")

    assert refusal_of(path, path.read_bytes()) == (
        "The workbook has 1001 parts; 1000 are accepted."
    )


def test_workbook_that_is_cut_off_or_none_is_refused(tmp_path):
    whole = workbook([["slug", "name", "kind"], ["a", "A", "framework"]])

    assert "cut off" in refusal_of(tmp_path / "cut.xlsx", whole[:-200])
    assert "cut off" in refusal_of(tmp_path / "none.xlsx", b"\xd0\xcf\x11\xe0 an old workbook")
    assert "table" in refusal_of(tmp_path / "other.xlsx", workbook([["a"]], title="Sheet1"))
    assert "workbook" in refusal_of(tmp_path / "named.csv", whole)


def test_entities_in_a_workbook_are_refused(tmp_path):
    whole, path = workbook([["slug", "name", "kind"], ["a", "A", "framework"]]), tmp_path / "x.xlsx"
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY e "eeee">]>' + content
            new.writestr(name, content)

    assert refusal_of(path, path.read_bytes()) == "The file is no workbook, or a broken one."


def test_size_is_looked_at_first(tmp_path, settings):
    settings.IMPORT_MAX_BYTES = 10

    assert refusal_of(tmp_path / "large.csv", "x" * 11) == (
        "The file has 11 bytes; 10 are accepted. Import it in parts."
    )
    assert refusal_of(tmp_path / "empty.csv", "") == "The file is empty."


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("[" * 100_000, 1),
        ('[\n{"kind": "framework", "kind": "feature"}]', 2),
        ('[\n{"kind": "framework", "slug": "a", "values": {"position": NaN}}]', 2),
        ('[\n{"kind": "framework", "slug": "a", "values": {}}', 2),
        ('[{"kind": "framework",\n', 2),
        ('[{"kind": "framework", "slug": "a", "values": ' + '{"a":' * 40 + "1" + "}" * 42, 1),
        ('[{"kind": "framework", "slug": "a", "values": ' + "9" * 5000, 1),
        ("[1, 2]", 1),
        ("[]\n{}", 2),
    ],
)
def test_hostile_json_is_named_by_its_line(content, line, tmp_path):
    assert faults_of(tmp_path / "file.json", content)[0][1] == line


@pytest.mark.parametrize(
    "content",
    [
        "a: &a [x]\nb: *a\n",
        "[" * 5000,
        "{a: " * 100,
        "kind: framework\nkind: feature\n",
        "? [a, b]\n: 1\n",
        "kind: !!python/object/apply:os.system [ls]\n",
        "a: 2015-99-99\n",
        "a: \x00\n",
        "just text",
        f"a: 1{':1' * 100_000}\n",
        f"a: -{'1_' * 100_000}\n",
    ],
)
def test_hostile_yaml_is_a_fault(content, tmp_path):
    assert len(faults_of(tmp_path / "file.yaml", content)) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    sample(
        [
            ("- a\n" * 200_001, "The file has more than 200000 YAML values"),
            ("[" + "a," * 200_001 + "]", "The file has more than 200000 YAML values"),
            ("---\na: 1\n" * 10_001, "The file has more than 10000 YAML documents"),
            ("# comment\n" * 1_000_001, "The file has more than 10000000 bytes of YAML"),
        ],
        2,
    ),
)
def test_yaml_that_would_take_long_is_refused_in_time(content, message, tmp_path):
    started = process_time()

    assert refusal_of(tmp_path / "file.yaml", content).startswith(message)
    assert process_time() - started < 10  # on a slow machine; a fifth of it on a fast one


@pytest.mark.parametrize("poison", ["\x00", "\ud800"])
def test_character_that_no_database_takes_is_named(poison, tmp_path):
    values = {"name": "A", "kind": "framework", "homepage_url": f"https://x{poison}"}
    content = json.dumps([{"kind": "framework", "slug": "a", "values": values}])

    [fault] = faults_of(tmp_path / "file.json", content)

    assert fault[:3] == ("framework a", 1, "homepage_url")


@pytest.mark.parametrize("value", [{}, [], 5, True, None, 1.5, [[]], [{}], "x" * 5000, 10**30])
def test_no_value_of_the_wrong_type_breaks_the_check(value, tmp_path):
    fields = {**schema_of(KINDS["framework"]).columns, **schema_of(KINDS["article"]).columns}
    keys = [*fields, "facts", "relations", "sections", "assessments", "terms"]
    entries = [
        {"kind": kind, "slug": f"a-{n}", "values": {key: value}}
        for kind in ("framework", "article")
        for n, key in enumerate(keys)
    ]
    rows = {"sources": value, "field": value, "note_en": value, "target": value, "term": value}
    rows |= {"year": value, "feature": value, "items": value, "components": value}
    for kind in ("framework", "article"):
        for name in schema_of(KINDS[kind]).children:
            entries += [
                {"kind": kind, "slug": f"b-{name}-{key}", "values": {name: [{key: one}]}}
                for key, one in rows.items()
            ]
    path = tmp_path / "file.json"
    path.write_text(json.dumps(entries), encoding="utf-8")

    _found, faults = read(path)

    assert faults.count > 0


def test_faults_are_counted_beyond_those_shown(tmp_path):
    lines = ["table,slug,name,kind"] + [f"framework,f-{n},F,nothing" for n in range(1500)]
    path = tmp_path / "many.csv"
    path.write_text("\n".join(lines), encoding="utf-8")

    _found, faults = read(path)

    assert (faults.count, len(faults.shown)) == (1500, 1000)


def test_faults_speak_the_language_of_the_reader(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("table,slug,name,kind\nframework,a,,framework\n", encoding="utf-8")
    faults = Faults()
    [content] = formats.read(path, faults)
    Checker(faults).check(content.model, content.over({}, faults))

    assert [str(fault) for fault in faults.shown] == ["framework, 2, C name: 必须填写"]


def test_every_table_of_every_kind_has_headings_of_its_own():
    for kind in KINDS:
        for table in tables_of(kind).values():
            assert len(set(table.header)) == len(table.header)
            assert len(table.name) <= 31
    assert [name for name, _cells in rows_of("feature", "a", 1, {"name_en": "A"})] == ["feature"]
