"""Private copies of what is typed, and who else is at work."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from catalog import actions, keeping
from catalog.admin.buttons import change_url, row_url
from catalog.models import Autosave, Change, Framework, Presence
from tests.factories import make_draft, make_editor, make_user
from tests.persons import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return Person(make_editor("anna"))


@pytest.fixture
def bo():
    return Person(make_editor("bo"))


@pytest.fixture
def draft():
    return make_draft("alpha", summary_en="As it was")


def keep(person, row, values):
    return person.post(row_url(row, "autosave"), values)


def test_copy_is_private_and_changes_nothing(anna, bo, draft):
    values = anna.opened(draft) | {"summary_en": "Typed"}
    changes = Change.objects.count()

    answer = keep(anna, draft, values)

    text = Autosave.objects.get()
    draft.refresh_from_db()
    assert answer.json() == {"saved_at": text.saved_at.isoformat()}
    assert (text.user, text.subject, text.page) == (
        anna.user,
        ("framework", "alpha", 1),
        f"frameworkrevision/{draft.pk}",
    )
    assert (draft.summary_en, draft.version, Change.objects.count()) == ("As it was", 0, changes)
    assert "csrfmiddlewaretoken" not in text.fields
    pages = [bo.get(change_url(draft)), bo.get(reverse("admin:catalog_autosave_changelist"))]
    assert [change_url(text) in page.text for page in pages] == [False, False]
    answers = [
        bo.get(change_url(text)),
        bo.post(row_url(text, "discard")),
        bo.post(row_url(text, "carry")),
    ]
    assert [one.status_code for one in answers] == [404, 404, 404]


def test_copy_is_offered_when_the_form_is_opened_again_and_can_be_saved(anna, draft):
    values = anna.opened(draft) | {"summary_en": "Typed", "facts-TOTAL_FORMS": "1"}
    keep(anna, draft, values | {"facts-0-field": "name", "facts-0-note_en": "A note"})
    text = Autosave.objects.get()

    assert change_url(text) in anna.get(change_url(draft)).text
    page = anna.get(change_url(text))
    assert [one["row"] for one in page.context["mine"]] == ["", "事实"]
    saved = anna.save(draft, anna.settle(page, {}))

    draft.refresh_from_db()
    assert saved.status_code == 302
    assert (draft.summary_en, draft.facts.get().note_en) == ("Typed", "A note")
    assert not Autosave.objects.exists()


def test_copy_is_merged_with_what_was_saved_after_it(anna, bo, draft):
    keep(anna, draft, anna.opened(draft) | {"summary_en": "Typed", "licence": "MIT"})
    bo.save(draft, bo.opened(draft) | {"summary_en": "Bo's"})
    text = Autosave.objects.get()

    page = anna.get(change_url(text))
    saved = anna.save(draft, anna.settle(page, {"choice:summary_en": "mine"}))

    draft.refresh_from_db()
    assert (saved.status_code, draft.summary_en, draft.licence) == (302, "Typed", "MIT")


def test_each_opening_keeps_a_copy_and_a_save_removes_only_its_own(anna, draft):
    first, second = anna.opened(draft), anna.opened(draft)
    keep(anna, draft, first | {"summary_en": "One"})
    keep(anna, draft, first | {"summary_en": "One, longer"})
    keep(anna, draft, second | {"summary_en": "Two"})

    anna.save(draft, second | {"summary_en": "Two"})

    assert [one.fields["summary_en"] for one in Autosave.objects.all()] == [["One, longer"]]


def test_discarded_copy_is_gone(anna, draft):
    keep(anna, draft, anna.opened(draft) | {"summary_en": "Typed"})

    anna.post(row_url(Autosave.objects.get(), "discard"))

    assert not Autosave.objects.exists()


def test_copy_of_a_revision_that_was_published_meanwhile_is_kept(anna, draft):
    values = anna.opened(draft) | {"summary_en": "Typed"}
    actions.publish(draft, by=anna.user)

    answer = keep(anna, draft, values)

    assert answer.status_code == 200
    assert Framework.objects.live().get().summary_en == "As it was"
    assert Autosave.objects.get().fields["summary_en"] == ["Typed"]


@pytest.mark.parametrize("token", ["", "forged"])
def test_copy_of_a_form_that_is_not_ours_is_refused(token, anna, draft):
    answer = keep(anna, draft, anna.opened(draft) | {"opened": token})

    assert (answer.status_code, [*answer.json()]) == (409, ["message"])
    assert not Autosave.objects.exists()


def test_copy_that_is_too_large_is_refused(anna, draft, monkeypatch):
    monkeypatch.setattr(keeping, "MAX_BYTES", 1000)

    answer = keep(anna, draft, anna.opened(draft) | {"summary_en": "x" * 1000})

    assert (answer.status_code, [*answer.json()]) == (413, ["message"])
    assert not Autosave.objects.exists()


def test_copies_beyond_the_most_are_refused_but_newer_ones_of_the_same_form(
    anna, draft, monkeypatch
):
    monkeypatch.setattr(keeping, "MAX_TEXTS", 1)
    first, second = anna.opened(draft), anna.opened(draft)

    statuses = [keep(anna, draft, values).status_code for values in (first, first, second)]

    assert statuses == [200, 200, 413]


def test_copy_with_a_nul_is_kept_without_it(anna, draft):
    answer = keep(anna, draft, anna.opened(draft) | {"summary_en": "a\0b\\u0000"})

    assert answer.status_code == 200
    assert Autosave.objects.get().fields["summary_en"] == ["ab\\u0000"]


def test_outsiders_can_neither_keep_nor_be_seen(anna, client, draft):
    values = anna.opened(draft)
    urls = [row_url(draft, "autosave"), row_url(draft, "presence")]

    anonymous = [client.post(url, values).status_code for url in urls]
    client.force_login(make_user("clerk", is_staff=True))
    clerk = [client.post(url, values).status_code for url in urls]

    assert (anonymous, clerk) == ([401, 401], [403, 403])
    assert [anna.get(url).status_code for url in urls] == [405, 405]
    assert not Autosave.objects.exists()
    assert not Presence.objects.exists()


def test_others_who_have_the_form_open_are_named(anna, bo, draft):
    bo.user.first_name, bo.user.last_name = "Bo", "Li"
    bo.user.save()
    bo.post(row_url(draft, "presence"))

    answer = anna.post(row_url(draft, "presence")).json()

    assert answer["version"] == 0
    assert "Bo Li" in answer["message"]
    assert "Bo Li" in anna.get(change_url(draft)).context["editing_notice"]
    assert bo.get(change_url(draft)).context["editing_notice"].startswith("anna")
    assert Presence.objects.count() == 2


def test_part_of_a_revision_shows_who_has_the_revision_open(anna, bo, draft):
    fact = draft.facts.create(field="name")

    bo.post(row_url(fact, "presence"))

    assert anna.get(change_url(draft)).context["editing_notice"].startswith("bo")


def test_who_was_not_heard_of_for_a_minute_has_left(anna, bo, draft):
    ago = timezone.now() - timedelta(seconds=61)
    keeping.note_presence(by=bo.user, subject=("framework", "alpha", 1), at=ago)

    assert anna.get(change_url(draft)).context["editing_notice"] == ""


def test_presence_says_which_version_is_the_newest(anna, bo, draft):
    bo.save(draft, bo.opened(draft) | {"licence": "MIT"})

    assert anna.post(row_url(draft, "presence")).json()["version"] == 1


def test_old_copies_and_presences_are_forgotten(anna, draft, capsys):
    there = {"by": anna.user, "subject": ("framework", "alpha", 1)}
    now = timezone.now()
    for number, age in enumerate((59, 61)):
        at = now - timedelta(days=age)
        keeping.keep_text({}, page=f"fact/{number}", opening="a", at=at, **there)
    keeping.note_presence(at=now - timedelta(seconds=90), **there)

    call_command("forget_unsaved")

    assert capsys.readouterr().out == "1 unsaved texts and 1 presences forgotten.\n"
    assert [one.page for one in Autosave.objects.all()] == ["fact/0"]
    assert not Presence.objects.exists()
