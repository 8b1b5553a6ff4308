"""A button beside the form saves what stands in it before it acts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog import actions
from catalog.admin.buttons import change_url, row_url
from catalog.models import Autosave, FrameworkRevision
from tests.factories import make_draft, make_editor, make_framework
from tests.persons import Person
from tests.products import sample

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


def said(response):
    return [str(one) for one in response.context["messages"]]


def act(person, draft, button, /, **values):
    """Press a button of the form, with these values in it."""
    values = person.opened(draft) | {"_act": button} | values
    return person.post(change_url(draft), values, follow=True)


def stored(draft):
    return FrameworkRevision.objects.get(pk=draft.pk)


@pytest.mark.parametrize(
    ("name", "state"), [("submit", "in_review"), ("publish", "live"), ("withdraw", "draft")]
)
def test_act_saves_the_form_first(name, state, anna, draft):
    if name == "withdraw":
        actions.submit(draft, by=anna.user)

    act(anna, draft, name, summary_en="Typed", _reason="As asked")

    assert (stored(draft).state, stored(draft).summary_en) == (state, "Typed")
    assert anna.get(row_url(draft.entry, "history")).text.count("As asked") == 1


def test_form_with_an_error_is_neither_saved_nor_handed_in(anna, draft):
    page = act(anna, draft, "submit", name="", summary_en="Typed")

    assert page.status_code == 200
    assert (stored(draft).state, stored(draft).summary_en) == ("draft", "As it was")
    assert page.context["adminform"].form["summary_en"].value() == "Typed"


def test_refused_act_leaves_the_text_saved_and_says_both(anna, draft, settings):
    settings.SELF_REVIEW = False

    page = act(anna, draft, "publish", summary_en="Typed")

    assert (stored(draft).state, stored(draft).summary_en) == ("draft", "Typed")
    assert len(said(page)) == 2


def test_reviewer_who_changes_nothing_has_not_worked_on_it(anna, draft, settings):
    settings.SELF_REVIEW = False

    act(anna, draft, "publish")

    assert stored(draft).state == "live"


def test_what_others_saved_meanwhile_is_looked_at_before_it_is_published(anna, bo, draft):
    values = anna.opened(draft) | {"summary_en": "Of Anna", "_act": "publish"}
    bo.save(draft, bo.opened(draft) | {"developer_en": "Of Bo"})

    page = anna.post(change_url(draft), values, follow=True)

    found = stored(draft)
    assert (found.state, found.summary_en, found.developer_en) == ("draft", "Of Anna", "Of Bo")
    assert "发布" in " ".join(said(page))


def test_conflict_is_settled_before_anything_is_published(anna, bo, draft):
    values = anna.opened(draft) | {"summary_en": "Of Anna", "_act": "publish"}
    bo.save(draft, bo.opened(draft) | {"summary_en": "Of Bo"})

    page = anna.post(change_url(draft), values)
    anna.save(draft, anna.settle(page, {"choice:summary_en": "mine"}))

    assert page.status_code == 409
    assert (stored(draft).state, stored(draft).summary_en) == ("draft", "Of Anna")


def test_schedule_saves_the_form_first(anna, draft):
    soon = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")

    act(anna, draft, "schedule", summary_en="Typed", **{"_times-go_live_at": soon})

    assert (stored(draft).state, stored(draft).summary_en) == ("scheduled", "Typed")


def test_schedule_without_a_time_saves_and_says_what_is_missing(anna, draft):
    page = act(anna, draft, "schedule", summary_en="Typed")

    assert (stored(draft).state, stored(draft).summary_en) == ("draft", "Typed")
    assert len(said(page)) == 2


def test_discard_refuses_a_version_that_the_form_has_not_shown(anna, bo, draft):
    values = anna.opened(draft)
    bo.save(draft, bo.opened(draft) | {"summary_en": "Of Bo"})

    anna.post(row_url(draft, "discard"), values)
    unseen = stored(draft).state
    anna.post(row_url(draft, "discard"), anna.opened(draft))

    assert (unseen, stored(draft).state) == ("draft", "discarded")


def test_unknown_act_is_an_ordinary_save(anna, draft):
    act(anna, draft, "delete-everything", summary_en="Typed")

    assert (stored(draft).state, stored(draft).summary_en) == ("draft", "Typed")


def test_form_that_comes_back_with_faults_is_not_offered_as_unsaved_text(anna, draft):
    values = anna.opened(draft) | {"name": ""}
    anna.post(row_url(draft, "autosave"), values)

    page = anna.post(change_url(draft), values)

    assert Autosave.objects.count() == 1
    assert page.context["unsaved_texts"] == []


TODAY = timezone.localdate().isoformat()


def confirmed(draft):
    day = stored(draft).verified_on
    return day and day.isoformat()


@pytest.mark.parametrize(
    ("before", "typed", "answer", "after"),
    sample(
        [
            (None, "", "today", TODAY),
            (None, "", "keep", None),
            ("2025-03-01", "2025-03-01", "today", TODAY),
            ("2025-03-01", "2025-03-01", "keep", "2025-03-01"),
            (None, "2026-11-30", "today", "2026-11-30"),
        ],
        3,
    ),
)
def test_publishing_asks_when_it_was_confirmed(before, typed, answer, after, anna):
    draft = make_draft("beta", verified_on=before)

    act(anna, draft, "publish", verified_on=typed, _confirmed=answer)

    assert (stored(draft).state, confirmed(draft)) == ("live", after)


@pytest.mark.parametrize(("before", "offered"), [(None, "today"), ("2025-03-01", "keep")])
def test_publishing_offers_today_where_no_day_is_named(before, offered, anna):
    draft = make_draft("beta", verified_on=before)

    page = anna.get(change_url(draft))

    assert f'value="{offered}" selected' in page.text
    assert TODAY in page.text


def test_day_of_the_accepted_part_is_not_taken_back_by_the_rest(anna):
    live = make_framework("beta", summary_en="Old", developer_en="Old")
    draft = actions.open_draft(live.entry, by=anna.user)
    FrameworkRevision.objects.filter(pk=draft.pk).update(summary_en="New", developer_en="New")
    compare = row_url(draft, "compare")
    seen = {"seen": draft.version, "_confirmed": "today"}

    anna.post(compare, seen | {"accept": ["/summary_en"]})

    days = [one.verified_on for one in live.entry.revisions.filter(state__in=["live", "draft"])]
    assert [day.isoformat() for day in days] == [TODAY, TODAY]


def test_publishing_many_dates_those_without_a_day(anna):
    old, new = make_draft("beta", verified_on="2025-03-01"), make_draft("gamma")
    rows = {"action": "bulk_publish", "_selected_action": [old.pk, new.pk], "index": "0"}
    url = change_url(old).split(str(old.pk))[0]

    anna.post(url, rows | {"apply": "1", "confirmed": "where-empty"})

    assert [confirmed(old), confirmed(new)] == ["2025-03-01", TODAY]
