import pytest
from django.urls import reverse

from catalog import actions
from catalog.models import Framework
from tests import databases
from tests.factories import make_draft, make_editor, make_framework, make_user

pytestmark = pytest.mark.django_db


def compare_url(revision):
    return reverse("admin:catalog_frameworkrevision_compare", args=[revision.pk])


@databases.fixture
def draft():
    editor = make_editor()
    live = make_framework("alpha", summary_zh="旧的简介", summary_en="Old words", licence="MIT")
    draft = actions.open_draft(live.entry, by=editor)
    draft.summary_zh, draft.summary_en, draft.licence = "新的简介", "New words", "BSD-2-Clause"
    draft.save()
    return draft


def test_reviewer_accepts_some_fields_and_publishes_exactly_these(draft, admin_client):
    page = admin_client.get(compare_url(draft))
    assert [one.pointer for one in page.context["differences"]] == [
        "/summary_zh",
        "/summary_en",
        "/licence",
    ]
    assert "<del>旧</del>" in page.text
    assert "<ins>新</ins>" in page.text

    response = admin_client.post(
        compare_url(draft), {"accept": ["/summary_zh", "/licence"], "seen": "0"}, follow=True
    )

    live = Framework.objects.live().get()
    assert (live.summary_zh, live.summary_en, live.licence) == (
        "新的简介",
        "Old words",
        "BSD-2-Clause",
    )
    assert live.entry.open_revision.summary_en == "New words"
    assert [message.level_tag for message in response.context["messages"]] == ["success", "info"]


def test_accepting_nothing_says_so_and_changes_nothing(draft, admin_client):
    response = admin_client.post(compare_url(draft), {"seen": "0"}, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert Framework.objects.live().get().number == 1
    assert draft.entry.open_revision == draft


@pytest.mark.parametrize("seen", ["0", "", "-1", "1e9", None])
def test_comparison_that_somebody_saved_after_publishes_nothing(seen, draft, editor, admin_client):
    actions.record_edit(draft, ["licence"], by=editor)
    values = {"accept": ["/licence"]} | ({} if seen is None else {"seen": seen})

    response = admin_client.post(compare_url(draft), values, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert Framework.objects.live().get().number == 1
    assert draft.entry.open_revision == draft


def test_two_revisions_of_history_can_be_compared_but_not_published(draft, editor, admin_client):
    actions.publish(draft, by=editor)
    first = draft.entry.revisions.get(number=1)

    page = admin_client.get(compare_url(draft) + "?with=1")
    posted = admin_client.post(compare_url(draft) + "?with=1", {"accept": ["/licence"]})

    assert page.context["other"] == first
    assert "Publish" not in page.text
    assert "<del>MIT</del>" in page.text
    assert posted.status_code == 403


def test_first_draft_has_nothing_to_be_compared_with(admin_client):
    page = admin_client.get(compare_url(make_draft("alpha")))

    assert (page.status_code, page.context["other"]) == (200, None)


@pytest.mark.parametrize("number", ["9", "x", ""])
def test_unknown_number_compares_with_nothing(number, draft, admin_client):
    page = admin_client.get(compare_url(draft) + f"?with={number}")

    assert (page.status_code, page.context["other"]) == (200, None)


def test_outsiders_see_no_comparison(draft, client):
    client.force_login(make_user("clerk", is_staff=True))

    assert client.get(compare_url(draft)).status_code == 403
    assert client.post(compare_url(draft), {"accept": ["/licence"]}).status_code == 403


def test_differences_stand_by_section_and_in_the_words_of_people(draft, admin_client):
    live = draft.entry.live_revision
    live.facts.create(field="accelerators", confidence="high")
    draft.relations.create(type="uses", target_name="NumPy", note_zh="张量", note_en="Tensors")

    page = admin_client.get(compare_url(draft).replace("/zh-hans/", "/en/"))

    found = [(str(label), [one.pointer for one in ones]) for label, ones in page.context["groups"]]
    assert found == [
        ("Name, texts and facts", ["/summary_zh", "/summary_en", "/licence"]),
        ("facts", ["/facts/accelerators"]),
        ("relations", ["/relations/uses NumPy"]),
    ]
    assert "fact: accelerators" in page.text
    assert "target without an entry: NumPy" in page.text
