"""A date that does not exist is refused, in all eight columns and by every path of writing."""

import json

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import override

from catalog.documents import FaultsFound, formats, load
from catalog.documents.placed import Faults
from catalog.exchange.imports import ImportRefused, import_contents
from catalog.models import Combination, FrameworkRevision, Pair, Source
from catalog.models.fields import PartialDateField
from catalog.validators import clean_partial_date
from tests.factories import make_draft, make_editor, make_framework, make_row, make_source
from tests.persons import Person
from tests.programs import Program

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

IMPOSSIBLE = [
    "2023-02-30",
    "2023-02-29",
    "1900-02-29",
    "2023-04-31",
    "2023-13",
    "2023-00",
    "2023-00-10",
    "2023-01-00",
    "2023-01-32",
    "2023-12-99",
    "0000",
    "0000-01-01",
    "2023-1",
    "2023-1-5",
    "23",
    "20230",
    "2023/01/05",
    "2023-01-0",
    "٢٠٢٣",
    "2023年",
]
FRAMEWORK = {"name": "F", "kind": "framework"}


def combined(**fields):
    combination = {"verdict": "partly", **fields}
    name = {"slug": "n", "text": "N", "identity": "combination", "combination": combination}
    return {"title_zh": "文", "title_en": "A", "printed_names": [name]}


DOCUMENTS = {
    "frameworkrevision.status_since": lambda day: FRAMEWORK | {"status_since": day},
    "release.released_on": lambda day: (
        FRAMEWORK | {"releases": [{"role": "first", "version": "1", "released_on": day}]}
    ),
    "package.released_on": lambda day: (
        FRAMEWORK | {"packages": [{"registry": "PyPI", "name": "p", "released_on": day}]}
    ),
    "relation.since": lambda day: (
        FRAMEWORK | {"relations": [{"type": "uses", "target_name": "X", "since": day}]}
    ),
    "relation.until": lambda day: (
        FRAMEWORK | {"relations": [{"type": "uses", "target_name": "X", "until": day}]}
    ),
    "combination.since": lambda day: combined(since=day),
    "pair.since": lambda day: combined(
        pairs=[{"a": "a1", "b": "b1", "verdict": "partly", "since": day}]
    ),
    "source.dated": lambda day: {
        "slug": "s",
        "kind": "web_page",
        "title": "T",
        "locator": "L",
        "accessed_on": "2026-01-01",
        "dated": day,
    },
}
# Sources are not written by the API, and no file but a dump holds them.
BY_FILES = [column for column in DOCUMENTS if column != "source.dated"]


def kind_of(column):
    return {"combination": "article", "pair": "article", "source": "source"}.get(
        column.partition(".")[0], "framework"
    )


def make_ends():
    for slug in ("a1", "b1"):
        make_framework(slug)


def refused_by_api(column, day):
    program = Program(make_editor())
    body = {"slug": "new", "values": DOCUMENTS[column](day)}
    answer = program.send(
        "post", {"framework": "frameworks/"}.get(kind_of(column), "articles/"), body
    )
    pointers = [one["pointer"] for one in answer.json().get("errors", [])]
    name = column.partition(".")[2]
    return answer.status_code == 422 and [one.rpartition("/")[2] for one in pointers] == [name]


def refused_by_import(column, day, *, tmp_path):
    path, faults = tmp_path / "file.json", Faults()
    entry = {"kind": kind_of(column), "slug": "new", "values": DOCUMENTS[column](day)}
    path.write_text(json.dumps([entry]))
    try:
        import_contents(formats.read(path, faults), faults, by=make_editor())
    except ImportRefused:
        return [one.column.rpartition("/")[2] for one in faults.shown] == [column.partition(".")[2]]
    return False


def refused_by_loader(column, day, *, tmp_path):
    lines = [
        {"kind": "framework", "slug": slug, "values": FRAMEWORK | {"name": slug}}
        for slug in ("a1", "b1")
    ]
    slug = "s" if column == "source.dated" else "new"
    lines.append({"kind": kind_of(column), "slug": slug, "values": DOCUMENTS[column](day)})
    path = tmp_path / "dump.ndjson"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    try:
        load(path, by=make_editor())
    except FaultsFound as found:
        return [one.field for one in found.faults] == [column.partition(".")[2]]
    return False


ROWS = {
    "release.released_on": ("releases", {"role": "first", "version": "1"}),
    "package.released_on": ("packages", {"registry": "PyPI", "name": "p"}),
    "relation.since": ("relations", {"type": "uses", "target_name": "X"}),
    "relation.until": ("relations", {"type": "uses", "target_name": "X"}),
}


def form_of(column, person):
    """The row whose form holds the column, the name of the field there, and what is sent."""
    name = column.partition(".")[2]
    if column in ROWS:
        draft = make_draft(by=person.user)
        prefix, values = ROWS[column]
        sent = {f"{prefix}-0-{key}": value for key, value in values.items()}
        sent = person.opened(draft) | {f"{prefix}-TOTAL_FORMS": 1} | sent
        return draft, f"{prefix}-0-{name}", sent
    row = {
        "frameworkrevision.status_since": lambda: make_draft(by=person.user),
        "combination.since": lambda: make_row(Combination),
        "pair.since": lambda: make_row(Pair, b=make_framework().entry),
        "source.dated": make_source,
    }[column]()
    return row, name, person.opened(row)


def errors_of(response):
    """The names of the fields with errors, with the prefix of their form."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += inline.formset.forms
    return [form.add_prefix(name) for form in forms for name in form.errors]


def accepted_by_form(column, days):
    """Those of the days that the form of the column does not refuse at its field."""
    person = Person(make_editor())
    row, field, sent = form_of(column, person)
    found = []
    for day in days:
        response = person.save(row, sent | {field: day})
        if response.status_code != 200 or errors_of(response) != [field]:
            found.append(day)
    return found


def test_every_column_of_a_partial_date_is_tried():
    columns = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("catalog").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, PartialDateField)
    }

    assert columns == DOCUMENTS.keys()


@pytest.mark.parametrize("day", IMPOSSIBLE)
def test_impossible_date_is_refused(day):
    with pytest.raises(ValidationError):
        clean_partial_date(day)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("２０１５", "2015"), ("２０１５－１１", "2015-11"), (" 2024-02-29 ", "2024-02-29"), ("", "")],
)
def test_partial_date_is_stored_in_ascii(typed, stored):
    assert clean_partial_date(typed) == stored


@pytest.mark.parametrize("column", BY_FILES)
def test_impossible_day_is_refused_by_api_and_import(column, tmp_path):
    make_ends()

    assert refused_by_api(column, "2023-02-30")
    assert refused_by_import(column, "2023-02-30", tmp_path=tmp_path)


def test_impossible_day_is_refused_by_the_loader(tmp_path):
    accepted = [
        one for one in DOCUMENTS if not refused_by_loader(one, "2023-02-30", tmp_path=tmp_path)
    ]

    assert accepted == []
    assert not Source.objects.exists()


@pytest.mark.parametrize("column", ["release.released_on", "pair.since"])
def test_impossible_day_is_refused_by_the_form(column):
    assert accepted_by_form(column, ["2023-02-30"]) == []


@pytest.mark.matrix
@pytest.mark.parametrize("column", DOCUMENTS)
def test_form_refuses_each_impossible_date(column):
    assert accepted_by_form(column, IMPOSSIBLE) == []


@pytest.mark.matrix
@pytest.mark.parametrize("column", BY_FILES)
def test_api_and_import_refuse_each_impossible_date(column, tmp_path):
    make_ends()

    accepted = [day for day in IMPOSSIBLE if not refused_by_api(column, day)]
    imported = [day for day in IMPOSSIBLE if not refused_by_import(column, day, tmp_path=tmp_path)]

    assert (accepted, imported) == ([], [])


@pytest.mark.matrix
@pytest.mark.parametrize("column", DOCUMENTS)
def test_loader_refuses_each_impossible_date(column, tmp_path):
    accepted = [day for day in IMPOSSIBLE if not refused_by_loader(column, day, tmp_path=tmp_path)]

    assert accepted == []


@pytest.mark.parametrize("path", ["api", "form"])
def test_full_width_date_is_stored_in_ascii_by_each_path(path):
    editor = make_editor()
    if path == "api":
        values = {"name": "A", "kind": "framework", "status_since": "２０１５"}
        Program(editor).send("post", "frameworks/", {"slug": "a", "values": values})
    else:
        person, draft = Person(editor), make_draft(by=editor)
        person.save(draft, person.opened(draft) | {"status_since": "２０１５"})

    assert FrameworkRevision.objects.get().status_since == "2015"


def test_feed_of_releases_survives_a_date_from_before_the_rules(client):
    live = make_framework("alpha")
    for version, day in [("1", "2023-02-30"), ("2", "２０１５"), ("3", "never"), ("4", "2020")]:
        live.releases.create(role="other", version=version, released_on=day)

    with override("en"):
        answer = client.get("/en/feeds/releases.atom")

    assert answer.status_code == 200
    assert [one in answer.text for one in ("Alpha 1", "Alpha 2", "Alpha 3", "Alpha 4")] == [
        True,
        False,
        False,
        True,
    ]
    assert "2023-02-01T00:00:00+00:00" in answer.text
