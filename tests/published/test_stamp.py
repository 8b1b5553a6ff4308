"""The content stamp: which acts move it, once each, and in which order."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from time import sleep

import pytest
from django.contrib import admin
from django.db import connection, connections, transaction

from catalog import actions, lists, review
from catalog.models import Framework, PublicChange, Source, Stamp, Term
from catalog.moments import latest_moment
from catalog.published import current_stamp, hold_stamp
from tests import databases
from tests.databases import undone
from tests.factories import make_draft, make_editor, make_feature, make_framework, make_source

pytestmark = pytest.mark.engine

several_writers = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time."
)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def draft_of(slug, by):
    return actions.open_draft(Framework.objects.get(slug=slug), by=by)


def publish(by):
    actions.publish(draft_of("alpha", by), by=by)


def publish_a_part(by):
    draft = draft_of("alpha", by)
    draft.name, draft.licence = "Other", "MIT"
    draft.save()
    review.publish_accepted(draft, ["/name"], by=by)


def publish_when_due(by):
    draft = actions.schedule(draft_of("alpha", by), NOW + HOUR, by=by, at=NOW)
    actions.publish_scheduled(draft, at=NOW + HOUR)


def expire(by):
    live = Framework.objects.get(slug="alpha").live_revision
    live = actions.set_expiry(live, NOW + 9000 * HOUR, by=by, at=NOW)
    actions.take_down_expired(live, at=NOW + 9001 * HOUR)


def trash(by):
    actions.trash(Framework.objects.get(slug="alpha"), by=by)


def replace(by):
    actions.trash(
        Framework.objects.get(slug="alpha"), by=by, redirect_to=Framework.objects.get(slug="beta")
    )


def restore(by):
    actions.restore(Framework.objects.get(slug="gone"), by=by)


def edit_a_source(by):
    source = Source.objects.get(slug="cited")
    source.title = "Another title"
    lists.save(source, by=by)


def edit_a_term(by):
    term = Term.objects.get(slug="lua")
    term.name_en = "LUA"
    lists.save(term, by=by)


MOVING = [
    publish,
    publish_a_part,
    publish_when_due,
    expire,
    trash,
    replace,
    restore,
    edit_a_source,
    edit_a_term,
]


def work_on_drafts(by):
    draft = draft_of("alpha", by)
    draft.name = "Other"
    draft.save()
    actions.record_edit(draft, ["name"], by=by)
    actions.share_preview(draft, NOW + 9000 * HOUR, by=by, at=NOW)
    actions.submit(draft, by=by)
    draft = actions.schedule(draft, NOW + 9000 * HOUR, by=by, at=NOW)
    actions.discard(actions.withdraw(draft, by=by), by=by)
    actions.discard(actions.revert(draft.entry, to=1, by=by), by=by)
    actions.set_expiry(draft.entry.live_revision, NOW + 9000 * HOUR, by=by, at=NOW)


def take_away_what_nobody_saw(by):
    actions.trash(make_draft("secret", by=by).entry, by=by)
    actions.restore(Framework.objects.get(slug="secret"), by=by)


def edit_lists_that_nobody_sees(by):
    source = Source.objects.get(slug="uncited")
    source.title = "Another title"
    lists.save(source, by=by)
    lists.delete(source, by=by)
    lists.save(Term(facet="platform", slug="new", name_en="New"), by=by)


RESTING = [work_on_drafts, take_away_what_nobody_saw, edit_lists_that_nobody_sees]


@databases.fixture
def by():
    return make_small_catalogue()


def make_small_catalogue():
    """A small catalogue; returns somebody who may do everything in it."""
    by = make_editor()
    draft = make_draft("alpha", by=by)
    draft.facts.create(field="name").sources.add(make_source("cited"))
    term = Term.objects.create(facet="user_language", slug="lua", name_zh="Lua", name_en="Lua")
    draft.terms.create(term=term)
    actions.publish(draft, by=by)
    make_framework("beta", by=by)
    actions.trash(make_framework("gone", by=by).entry, by=by)
    make_source("uncited")
    return by


@pytest.mark.parametrize("act", MOVING, ids=lambda act: act.__name__)
def test_what_readers_see_moves_the_stamp_once_and_in_its_transaction(act, by):
    before, rows = current_stamp(), PublicChange.objects.count()

    with undone():
        act(by)
        moved = current_stamp()
        stamps = {one.stamp for one in [*PublicChange.objects.all()][:-rows]}

    assert (moved, stamps) == (before + 1, {moved})
    assert (current_stamp(), PublicChange.objects.count()) == (before, rows)


@pytest.mark.parametrize("act", RESTING, ids=lambda act: act.__name__)
def test_what_readers_do_not_see_leaves_the_stamp(act, by):
    before = [*PublicChange.objects.values_list("pk", flat=True)], current_stamp()

    act(by)

    assert ([*PublicChange.objects.values_list("pk", flat=True)], current_stamp()) == before


def test_reading_leaves_the_stamp(by, client):
    before = current_stamp()

    for path in ("/en/", "/en/frameworks/alpha/", "/api/v1/frameworks/", "/en/feeds/changes.atom"):
        assert client.get(path).status_code == 200

    assert current_stamp() == before


@several_writers
@pytest.mark.django_db(transaction=True)
def test_stamps_follow_the_order_in_which_publishing_ends():
    by = make_editor()
    drafts = [make_draft(f"f{number}", by=by) for number in range(6)]
    actions.publish(make_draft("first", by=by), by=by)
    start, ended = Barrier(len(drafts)), []

    def work(draft):
        start.wait()
        with transaction.atomic():
            actions.publish(draft, by=by)
            ended.append(current_stamp())  # written while the row of the stamp is held
        connections.close_all()

    threads = [Thread(target=work, args=[draft]) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    rows = PublicChange.objects.filter(slug__startswith="f", event="created", kind="framework")
    assert ended == [2, 3, 4, 5, 6, 7]
    assert [*rows.exclude(slug="first").order_by("pk").values_list("stamp", flat=True)] == ended
    assert Stamp.objects.get().number == 7


# Not by `pg_stat_activity`: a transaction keeps the list of connections that it read first.
WAITING = (
    "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
)


@contextmanager
def beside(act):
    """A transaction that holds the stamp, while `act`, in a thread, waits for a lock of it."""

    def work():
        act()
        connections.close_all()

    thread = Thread(target=work)
    with transaction.atomic(), connection.cursor() as cursor:
        hold_stamp()
        thread.start()
        while thread.is_alive():
            cursor.execute(WAITING)
            if cursor.fetchone():
                break
            sleep(0.01)
        yield
    thread.join()


@several_writers
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [publish, trash, replace, restore, edit_a_source])
def test_what_becomes_visible_later_bears_a_later_moment(act):
    by = make_small_catalogue()

    with beside(lambda: act(by)):
        make_framework("gamma", by=by)

    moments = [*PublicChange.objects.order_by("pk").values_list("at", flat=True)]
    gamma = PublicChange.objects.get(slug="gamma", kind="framework")
    assert moments == sorted(moments)
    assert gamma.at < moments[-1] == latest_moment()


def hold_on_the_desk(by):
    with transaction.atomic():
        admin.site.get_model_admin(Source).hold(Source.objects.get(slug="cited"))


@several_writers
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [edit_a_source, hold_on_the_desk])
def test_who_publishes_and_who_edits_what_it_cites_do_not_wait_for_each_other(act):
    by = make_small_catalogue()

    with beside(lambda: act(by)):
        publish(by)

    assert Framework.objects.get(slug="alpha").live_revision.number == 2


@pytest.mark.django_db
def test_walk_begins_with_what_readers_saw_change_and_not_with_drafts(by):
    published = PublicChange.objects.first().at

    make_draft("later", by=by)

    assert latest_moment() == published


def test_feature_that_appears_is_logged_for_those_who_judge_by_it(by):
    live = make_framework("judged", by=by)
    feature = actions.create_entry(make_feature("old").entry.__class__, "speed", by=by, name_en="S")
    draft = actions.open_draft(live.entry, by=by)
    draft.assessments.create(feature=feature.entry, verdict="partly")
    actions.publish(draft, by=by)

    actions.publish(feature, by=by)

    stamp = current_stamp()
    rows = PublicChange.objects.filter(stamp=stamp).order_by("pk")
    assert [*rows.values_list("kind", "slug", "event", "revision", "other")] == [
        ("feature", "speed", "created", 1, ""),
        ("framework", "judged", "linked", 2, "feature/speed"),
    ]
