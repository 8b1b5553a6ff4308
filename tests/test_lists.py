"""The shared lists, sources and terms: who changed what, and what can not be changed."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from catalog import actions, lists
from catalog.models import Change, Source, Term
from tests.admin.test_editing_path import form_values
from tests.factories import make_draft, make_editor, make_source, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

VALUES = {
    "slug": "paper",
    "kind": "web_page",
    "title": "A paper",
    "locator": "section 2",
    "accessed_on": "2026-11-24",
}


def log():
    return [
        (one.by.username, one.kind, one.slug, one.revision, one.action, one.summary, one.values)
        for one in Change.objects.filter(kind__in=["source", "term"]).order_by("pk")
    ]


def test_change_of_a_source_is_logged_with_what_it_said_and_says():
    source = make_source("paper", title="Old", note="same")
    source.title, source.dated = "New", "2015"

    lists.save(source, by=make_editor("anna"), summary="misprint")

    changed = {"title": ["Old", "New"], "dated": ["", "2015"]}
    assert log() == [("anna", "source", "paper", None, "edit", "title, dated · misprint", changed)]


def test_saving_without_a_change_leaves_no_trace():
    source = make_source("paper", accessed_on="2026-11-24")

    lists.save(source, by=make_editor())

    assert log() == []


def test_new_and_deleted_rows_are_logged_with_all_that_they_said():
    by = make_editor("anna")
    term = Term(facet="user_language", slug="lua", name_en="Lua")
    lists.save(term, by=by)
    lists.delete(term, by=by)

    said = {"facet": "user_language", "slug": "lua", "name_zh": "", "name_en": "Lua"}
    assert log() == [
        (
            "anna",
            "term",
            "user_language/lua",
            None,
            "add",
            "",
            {k: [None, v] for k, v in said.items()},
        ),
        (
            "anna",
            "term",
            "user_language/lua",
            None,
            "delete",
            "",
            {k: [v, None] for k, v in said.items()},
        ),
    ]


def test_what_history_cites_is_neither_deleted_nor_renamed():
    source = make_source("paper")
    draft = make_draft("alpha")
    draft.facts.create(field="name").sources.add(source)
    actions.discard(draft, by=make_editor())
    source.slug = "other"

    for act in (lists.save, lists.delete):
        with pytest.raises(actions.ActionRefused):
            act(source, by=make_editor())

    assert [*Source.objects.values_list("slug", flat=True)] == ["paper"]
    assert log() == []


@pytest.mark.parametrize("role", [None, "translator-zh", "translator-en"])
def test_lists_are_closed_to_who_may_not_write_facts(role):
    person = make_user(is_staff=True)
    if role:
        person.groups.add(Group.objects.get(name=role))
    source = make_source("paper", title="Old")
    source.title = "New"

    for act in (lists.save, lists.delete):
        with pytest.raises(actions.ActionForbidden):
            act(source, by=person)

    assert Source.objects.get().title == "Old"


def test_admin_logs_additions_changes_and_deletions(client):
    person = make_user("anna", is_staff=True)
    person.groups.add(Group.objects.get(name="administrator"))
    client.force_login(person)

    client.post(reverse("admin:catalog_source_add"), VALUES)
    source = Source.objects.get()
    url = reverse("admin:catalog_source_change", args=[source.pk])
    client.post(url, form_values(client.get(url)) | {"title": "A better title"})
    gone = reverse("admin:catalog_source_delete", args=[source.pk])
    client.post(gone, {"post": "yes", "seen": client.get(gone).context["seen"]})

    shown = [(by, action, summary) for by, _k, _s, _r, action, summary, _v in log()]
    assert shown == [("anna", "add", ""), ("anna", "edit", "title"), ("anna", "delete", "")]
    edit = Change.objects.get(action="edit")
    page = client.get(reverse("admin:catalog_change_change", args=[edit.pk])).text
    assert "<dt>标题</dt><dd><del>A paper</del> <ins>A better title</ins></dd>" in page
