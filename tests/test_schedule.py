from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from catalog import actions
from catalog.models import Change, Framework, FrameworkRevision
from tests.factories import make_draft, make_editor, make_framework

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def publish_due():
    out, err = StringIO(), StringIO()
    call_command("publish_due", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def scheduled():
    """A second revision that goes live in an hour."""
    live = make_framework("alpha", name="Before")
    draft = actions.open_draft(live.entry, by=make_editor("author"))
    FrameworkRevision.objects.filter(pk=draft.pk).update(name="After")
    return actions.schedule(draft, timezone.now() + timedelta(hours=1), by=make_editor("scheduler"))


def pass_time(revision):
    FrameworkRevision.objects.filter(pk=revision.pk).update(
        go_live_at=timezone.now() - timedelta(days=3)
    )


def names():
    return [live.name for live in Framework.objects.live()]


def test_nothing_is_published_before_its_time(scheduled):
    assert publish_due() == ("", "")
    assert names() == ["Before"]


def test_late_and_repeated_runs_publish_once_in_the_name_of_the_scheduler(scheduled):
    pass_time(scheduled)

    outputs = [publish_due() for _run in range(3)]

    assert outputs == [("alpha #2 is live.\n", ""), ("", ""), ("", "")]
    assert names() == ["After"]
    published = Change.objects.filter(revision=2, action="publish")
    assert [change.by.username for change in published] == ["scheduler"]


def test_run_that_comes_second_finds_nothing_to_do(scheduled):
    pass_time(scheduled)
    stale = FrameworkRevision.objects.get(pk=scheduled.pk)
    publish_due()

    assert actions.publish_scheduled(stale) is None


def test_what_can_not_be_published_is_named_and_stays_scheduled(scheduled):
    pass_time(scheduled)
    other = make_draft("beta")
    actions.schedule(other, timezone.now() + timedelta(hours=1), by=make_editor())
    pass_time(other)
    FrameworkRevision.objects.filter(pk=scheduled.pk).update(name="")

    out, err = publish_due()

    assert out == "beta #1 is live.\n"
    assert err.startswith("alpha #2: ")
    assert FrameworkRevision.objects.get(pk=scheduled.pk).state == "scheduled"


def test_time_that_is_past_is_refused():
    draft = make_draft("alpha")

    with pytest.raises(actions.ActionRefused):
        actions.schedule(draft, timezone.now() - timedelta(minutes=1), by=make_editor())

    draft.refresh_from_db()
    assert (draft.state, draft.go_live_at) == ("draft", None)


def test_scheduled_revision_is_not_edited_until_it_is_withdrawn(scheduled):
    with pytest.raises(actions.ActionRefused):
        actions.record_edit(scheduled, ["name"], by=make_editor())

    draft = actions.withdraw(scheduled, by=make_editor())

    assert (draft.state, draft.go_live_at) == ("draft", None)
    actions.record_edit(draft, ["name"], by=make_editor())


def test_database_refuses_a_schedule_without_a_time():
    draft = make_draft("alpha")

    with pytest.raises(IntegrityError), transaction.atomic():
        FrameworkRevision.objects.filter(pk=draft.pk).update(state="scheduled")

    assert FrameworkRevision.objects.get().state == "draft"


@pytest.mark.parametrize(("value", "state"), [("2999-01-01T08:00", "scheduled"), ("soon", "draft")])
def test_desk_schedules_and_says_what_is_wrong(value, state, admin_client):
    draft = make_draft("alpha")
    url = reverse("admin:catalog_frameworkrevision_schedule", args=[draft.pk])

    response = admin_client.post(url, {"go_live_at": value}, follow=True)

    draft.refresh_from_db()
    levels = [message.level_tag for message in response.context["messages"]]
    assert (draft.state, levels) == (state, ["success" if state == "scheduled" else "error"])
    assert response.context["has_change_permission"] is (state == "draft")
