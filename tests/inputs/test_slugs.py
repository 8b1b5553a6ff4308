"""A slug is one thing in every spelling, and live slugs keep theirs."""

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override

from catalog import actions
from catalog.documents import FaultsFound, formats, load
from catalog.documents.placed import Faults
from catalog.exchange.imports import ImportRefused, import_contents
from catalog.models import Feature, Framework, Source
from tests.databases import undone
from tests.factories import make_editor, make_framework, make_full_article, make_source
from tests.programs import Program

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

NEW = {"name": "N", "kind": "framework"}


@pytest.mark.parametrize("model", [Framework, Feature, Source])
def test_database_holds_one_spelling_of_a_slug(model):
    values = {"accessed_on": "2026-01-01"} if model is Source else {}
    model.objects.create(slug="keras", **values)

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(slug="Keras", **values)


def test_other_spelling_is_refused_by_the_api():
    editor = make_editor()
    make_framework("keras", by=editor)

    answer = Program(editor).send("post", "frameworks/", {"slug": "Keras", "values": NEW})

    assert (answer.status_code, answer.json()["detail"]) == (409, "keras exists already.")


def test_other_spelling_is_refused_by_the_form(client):
    editor = make_editor()
    make_framework("keras", by=editor)
    client.force_login(editor)

    page = client.post("/en/admin/catalog/framework/add/", {"slug": "KERAS", **NEW})

    assert page.context["adminform"].form.non_field_errors() == [
        "An entry has this slug already, in another spelling."
    ]


@pytest.mark.parametrize(
    ("slugs", "reason"),
    [
        (["Keras"], "is keras in another spelling; slugs do not differ by case"),
        (["new", "New"], "repeats New, first on line 1"),
    ],
)
def test_other_spelling_is_refused_by_the_import(slugs, reason, tmp_path):
    editor = make_editor()
    make_framework("keras", by=editor)
    path, faults = tmp_path / "file.json", Faults()
    entries = [{"kind": "framework", "slug": slug, "values": NEW} for slug in slugs]
    path.write_text(json.dumps(entries))

    with override("en"), pytest.raises(ImportRefused):
        import_contents(formats.read(path, faults), faults, by=editor)

    assert [one.reason for one in faults.shown] == [reason]


def test_other_spelling_is_refused_by_the_loader(tmp_path):
    path = tmp_path / "dump.ndjson"
    lines = [{"kind": "framework", "slug": slug, "values": NEW} for slug in ("new", "New")]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))

    with override("en"), pytest.raises(FaultsFound) as found:
        load(path, by=make_editor())

    assert [(one.line, one.message) for one in found.value.faults] == [
        (2, "is new in another spelling; slugs do not differ by case")
    ]


@pytest.mark.parametrize(
    "path",
    [
        "en/frameworks/{}/",
        "en/frameworks/{}/cite/",
        "en/frameworks/{}/feed.atom",
        "en/frameworks/{}/badge/status.svg",
        "en/frameworks/{}/card.svg",
        "en/posters/framework/{}.png",
        "api/v1/frameworks/{}/",
    ],
)
def test_other_spelling_leads_to_the_entry(path, client):
    make_framework("keras")

    answer = client.get(f"/{path.format('KERAS')}?lang=en")

    assert (answer.status_code, answer["Location"]) == (301, f"/{path.format('keras')}?lang=en")


def test_other_spelling_of_a_combination_and_of_a_source_leads_to_it(client):
    make_full_article(rows=1)
    slug = Source.objects.first().slug

    found = [
        client.get(f"/en/combinations/{'N1'}/")["Location"],
        client.get(f"/en/sources/{slug.upper()}/")["Location"],
    ]

    assert found == ["/en/combinations/n1/", f"/en/sources/{slug}/"]


def test_other_spelling_does_not_tell_of_what_readers_cannot_see(client):
    editor = make_editor()
    actions.create_entry(Framework, "secret", by=editor, name="S", kind="framework")
    make_source("unused")

    assert client.get("/en/frameworks/SECRET/").status_code == 404
    assert client.get("/en/sources/UNUSED/").status_code == 404


def test_other_spelling_of_a_retired_entry_leads_on(client):
    editor = make_editor()
    old, new = make_framework("old", by=editor), make_framework("new", by=editor)
    actions.trash(old.entry, by=editor, redirect_to=new.entry)

    answer = client.get("/en/frameworks/OLD/", follow=True)

    assert [one for one, _status in answer.redirect_chain] == [
        "/en/frameworks/old/",
        "/en/frameworks/new/",
    ]


def test_migration_stops_with_a_list_of_slugs_that_collide():
    migration = import_module("catalog.migrations.0029_values")
    with undone():
        constraint = next(
            one for one in Framework._meta.constraints if one.name == "framework_slug_once"
        )
        with connection.cursor() as cursor:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(constraint.name)}")
        for slug in ("keras", "Keras", "other"):
            Framework.objects.create(slug=slug)

        with pytest.raises(RuntimeError, match=r"framework: (Keras, keras|keras, Keras)"):
            migration.refuse_colliding_slugs(apps, None)
