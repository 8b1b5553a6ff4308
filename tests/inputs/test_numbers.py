"""Whole numbers that PostgreSQL cannot store are refused on every database and by every way in."""

import csv
import json

import pytest
from django.db import models
from django.utils.translation import override

from catalog import actions
from catalog.documents import FaultsFound, formats, load
from catalog.documents.placed import Faults
from catalog.documents.schema import KINDS, schema_of
from catalog.exchange.imports import ImportRefused, import_contents
from catalog.models import Feature
from catalog.models.fields import Bounded
from tests.factories import make_editor
from tests.persons import Person, form_values
from tests.programs import Program

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

TOO_LARGE = [2**15, 2**31, 2**63, 2**64, 10**200]
FEATURE = {"name_zh": "速度", "name_en": "Speed"}


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def by_api(number, tmp_path):
    body = {"slug": "speed", "values": FEATURE | {"position": number}}
    answer = Program(make_editor()).send("post", "features/", body)
    return [(one["pointer"].rpartition("/")[2], one["detail"]) for one in answer.json()["errors"]]


def by_json(number, tmp_path):
    path = tmp_path / "file.json"
    entry = {"kind": "feature", "slug": "speed", "values": FEATURE | {"position": number}}
    path.write_text(json.dumps([entry]))
    return imported(path)


def by_csv(number, tmp_path):
    path = tmp_path / "file.csv"
    row = {"table": "feature", "slug": "speed"} | FEATURE | {"position": number}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    return imported(path)


def imported(path):
    faults = Faults()
    with pytest.raises(ImportRefused):
        import_contents(formats.read(path, faults), faults, by=make_editor())
    # A table names the letter of the column too: "E position".
    return [(one.column.split()[-1].rpartition("/")[2], one.reason) for one in faults.shown]


def by_loader(number, tmp_path):
    path = tmp_path / "dump.ndjson"
    line = {"kind": "feature", "slug": "speed", "values": FEATURE | {"position": number}}
    path.write_text(json.dumps(line) + "\n")
    with pytest.raises(FaultsFound) as found:
        load(path, by=make_editor())
    return [(one.field, one.message) for one in found.value.faults]


def by_form(number, tmp_path):
    person = Person(make_editor())
    draft = actions.create_entry(Feature, "speed", by=person.user, **FEATURE)
    response = person.save(draft, person.opened(draft) | {"position": number})
    assert form_values(response)["position"] == str(number)
    errors = response.context["adminform"].form.errors
    return [(name, text) for name, texts in errors.items() for text in texts]


@pytest.mark.parametrize("way", [by_api, by_json, by_csv, by_loader, by_form])
@pytest.mark.parametrize("number", TOO_LARGE, ids=["2^15", "2^31", "2^63", "2^64", "10^200"])
def test_number_that_no_column_holds_is_refused_at_its_field(number, way, tmp_path):
    assert way(number, tmp_path) == [
        ("position", "Ensure this value is less than or equal to 32767.")
    ]


def test_largest_number_is_stored(tmp_path):
    program = Program(make_editor())

    answer = program.send(
        "post", "features/", {"slug": "speed", "values": FEATURE | {"position": 2**15 - 1}}
    )

    assert answer.status_code == 201
    assert Feature.objects.get().revisions.get().position == 2**15 - 1


def test_every_number_of_a_document_is_bounded():
    models_met, columns = [*KINDS.values()], []
    for model in models_met:
        schema = schema_of(model)
        columns += [f for f in schema.columns.values() if isinstance(f, models.IntegerField)]
        models_met += [f.model for f in schema.children.values() if f.model not in models_met]

    assert [str(field) for field in columns if not isinstance(field, Bounded)] == []
    assert {field.name for field in columns} >= {"position", "year", "rank", "source_line"}
