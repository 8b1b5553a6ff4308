"""Every list that stands in the order of names: pinyin, numbers by value, no script dropped."""

from importlib import import_module

import pytest
from django.apps import apps

from catalog import actions
from catalog.models import (
    FrameworkRevision,
    GlossaryTerm,
    GlossaryTermRevision,
    PrintedName,
    Term,
)
from tests.factories import make_editor, make_framework, make_glossary_term

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

IN_ORDER = ["2.9", "2.10", "Caffe", "模型2", "模型10", "微调", "Привет"]


def make_frameworks():
    for number, name in enumerate(reversed(IN_ORDER)):
        make_framework(f"number-{number}", name=name)


def test_frameworks_are_listed_by_name_in_both_directions(client):
    make_frameworks()

    for address in ("/zh-hans/frameworks/", "/en/matrix/"):
        there = client.get(address, {"sort": "name"}).context["frameworks"]
        back = client.get(address, {"sort": "-name"}).context["frameworks"]
        names = [[framework.name for framework in found] for found in (there, back)]
        assert names == [IN_ORDER, IN_ORDER[::-1]]


def test_api_and_pickers_list_frameworks_alike(client):
    make_frameworks()

    listed = client.get("/api/v1/frameworks/?sort=name&lang=en").json()["results"]
    choices = client.get("/zh-hans/interoperability/").context["choices"]

    assert [one["name"] for one in listed] == IN_ORDER
    assert [name for _slug, name in choices] == IN_ORDER


def test_glossary_stands_under_the_letters_of_its_readings(client):
    for number, name in enumerate(reversed(IN_ORDER)):
        make_glossary_term(f"number-{number}", name_zh=name, name_en=f"Word {number}")

    groups = client.get("/zh-hans/glossary/").context["groups"]

    assert [(group.letter, [term.name_zh for term in group.terms]) for group in groups] == [
        ("#", ["2.9", "2.10"]),
        ("C", ["Caffe"]),
        ("M", ["模型2", "模型10"]),
        ("W", ["微调"]),
        ("П", ["Привет"]),
    ]


def test_stated_reading_moves_a_term(client):
    by = make_editor()
    live = make_glossary_term("odd", name_zh="重调", name_en="odd")
    assert live.sort_key_zh == "zhong0diao"

    draft = actions.open_draft(live.entry, by=by)
    draft.reading = "chóng tiáo"
    draft.save()
    actions.publish(draft, by=by)

    assert GlossaryTerm.objects.get(slug="odd").live_revision.sort_key_zh == "chong0tiao"
    shown = client.get("/api/v1/glossary/odd/").json()
    assert shown["reading"] == "chóng tiáo"


def test_names_without_an_entry_are_listed_by_name(client):
    live, by = make_framework("alpha"), make_editor()
    draft = actions.open_draft(live.entry, by=by)
    for name in reversed(IN_ORDER):
        draft.relations.create(type="uses", target_name=name)
    actions.publish(draft, by=by)

    listed = client.get("/zh-hans/interoperability/").context["names_without_entry"]
    drawn = client.get("/zh-hans/lineage/").context["lineage"].lives

    assert listed == IN_ORDER
    assert [life.label for life in drawn] == ["Alpha", *IN_ORDER]


def test_frameworks_of_one_age_are_drawn_by_name(client):
    make_frameworks()

    context = client.get("/zh-hans/lineage/").context

    for lives in (context["lineage"].lives, [life for life, _framework in context["rows"]]):
        assert [life.label for life in lives] == IN_ORDER


def test_licences_are_listed_by_name(client):
    in_order = ["Apache-2.0", "BSD-3-Clause", "bzip2-1.0.6", "CC-BY-4.0", "MIT"]
    for number, licence in enumerate(reversed(in_order)):
        make_framework(f"number-{number}", licence=licence)

    filterset = client.get("/en/frameworks/").context["filterset"]

    assert [value for value, _label in filterset.choices("licence")] == in_order


def test_values_of_a_facet_are_listed_by_name(client):
    live, by = make_framework("alpha"), make_editor()
    draft = actions.open_draft(live.entry, by=by)
    for number, name in enumerate(reversed(IN_ORDER)):
        term = Term.objects.create(
            facet="platform", slug=f"p{number}", name_zh=name, name_en=f"Platform {number}"
        )
        draft.terms.create(term=term)
    actions.publish(draft, by=by)

    filterset = client.get("/zh-hans/frameworks/").context["filterset"]

    assert [label for _slug, label in filterset.choices("platform")] == IN_ORDER


def test_migration_sorts_what_was_there(content):
    """It fills the keys of history too, which drafts are copied from."""
    migration = import_module("catalog.migrations.0032_readings")
    models = (FrameworkRevision, PrintedName, Term, GlossaryTermRevision)
    before = [[*model.objects.order_by("pk").values_list()] for model in models]
    for model in models:
        keys = [one.name for one in model._meta.fields if one.name.startswith("sort_key")]
        model.objects.update(**dict.fromkeys(keys, ""))

    migration.fill_keys(apps, None)

    assert [[*model.objects.order_by("pk").values_list()] for model in models] == before
