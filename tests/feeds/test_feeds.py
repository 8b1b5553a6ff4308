"""Feeds as readers of feeds take them: valid, with ids that never change and moments that do."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from catalog import actions
from catalog.feeds import MOST
from catalog.models import Framework, PublicChange, Stamp
from tests.factories import make_editor, make_framework
from tests.feeds.atom import entries, faults
from tests.feeds.publishing import publish_some

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

FEEDS = ("feeds/changes.atom", "feeds/releases.atom", "frameworks/keras/feed.atom")
SAVED = Path(__file__).parent


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://atlas.example.org"


@pytest.fixture
def upgraded(client):
    """A site whose feeds were read before ids had their present form; who may publish there."""
    by = publish_some()
    Stamp.objects.update(old_feed_ids_until=timezone.now())
    return by


def ids(client, name="changes", language="en"):
    return [one["id"] for one in entries(client.get(f"/{language}/feeds/{name}.atom").content)]


def sent(name):
    """The ids of a saved feed, with numbers of changes as they are in this database."""
    first = PublicChange.objects.order_by("pk").first().pk
    text = (SAVED / f"{name}-as-sent.atom").read_text(encoding="utf-8")
    found = [one["id"] for one in entries(text)]
    return [
        re.sub(r"#change-(\d+)", lambda n: f"#change-{int(n[1]) - 1 + first}", one) for one in found
    ]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("feed", FEEDS)
def test_feed_is_valid_atom(feed, language, client):
    publish_some()

    assert faults(client.get(f"/{language}/{feed}").content) == []


@pytest.mark.parametrize("feed", ["feeds/changes.atom", "feeds/releases.atom"])
def test_empty_feed_is_valid_atom(feed, client):
    assert faults(client.get(f"/en/{feed}").content) == []


@pytest.mark.parametrize("name", ["changes", "releases"])
def test_ids_that_were_sent_stay(name, upgraded, client):
    assert ids(client, name) == sent(name)


def test_ids_that_were_sent_stay_whatever_happens_to_their_entries(upgraded, client):
    keras, gone = (Framework.objects.get(slug=slug) for slug in ("keras", "gone"))

    actions.trash(keras, by=upgraded)
    actions.restore(gone, by=upgraded)
    actions.restore(keras, by=upgraded)

    assert ids(client)[3:] == sent("changes")


def test_ids_of_what_is_published_later_never_change(upgraded, client):
    new = make_framework("new", by=upgraded)
    before = ids(client)

    actions.trash(new.entry, by=upgraded)
    while_down = ids(client)
    actions.restore(new.entry, by=upgraded)
    after = ids(client)

    assert after[2:] == while_down[1:] == before
    assert len({*after}) == len(after)


def test_release_that_is_added_late_is_new_to_pollers(upgraded, client):
    earlier = timezone.now() - timedelta(days=1)
    PublicChange.objects.update(at=earlier)
    polled = client.get("/en/feeds/releases.atom")["Last-Modified"]
    draft = actions.open_draft(Framework.objects.get(slug="keras"), by=upgraded)
    draft.releases.create(role="other", version="1.0 rc 1", released_on="2016-01")
    actions.publish(draft, by=upgraded)
    shown = draft.entry.live_revision.published_at
    PublicChange.objects.filter(at__gt=earlier).update(at=timezone.now() - timedelta(seconds=5))

    answer = client.get("/en/feeds/releases.atom")

    added = next(one for one in entries(answer.content) if "1.0" in one["id"])
    assert added["id"].endswith("/en/frameworks/keras/#fact-other_release-1.0%20rc%201")
    assert added["updated"][:19] == shown.isoformat()[:19]
    assert answer["Last-Modified"] != polled


def test_release_that_is_added_late_stands_before_fifty_of_later_years(client):
    by = make_editor()
    live = make_framework("keras", by=by)
    for number in range(MOST):
        live.releases.create(role="other", version=f"2.{number}", released_on="2026-07-29")
    draft = actions.open_draft(live.entry, by=by)
    draft.releases.create(role="first", version="0.1", released_on="2015")
    actions.publish(draft, by=by)

    found = ids(client, "releases")

    assert len(found) == MOST
    assert found[0].endswith("#fact-first_release-0.1")


def test_feed_without_a_settled_change_has_no_date(client):
    make_framework("keras")

    assert "Last-Modified" not in client.get("/en/feeds/changes.atom")


def test_text_that_stands_in_says_its_language(client):
    make_framework("keras", summary_zh="神经网络接口。", summary_en="")
    make_framework("torch", summary_zh="张量库。", summary_en="Tensors <fast>.")

    found = {
        one["summary"]: one["language"]
        for one in entries(client.get("/en/feeds/changes.atom").content)
    }

    assert found == {"神经网络接口。": "zh-Hans", "Tensors <fast>.": None}
