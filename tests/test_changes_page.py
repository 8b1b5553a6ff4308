"""The page of public changes and its feed: what readers are told, and what never."""

import re

import pytest

from catalog import actions
from catalog.models import Feature, Framework
from tests import databases
from tests.factories import make_draft, make_editor, make_framework, make_source

pytestmark = pytest.mark.django_db


def told(page):
    """Name and event of each change on the page, in order."""
    names = r'<h3 class="result__name">(?:<a[^>]*>|<bdi>)(.*?)</(?:a|bdi)></h3>'
    events = r'<span class="change__event[^>]*>(.*?)</span>'
    return [*zip(re.findall(names, page.text), re.findall(events, page.text), strict=True)]


@databases.fixture
def alpha():
    """A framework whose second revision changes a fact, and its summary in Chinese only."""
    by = make_editor()
    live = make_framework("alpha", by=by, summary_zh="旧的简介", licence="MIT")
    draft = actions.open_draft(live.entry, by=by)
    draft.summary_zh, draft.licence = "新的简介", "Apache-2.0"
    draft.save()
    draft.facts.create(field="licence").sources.add(make_source("paper"))
    actions.publish(draft, by=by)
    return live.entry


def test_changes_stand_newest_first_with_their_fields(alpha, client):
    by = make_editor()
    make_framework("beta", by=by)
    actions.trash(make_framework("gone", by=by).entry, by=by, redirect_to=alpha)

    page = client.get("/en/changes/")

    assert told(page) == [
        ("gone", "Replaced by another entry"),
        ("gone", "New"),
        ("Beta", "New"),
        ("Alpha", "Changed"),
        ("Alpha", "New"),
    ]
    fields = re.findall(r'<p class="result__text">([^<]+)</p>', page.text)
    assert fields == ["Summary (Chinese), Licence, Fact: fact, Fact: sources"]
    assert 'href="/en/changes/framework/alpha/2/"' in page.text
    assert "某" not in page.text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("kind=source", ["Title of paper"]),
        ("kind=feature", []),
        ("texts=zh-hans", ["Alpha", "Alpha"]),
        ("texts=en", ["Alpha"]),
        ("kind=nonsense&texts=fr", ["Alpha", "Alpha"]),
    ],
)
def test_changes_are_filtered_by_kind_and_language(query, names, alpha, client):
    page = client.get(f"/en/changes/?{query}")

    assert [name for name, _event in told(page)] == names


def test_empty_catalogue_says_so_in_both_languages(client, db):
    assert "Nothing has been published yet." in client.get("/en/changes/").text
    assert "尚未发布任何内容。" in client.get("/zh-hans/changes/").text


def test_difference_marks_chinese_by_character(alpha, client):
    page = client.get("/zh-hans/changes/framework/alpha/2/")

    assert "<del>旧</del>的简介" in page.text
    assert "<ins>新</ins>的简介" in page.text
    assert "<del>MIT</del>" in page.text
    assert "Apache" in page.text


def test_difference_shows_no_claim_about_what_readers_can_not_see(alpha, client):
    by = make_editor()
    secret = actions.create_entry(Feature, "secret-canary", by=by, name_en="S", name_zh="密")
    draft = actions.open_draft(alpha, by=by)
    draft.assessments.create(
        feature=secret.entry, verdict="partly", rationale_en="rationale-canary"
    )
    draft.licence = "BSD-2-Clause"
    draft.save()
    actions.publish(draft, by=by)

    page = client.get("/en/changes/framework/alpha/3/")

    assert page.status_code == 200
    assert "canary" not in page.text + client.get("/en/changes/").text


def test_difference_is_there_for_published_revisions_of_what_is_live_only(alpha, client):
    by = make_editor()
    actions.open_draft(alpha, by=by)
    address = "/en/changes/framework/alpha/{}/"
    statuses = {n: client.get(address.format(n)).status_code for n in (1, 2, 3)}

    actions.trash(alpha, by=by)

    assert statuses == {1: 404, 2: 200, 3: 404}
    assert client.get(address.format(2)).status_code == 404
    assert client.get("/en/changes/source/paper/1/").status_code == 404


def test_feed_tells_of_what_was_taken_down_and_nothing_of_drafts(alpha, client):
    by = make_editor()
    make_draft("canary", by=by)
    actions.trash(make_framework("gone", by=by).entry, by=by)

    feed = client.get("/en/feeds/changes.atom").text

    titles = re.findall(r"<title>(.*?)</title>", feed)[1:]
    assert titles == [
        "gone (framework): taken down",
        "gone (framework), revision 1",
        "Alpha (framework), revision 2",
        "Alpha (framework), revision 1",
    ]
    assert "Changed: summary (Chinese), licence" in feed
    assert "canary" not in feed
    assert Framework.objects.filter(slug="canary").exists()
