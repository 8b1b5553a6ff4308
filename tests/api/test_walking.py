"""Walking a list by cursor: each thing once, as it stood at the start, every step at one cost."""

import pytest

from catalog import actions
from tests.factories import make_editor, make_framework, make_source
from tests.products import sample

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def walk(client, url, *, between=lambda: None):
    """All results of a walk; `between` runs after every step."""
    results = []
    while url:
        body = client.get(url).json()
        assert (body["count"], body["previous"]) == (None, None)
        results += body["results"]
        url = body["next"]
        between()
    return results


@pytest.mark.parametrize(
    "resource",
    [
        "articles",
        "categories",
        "frameworks",
        "features",
        "relations",
        "releases",
        "combinations",
        "matrix",
        "glossary",
        "sources",
    ],
)
def test_walk_holds_what_the_pages_hold(resource, content, client):
    listed, url = [], f"/api/v1/{resource}/?lang=en&page_size=100"
    while url:
        body = client.get(url).json()
        listed += body["results"]
        url = body["next"]

    walked = walk(client, f"/api/v1/{resource}/?lang=en&page_size=13&cursor=")

    assert sorted(one["id"] for one in walked) == sorted(one["id"] for one in listed)
    assert all(one in listed for one in walked)


@pytest.mark.parametrize("resource", sample(["frameworks", "relations", "matrix"], 1))
def test_publishing_meanwhile_changes_nothing_of_a_walk(resource, client):
    by = make_editor()
    lives = [make_framework(f"f{number}", by=by) for number in range(5)]
    for live in lives:
        live.relations.create(type="uses", target_name="Elsewhere").sources.add(make_source())
    url = f"/api/v1/{resource}/?lang=en&page_size=2&cursor="
    before = walk(client, url)
    steps = iter(range(100))

    def publish_everything():
        """What was read and what is to come say something new; one goes, another comes."""
        number = next(steps)
        for live in lives[1:]:
            draft = actions.open_draft(live.entry, by=by)
            draft.summary_en = f"Version {number}"
            draft.save()
            actions.publish(draft, by=by)
        if number == 0:
            actions.trash(lives[0].entry, by=by)
            actions.trash(lives.pop().entry, by=by)
        make_framework(f"new-{number}", by=by)

    walked = walk(client, url, between=publish_everything)

    assert walked == before
    assert len({one["id"] for one in walked}) == 5


def test_walk_of_another_day_reads_that_day(client):
    by = make_editor()
    draft = actions.open_draft(make_framework("alpha", by=by).entry, by=by)
    before = draft.entry.live_revision.published_at.isoformat().replace("+00:00", "Z")
    actions.publish(draft, by=by)

    results = walk(client, f"/api/v1/frameworks/?cursor=&as_of={before}")

    assert [(one["id"], one["revision"]) for one in results] == [("alpha", 1)]


def test_deep_step_costs_what_the_first_costs(client, django_assert_num_queries):
    for number in range(6):
        make_framework(f"f{number}")
    first = client.get("/api/v1/frameworks/?lang=en&page_size=1&cursor=").json()
    url = first["next"]
    for _step in range(4):
        url = client.get(url).json()["next"]

    with django_assert_num_queries(3) as deep:
        client.get(url)

    assert not any("OFFSET" in query["sql"] or "COUNT(" in query["sql"] for query in deep)


@pytest.mark.parametrize(
    "token",
    [
        "0",
        "MTc2NA",  # no key
        "LTEuMQ",  # a negative moment
        "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OS4x",  # no moment of any calendar
        "NDEwMjQ0NDgwMDAwMDAwMC4x",  # a moment that lies ahead
        "MS45OTk5OTk5OTk5OTk5OTk5OTk5OTk5OQ",  # a key that no database has
        "MS4x==",
        "%00",
        "￥",
    ],
)
def test_cursor_of_nobody_is_refused(token, client):
    make_framework("alpha")

    response = client.get(f"/api/v1/frameworks/?cursor={token}", headers={"accept-language": "en"})

    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == ["cursor"]
