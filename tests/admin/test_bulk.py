"""Acts upon many rows of a list: by the rules of one, each for itself."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.translation import override

from catalog.models import Change, Framework, FrameworkRevision, Term
from tests.factories import make_draft, make_editor, make_framework, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

ENTRIES = "admin:catalog_framework_changelist"
REVISIONS = "admin:catalog_frameworkrevision_changelist"


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def member(role):
    user = make_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def act(client, name, rows, *, address=ENTRIES, **fields):
    chosen = {"action": name, "_selected_action": [row.pk for row in rows]}
    return client.post(reverse(address), {**chosen, **fields})


def outcomes(response):
    return [(str(one.row), one.refusal) for one, _url in response.context["outcomes"]]


def test_first_page_asks_and_does_nothing(client, editor):
    draft = make_draft("alpha", by=editor)
    client.force_login(editor)

    response = act(client, "bulk_submit", [draft.entry])

    assert "This is about 1 row:" in response.text
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_each_entry_is_submitted_or_says_why_not(client, editor):
    first, second = make_draft("alpha", by=editor), make_framework("beta")
    client.force_login(editor)

    response = act(client, "bulk_submit", [first.entry, second.entry], apply="", reason="Ready")

    assert outcomes(response) == [("alpha", ""), ("beta", "Nothing of beta is open.")]
    assert "Done: 1 of 2." in response.text
    first.refresh_from_db()
    assert first.state == "in_review"
    assert Change.objects.get(action="submit").summary == "Ready"


def test_publishing_obeys_the_rules_of_one(client, settings):
    settings.SELF_REVIEW = False
    reviewer, author = member("reviewer"), make_editor()
    own, others = make_draft("alpha", by=reviewer), make_draft("beta", by=author)
    empty = make_draft("gamma", by=author, name="")
    client.force_login(reviewer)

    response = act(
        client, "bulk_publish", [own, others, empty], address=REVISIONS, apply="", reason=""
    )

    said = dict(outcomes(response))
    assert "somebody else has to publish it" in said["alpha #1"]
    assert said["beta #1"] == ""
    assert "It needs a name" in said["gamma #1"]
    states = FrameworkRevision.objects.order_by("entry__slug").values_list("state", flat=True)
    assert [*states] == ["draft", "live", "draft"]


def test_term_is_added_in_a_draft_and_taken_away_again(client, editor):
    term = Term.objects.create(facet="platform", slug="linux", name_en="Linux")
    live = make_framework("alpha")
    client.force_login(editor)
    fields = {"apply": "", "term": term.pk, "reason": ""}

    added = act(client, "bulk_retag", [live.entry], is_added="add", **fields)
    twice = act(client, "bulk_retag", [live.entry], is_added="add", **fields)

    draft = live.entry.open_revision
    assert (outcomes(added), outcomes(twice)) == (
        [("alpha", "")],
        [("alpha", "alpha has it already.")],
    )
    assert (draft.number, draft.created_by, live.terms.count()) == (2, editor, 0)
    assert [one.term for one in draft.terms.all()] == [term]
    assert Change.objects.filter(action="edit").get().summary == "frameworkterm"
    act(client, "bulk_retag", [live.entry], is_added="remove", **fields)
    assert draft.terms.count() == 0


def test_draft_of_somebody_else_is_not_retagged(client, editor):
    term = Term.objects.create(facet="platform", slug="linux", name_en="Linux")
    draft = make_draft("alpha", by=make_editor("anna"))
    client.force_login(editor)

    response = act(
        client, "bulk_retag", [draft.entry], apply="", term=term.pk, is_added="add", reason=""
    )

    assert outcomes(response) == [
        ("alpha", "alpha #1 of anna is open; publish or discard it first")
    ]
    assert draft.terms.count() == 0


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("translator-en", ["bulk_submit", "bulk_export"]),
        ("editor", ["bulk_submit", "bulk_retag", "bulk_export"]),
        ("reviewer", ["bulk_submit", "bulk_publish", "bulk_retag", "bulk_export"]),
    ],
)
def test_list_offers_what_the_person_may_do(role, names, client):
    draft = make_draft("alpha")
    client.force_login(member(role))

    page = client.get(reverse(ENTRIES))
    shown = [name for name, _label in page.context["action_form"].fields["action"].choices if name]
    act(client, "bulk_publish", [draft.entry], apply="", reason="")

    draft.refresh_from_db()
    assert shown == names
    assert draft.state == ("live" if role == "reviewer" else "draft")


def test_only_frameworks_have_terms(client, editor):
    client.force_login(editor)

    page = client.get(reverse("admin:catalog_feature_changelist"))

    assert "bulk_retag" not in page.text


def test_chosen_entries_are_exported(client, editor):
    first, _second = make_framework("alpha"), make_framework("beta")
    client.force_login(editor)

    response = act(client, "bulk_export", [first.entry])

    assert response.url == f"{reverse('desk:export')}?kind=framework&slugs=alpha"
    assert 'value="framework" selected' in client.get(response.url).text


def test_more_rows_than_one_request_does_are_refused(client, editor, monkeypatch):
    monkeypatch.setattr("catalog.admin.bulk.MOST", 1)
    rows = [make_draft("alpha").entry, make_draft("beta").entry]
    client.force_login(editor)

    response = client.post(
        reverse(ENTRIES),
        {"action": "bulk_submit", "_selected_action": [row.pk for row in rows]},
        follow=True,
    )

    assert "Choose 1 rows at most." in response.text


@pytest.mark.parametrize("rows", [1, 3])
def test_page_that_asks_costs_the_same_for_any_number_of_rows(
    rows, client, editor, django_assert_num_queries
):
    entries = [make_draft().entry for _number in range(rows)]
    client.force_login(editor)

    with django_assert_num_queries(9):
        act(client, "bulk_submit", entries)


def test_lists_lead_to_import_and_export(client, editor):
    client.force_login(editor)

    for address in (ENTRIES, REVISIONS):
        page = client.get(reverse(address)).text
        assert f'href="{reverse("desk:import")}"' in page
        assert f'href="{reverse("desk:export")}?kind=framework"' in page
    assert Framework.objects.count() == 0
