"""The history page of an entry, the reasons that people give, and the one log."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils.translation import override

from catalog import actions
from catalog.models import Change, Framework, FrameworkRevision
from tests import databases
from tests.factories import make_draft, make_editor, make_framework, make_source, make_user

pytestmark = pytest.mark.django_db

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


def page_of(entry, name="history"):
    return reverse(f"admin:catalog_framework_{name}", args=[entry.pk])


def button(revision, name):
    return reverse(f"admin:catalog_frameworkrevision_{name}", args=[revision.pk])


@databases.fixture
def entry():
    """Two published revisions and a discarded one."""
    by = make_editor("anna")
    first = actions.publish(make_draft("alpha", by=by), by=by, at=START)
    draft = actions.open_draft(first.entry, by=by)
    FrameworkRevision.objects.filter(pk=draft.pk).update(licence="MIT")
    actions.record_edit(draft, ["licence"], by=by)
    actions.publish(draft, by=by, at=START + timedelta(days=2), summary="licence found")
    actions.discard(actions.open_draft(first.entry, by=by), by=by, summary="no longer needed")
    return first.entry


def test_history_says_who_did_what_when_and_why(entry, client, editor):
    client.force_login(editor)

    page = client.get(page_of(entry))

    shown = [
        (one.by.username, one.action, one.revision, one.summary) for one in page.context["changes"]
    ]
    assert shown == [
        ("anna", "discard", 3, "no longer needed"),
        ("anna", "open_draft", 3, ""),
        ("anna", "publish", 2, "licence found"),
        ("anna", "edit", 2, "licence"),
        ("anna", "open_draft", 2, ""),
        ("anna", "publish", 1, ""),
        ("anna", "open_draft", 1, ""),
    ]
    revisions = page.context["revisions"]
    assert [(one["row"].number, one["row"].state) for one in revisions] == [
        (3, "discarded"),
        (2, "live"),
        (1, "superseded"),
    ]
    assert "licence found" in page.text


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "许可证, 说明（英文）"), ("en", "licence, note (English)")]
)
def test_edited_fields_are_named_in_the_words_of_the_form(language, words, client, editor):
    actions.record_edit(make_draft("alpha"), ["licence", "note_en"], by=make_editor())
    client.force_login(editor)
    with override(language):
        pages = [page_of(Framework.objects.get()), reverse("admin:catalog_change_changelist")]

    texts = [client.get(page).text for page in pages]

    assert [words in text for text in texts] == [True, True]


def test_what_is_only_ever_added_to_has_no_history_of_its_own(entry, client, editor):
    client.force_login(editor)
    change = Change.objects.first()

    page = client.get(reverse("admin:catalog_change_change", args=[change.pk]))
    history = client.get(reverse("admin:catalog_change_history", args=[change.pk]))

    assert ("historylink" in page.text, history.status_code) == (False, 404)


def test_publication_leads_to_the_page_as_readers_saw_it(entry, client, editor):
    client.force_login(editor)

    urls = [one["as_of_url"] for one in client.get(page_of(entry)).context["revisions"]]

    assert urls[0] is None
    assert [client.get(url).context["framework"].licence for url in urls[1:]] == ["MIT", ""]


@pytest.mark.parametrize(("old", "new"), [(1, 2), (2, 1), (1, 3)])
def test_any_two_revisions_are_chosen_and_compared(old, new, entry, client, editor):
    client.force_login(editor)

    page = client.get(page_of(entry, "compare"), {"old": old, "new": new}, follow=True)

    assert (page.context["other"].number, page.context["revision"].number) == (old, new)
    assert [one.pointer for one in page.context["differences"]] == ["/licence"]


@pytest.mark.parametrize("numbers", [{}, {"new": "9"}, {"old": "1", "new": "x"}])
def test_choice_of_no_revision_leads_back(numbers, entry, client, editor):
    client.force_login(editor)

    response = client.get(page_of(entry, "compare"), numbers)

    assert response["Location"] == page_of(entry)


def test_same_revision_twice_asks_for_two(entry, client, editor):
    client.force_login(editor)

    page = client.get(page_of(entry, "compare"), {"old": 2, "new": 2}, follow=True)

    assert (page.context["other"], "请选择两个不同的修订" in page.text) == (None, True)


def test_history_costs_the_same_for_any_length(client, editor, django_assert_num_queries):
    first = make_framework("alpha")
    client.force_login(editor)
    client.get(page_of(first.entry))
    for rounds in (1, 3):
        for _round in range(rounds):
            actions.discard(actions.open_draft(first.entry, by=make_editor()), by=make_editor())
        with django_assert_num_queries(10):
            client.get(page_of(first.entry))


def test_every_button_takes_a_reason(client, editor, settings):
    settings.SELF_REVIEW = True
    client.force_login(editor)
    live = make_framework("alpha")
    target = make_framework("beta")
    entry = live.entry
    soon = "2099-01-01T10:00"

    client.post(page_of(entry, "open-draft"), {"reason": "r1"})
    draft = entry.open_revision
    for name in ("submit", "withdraw", "publish"):
        client.post(button(draft, name), {"reason": name})
    client.post(button(live, "revert"), {"reason": "r2"})
    client.post(button(entry.open_revision, "discard"), {"reason": "r3"})
    client.post(button(entry.live_revision, "expiry"), {"expire_at": soon, "reason": "r4"})
    client.post(button(entry.live_revision, "open-draft"), {"reason": "r5"})
    client.post(button(entry.open_revision, "schedule"), {"go_live_at": soon, "reason": "r6"})
    client.post(page_of(entry, "trash"), {"reason": "r7"})
    client.post(page_of(entry, "restore"), {"reason": "r8"})
    client.post(page_of(entry, "retire"), {"target": target.entry_id, "reason": "r9"})

    said = Change.objects.filter(slug="alpha", by=editor).order_by("pk")
    assert [(one.action, one.summary) for one in said] == [
        ("open_draft", "r1"),
        ("submit", "submit"),
        ("withdraw", "withdraw"),
        ("publish", "publish"),
        ("revert", "#1 · r2"),
        ("discard", "r3"),
        ("set_expiry", "2099-01-01T10:00:00+00:00 · r4"),
        ("open_draft", "r5"),
        ("schedule", "2099-01-01T10:00:00+00:00 · r6"),
        ("trash", "r7"),
        ("restore", "#2 · r8"),
        ("trash", "→ beta · r9"),
    ]


def test_reason_of_a_partial_acceptance_is_kept(client, editor):
    live = make_framework("alpha", licence="")
    draft = actions.open_draft(live.entry, by=make_editor())
    FrameworkRevision.objects.filter(pk=draft.pk).update(licence="MIT", summary_en="Other")
    client.force_login(editor)

    client.post(
        button(draft, "compare"), {"accept": ["/licence"], "seen": "0", "reason": "checked"}
    )

    published = Change.objects.filter(slug="alpha", action="publish").first()
    assert (published.revision, published.summary) == (3, "checked")


@pytest.mark.parametrize("reason", ["x" * 201, "a\u202eb", "a\x00b"])
def test_reason_that_can_not_be_shown_is_refused_and_nothing_is_done(reason, client, editor):
    draft = make_draft("alpha")
    client.force_login(editor)

    response = client.post(button(draft, "submit"), {"reason": reason}, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_history_of_revisions_rows_and_lists_is_ours(client, editor):
    draft, source = make_draft("alpha"), make_source("paper")
    fact = draft.facts.create(field="name")
    client.force_login(editor)

    leads = [
        client.get(reverse(f"admin:catalog_{row._meta.model_name}_history", args=[row.pk]))
        for row in (draft, fact, source)
    ]

    log = reverse("admin:catalog_change_changelist")
    assert [response["Location"] for response in leads] == [
        page_of(draft.entry),
        page_of(draft.entry),
        f"{log}?kind__exact=source&slug__exact=paper",
    ]
    assert client.get(leads[2]["Location"]).status_code == 200


def test_djangos_own_log_stays_empty(client, editor):
    client.force_login(editor)
    values = {"slug": "new", "name": "New", "kind": "framework"}
    client.post(reverse("admin:catalog_framework_add"), values)
    source = make_source("free")
    delete = reverse("admin:catalog_source_delete", args=[source.pk])
    client.post(delete, {"post": "yes", "seen": client.get(delete).context["seen"]})

    index = client.get(reverse("admin:index"))

    assert LogEntry.objects.count() == 0
    assert [*Change.objects.values_list("action", flat=True)] == ["delete", "open_draft"]
    assert reverse("admin:catalog_change_changelist") in index.text


def test_history_is_for_staff_who_may_see_the_entry(entry, client):
    answers = []
    for person in (None, make_user("outsider"), make_user("clerk", is_staff=True)):
        if person:
            client.force_login(person)
        answers += [client.get(page_of(entry, name)).status_code for name in ("history", "compare")]

    assert answers == [302, 302, 302, 302, 403, 403]
