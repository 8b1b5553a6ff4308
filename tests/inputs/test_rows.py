"""Rules across columns and rows hold for the form, the API, imports and the loader alike."""

import json

import pytest
from django.utils.translation import override

from catalog import actions
from catalog.documents import FaultsFound, formats, load
from catalog.documents.placed import Faults
from catalog.exchange.imports import ImportRefused, import_contents
from catalog.models import Framework, FrameworkRevision
from tests import databases
from tests.factories import make_draft, make_editor, make_framework
from tests.persons import Person
from tests.programs import Program

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

LATER = {"type": "uses", "target_name": "X", "since": "2020-05", "until": "2019"}
TWICE = {"type": "uses", "target_name": "X"}
RELATIONS = {
    "until before since": ([LATER], "2019 is before 2020-05"),
    "the same relation twice": ([TWICE, {**TWICE, "target_name": "x"}], "repeats|is there twice"),
    "to itself": ([{"type": "uses", "target": "alpha"}], "no relation to itself"),
    "to the trash": ([{"type": "uses", "target": "gone"}], "gone is in the trash"),
    "stated by the target": ([{"type": "built_on", "target": "base"}], "base states the relation"),
    "without a target": ([{"type": "uses"}], "Choose a target"),
}


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@databases.fixture
def alpha():
    """A live framework that another one is built on, beside one in the trash."""
    editor = make_editor("anna")
    live = make_framework("alpha", by=editor)
    make_framework("base", by=editor).relations.create(type="built_on", target=live.entry)
    actions.trash(make_framework("gone", by=editor).entry, by=editor)
    return live


def by_api(relations, live, tmp_path):
    program = Program(live.created_by)
    answer = program.patch_framework("alpha", {"relations": relations}, seen='"1"')
    return [one["detail"] for one in answer.json().get("errors", [])]


def by_import(relations, live, tmp_path):
    path, faults = tmp_path / "file.json", Faults()
    values = {"name": "Alpha", "kind": "framework", "relations": relations}
    path.write_text(json.dumps([{"kind": "framework", "slug": "alpha", "values": values}]))
    try:
        import_contents(formats.read(path, faults), faults, by=live.created_by)
    except ImportRefused:
        return [one.reason for one in faults.shown]
    return []


def by_form(relations, live, tmp_path):
    person = Person(live.created_by)
    draft = actions.open_draft(live.entry, by=live.created_by)
    sent = person.opened(draft)
    there = int(sent["relations-INITIAL_FORMS"])
    sent["relations-TOTAL_FORMS"] = there + len(relations)
    for number, relation in enumerate(relations, start=there):
        row = dict(relation)
        if "target" in row:
            row["target"] = Framework.objects.get(slug=row["target"]).pk
        sent |= {f"relations-{number}-{name}": value for name, value in row.items()}
    response = person.save(draft, sent)
    if response.status_code == 302:
        return []
    formset = response.context["inline_admin_formsets"][6].formset
    return [text for form in formset.forms for texts in form.errors.values() for text in texts]


@pytest.mark.parametrize("path", [by_api, by_import, by_form])
@pytest.mark.parametrize("case", RELATIONS)
def test_relation_that_cannot_be_true_is_refused(case, path, alpha, tmp_path):
    relations, reason = RELATIONS[case]

    found = path(relations, alpha, tmp_path)

    assert len(found) == 1
    assert any(one in found[0] for one in reason.split("|"))


@pytest.mark.parametrize("case", ["until before since", "the same relation twice", "to itself"])
def test_loader_refuses_relations_that_cannot_be_true(case, tmp_path):
    relations, _reason = RELATIONS[case]
    values = {"name": "Alpha", "kind": "framework", "relations": relations}
    path = tmp_path / "dump.ndjson"
    path.write_text(json.dumps({"kind": "framework", "slug": "alpha", "values": values}) + "\n")

    with pytest.raises(FaultsFound):
        load(path, by=make_editor())


def test_mutual_relation_may_be_stated_by_both(alpha):
    other = make_framework("other", by=alpha.created_by)
    other.relations.create(type="uses", target=alpha.entry)

    assert by_api([{"type": "uses", "target": "other"}], alpha, None) == []


def test_period_of_one_year_is_accepted(alpha):
    years = {"since": "2019-05", "until": "2019"}

    assert by_api([{"type": "uses", "target_name": "X", **years}], alpha, None) == []


def test_relation_whose_target_went_to_the_trash_later_can_be_edited(alpha, tmp_path):
    editor = alpha.created_by
    target = make_framework("later", by=editor).entry
    alpha.relations.create(type="uses", target=target)
    actions.trash(target, by=editor)

    assert by_form([{"type": "uses", "target_name": "New"}], alpha, tmp_path) == []
    answer = Program(editor).patch_framework("alpha", {"licence": "MIT"}, seen='"2.1"')
    assert answer.status_code == 200


def test_two_frameworks_are_not_published_as_built_on_each_other():
    editor = make_editor()
    drafts = [make_draft(slug, by=editor) for slug in ("alpha", "beta")]
    for draft, other in (drafts, drafts[::-1]):
        draft.relations.create(type="built_on", target=other.entry)

    with pytest.raises(actions.ActionRefused, match="states the relation"):
        actions.publish_all(drafts, by=editor)

    assert not FrameworkRevision.objects.live().exists()


def test_draft_with_a_row_twice_is_not_published():
    editor = make_editor()
    draft = make_draft(by=editor)
    for _number in range(2):
        draft.packages.create(registry="PyPI", name="keras")

    with pytest.raises(actions.ActionRefused, match="is there twice"):
        actions.publish(draft, by=editor)


def test_boxes_do_not_offer_entries_in_the_trash(client, alpha):
    client.force_login(alpha.created_by)
    asked = {"app_label": "catalog", "model_name": "relation", "field_name": "target", "term": ""}

    offered = client.get("/en/admin/autocomplete/", asked).json()["results"]

    assert [one["text"] for one in offered] == ["alpha", "base"]


@pytest.mark.parametrize("name", ["ALPHA", "Ａlpha", "alpha"])
def test_equal_name_of_another_entry_is_a_hint(name, client):
    editor = make_editor()
    make_framework("first", name="Alpha", by=editor)
    client.force_login(editor)

    page = client.post(
        "/en/admin/catalog/framework/add/",
        {"slug": "second", "name": name, "kind": "framework"},
        follow=True,
    )

    said = [str(one) for one in page.context["messages"]]
    assert "Another entry has the same name: first. Is it the same thing?" in said


def test_import_notes_an_equal_name(tmp_path):
    editor = make_editor()
    make_framework("first", name="Alpha", by=editor)
    path, faults = tmp_path / "file.csv", Faults()
    path.write_text("table,slug,name,kind\nframework,second,alpha,framework\n")

    import_contents(formats.read(path, faults), faults, by=editor)

    assert [one.reason for one in faults.notes] == ["another entry has the same name: first"]
