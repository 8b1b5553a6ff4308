"""An action writes everything or nothing: where its last write fails, no other one remains."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import OperationalError, connection
from django.utils import timezone

from catalog import actions
from tests.factories import make_draft, make_editor, make_framework

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]

HOUR = timedelta(hours=1)


def live_entry(by):
    return make_framework("alpha", by=by).entry


def opened(by):
    return actions.open_draft(live_entry(by), by=by)


def expired(by):
    live = make_framework("alpha", by=by)
    actions.set_expiry(live, timezone.now() + HOUR, by=by)
    type(live).objects.filter(pk=live.pk).update(expire_at=timezone.now() - HOUR)
    return live


def due(by):
    draft = actions.schedule(opened(by), timezone.now() + HOUR, by=by)
    type(draft).objects.filter(pk=draft.pk).update(go_live_at=timezone.now() - HOUR)
    return draft


def trashed(by):
    entry = live_entry(by)
    actions.trash(entry, by=by)
    return entry


# What each action starts from, and the action.
ACTIONS = {
    "create_entry": (lambda by: None, lambda _row, by: make_draft("beta", by=by)),
    "open_draft": (live_entry, lambda entry, by: actions.open_draft(entry, by=by)),
    "submit": (opened, lambda draft, by: actions.submit(draft, by=by)),
    "publish": (opened, lambda draft, by: actions.publish(draft, by=by)),
    "schedule": (opened, lambda draft, by: actions.schedule(draft, timezone.now() + HOUR, by=by)),
    "publish_scheduled": (due, lambda draft, by: actions.publish_scheduled(draft)),
    "discard": (opened, lambda draft, by: actions.discard(draft, by=by)),
    "revert": (live_entry, lambda entry, by: actions.revert(entry, to=1, by=by)),
    "take_down_expired": (expired, lambda live, by: actions.take_down_expired(live)),
    "trash": (live_entry, lambda entry, by: actions.trash(entry, by=by)),
    "restore": (trashed, lambda entry, by: actions.restore(entry, by=by)),
}


def rows():
    """Every row of the catalogue."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("catalog").get_models()
    }


@pytest.mark.parametrize(("prepare", "act"), ACTIONS.values(), ids=ACTIONS)
def test_action_that_cannot_be_recorded_writes_nothing(prepare, act):
    by = make_editor()
    row = prepare(by)
    before = rows()

    def refuse_the_record(execute, sql, params, many, context):
        if 'INTO "catalog_change"' in sql:
            raise OperationalError("The disk is full.")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse_the_record), pytest.raises(OperationalError):
        act(row, by)

    assert rows() == before
