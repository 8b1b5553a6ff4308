"""The feed of changes: replayed from anywhere it gives exactly the dump."""

import importlib.util
import json
import random
from copy import deepcopy
from pathlib import Path

import pytest
from django.utils.translation import override

from catalog import actions, lists
from catalog.models import Category, Feature, Framework, PublicChange, Source, Term
from tests.factories import make_draft, make_editor, make_framework, make_source
from tests.products import sample

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

FILE = Path(__file__).parents[2] / "docs" / "api" / "replay.py"
API = "http://127.0.0.1:8000/api/v1/"


@pytest.fixture(scope="module")
def consumer():
    """The reference consumer, as it stands in the documentation."""
    spec = importlib.util.spec_from_file_location("replay", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def fetch(client, settings, tmp_path):
    settings.DUMP_ROOT = tmp_path / "dumps"

    def get(url):
        response = client.get(url)
        assert response.status_code == 200, response.content
        body = b"".join(response.streaming_content) if response.streaming else response.content
        return json.loads(body)

    return get


class Editors:
    """People who do to a small catalogue whatever chance says."""

    def __init__(self, chance):
        self.chance, self.by = chance, make_editor()
        self.sources = [make_source(f"s{number}") for number in range(4)]
        self.terms = [
            Term.objects.create(facet="platform", slug=f"p{n}", name_zh="台", name_en="P")
            for n in range(2)
        ]
        self.entries = [make_draft(f"f{number}", by=self.by).entry for number in range(3)]
        for model, slug in ((Feature, "speed"), (Category, "low")):
            draft = actions.create_entry(model, slug, by=self.by, name_zh="名", name_en="Name")
            self.entries.append(draft.entry)

    def step(self):
        act = self.chance.choice([self.publish] * 5 + [self.trash] * 2 + [self.edit_a_list])
        act(self.chance.choice(self.entries))

    def publish(self, entry):
        if not entry.live_revision and not entry.open_revision:
            actions.restore(entry, by=self.by)
            return
        draft = entry.open_revision or actions.open_draft(entry, by=self.by)
        if isinstance(entry, Framework):
            self.write(draft)
        else:
            draft.summary_en = str(self.chance.random())
            draft.save()
        actions.publish(draft, by=self.by)

    def write(self, draft):
        draft.licence = self.chance.choice(["MIT", "BSD-3-Clause", ""])
        draft.save()
        for rows in (draft.facts, draft.assessments, draft.relations, draft.terms):
            if self.chance.random() < 0.5:
                rows.all().delete()
        cited = self.chance.choice(self.sources)
        draft.facts.get_or_create(field="licence")[0].sources.add(cited)
        target = self.chance.choice(self.entries)
        if isinstance(target, Framework) and target != draft.entry:
            draft.relations.create(type="uses", target=target).sources.add(cited)
        elif not isinstance(target, Framework):
            about = {target._meta.model_name: target}
            draft.assessments.get_or_create(**about, defaults={"verdict": "partly"})
        draft.terms.get_or_create(term=self.chance.choice(self.terms))

    def trash(self, entry):
        if not entry.live_revision and not entry.open_revision:
            return
        others = [one for one in self.entries if type(one) is type(entry) and one != entry]
        others = [one for one in others if one.live_revision and entry.live_revision]
        target = self.chance.choice([None, *others])
        actions.trash(entry, by=self.by, redirect_to=target)

    def edit_a_list(self, _entry):
        row = self.chance.choice([*self.sources, *self.terms])
        name = "title" if isinstance(row, Source) else "name_en"
        setattr(row, name, str(self.chance.random()))
        lists.save(row, by=self.by)


@pytest.mark.parametrize("seed", sample([1, 2], 1))
def test_replay_from_any_cursor_gives_the_dump(seed, consumer, fetch):
    editors, copies = Editors(random.Random(seed)), [consumer.nothing()]  # noqa: S311
    for number in range(24):
        editors.step()
        if number % 6 == 3:
            copies.append(consumer.begin(API, fetch=fetch))

    truth = consumer.begin(API, fetch=fetch)

    assert {one.event for one in PublicChange.objects.all()} >= {"created", "updated", "removed"}
    assert len(truth["documents"]) > 3
    for copy in [*copies, deepcopy(copies[-1])]:
        assert consumer.replay(copy, API, fetch=fetch) == truth
        assert consumer.replay(deepcopy(truth), API, fetch=fetch) == truth


def test_change_has_its_fields_by_language_and_its_document(client):
    by = make_editor()
    live = make_framework("alpha", by=by)
    draft = actions.open_draft(live.entry, by=by)
    draft.summary_en = "Another"
    draft.save()
    actions.publish(draft, by=by, summary="a reason that nobody reads")

    first, newest = PublicChange.objects.order_by("pk")

    body = client.get(f"/api/v1/changes/?since={first.cursor}&lang=en").json()

    assert (body["count"], body["next"], body["previous"]) == (None, None, None)
    assert body["cursor"] == newest.cursor
    assert newest.cursor.startswith(f"{newest.pk}-")
    one = body["results"][-1]
    document = one.pop("document")
    assert one == {
        "cursor": newest.cursor,
        "stamp": 2,
        "at": newest.at.isoformat().replace("+00:00", "Z"),
        "event": "updated",
        "kind": "framework",
        "id": "alpha",
        "revision": 2,
        "previous": 1,
        "changed": {"zh-hans": [], "en": ["summary"], "neutral": []},
        "other": None,
        "url": "http://127.0.0.1:8000/api/v1/frameworks/alpha/",
    }
    assert (document["revision"], document["values"]["summary_en"]) == (2, "Another")
    assert "reason" not in json.dumps(body)


def test_tombstones_and_renames_have_no_document(client):
    by = make_editor()
    beta = make_framework("beta", by=by).entry
    actions.trash(make_framework("alpha", by=by).entry, by=by, redirect_to=beta)

    body = client.get("/api/v1/changes/?fields=event,id,other,document").json()

    last = body["results"][-1]
    assert last == {
        "event": "renamed",
        "id": "alpha",
        "other": {"kind": "framework", "id": "beta"},
        "document": None,
    }
    assert [one["document"] is None for one in body["results"]] == [False, True, True]


def test_feed_is_read_in_pages_and_by_kind(client):
    for slug in ("a", "b", "c"):
        make_framework(slug)

    first = client.get("/api/v1/changes/?limit=2&fields=id&kind=framework").json()
    second = client.get(first["next"]).json()
    end = client.get(f"/api/v1/changes/?since={second['cursor']}").json()

    assert [one["id"] for one in first["results"] + second["results"]] == ["a", "b", "c"]
    assert (second["next"], end["results"], end["cursor"]) == (None, [], second["cursor"])
    assert client.get("/api/v1/changes/?kind=source").json()["results"] == []


@pytest.mark.django_db(transaction=True)
def test_copy_begins_anew_where_a_backup_was_restored(consumer, live_server, settings, tmp_path):
    settings.DUMP_ROOT = tmp_path / "dumps"
    settings.API_LIMITS_FILE = tmp_path / "limits.sqlite3"
    api, by = f"{live_server.url}/api/v1/", make_editor()
    make_framework("alpha", by=by)
    lost = make_framework("lost", by=by)
    consumer.main(api, tmp_path / "copy.json")
    before = json.loads((tmp_path / "copy.json").read_text())
    number = PublicChange.objects.get(slug="lost").pk
    restore_the_backup_before(lost)
    make_framework("other", by=by)
    make_framework("more", by=by)
    PublicChange.objects.filter(slug="other").update(id=number)

    consumer.main(api, tmp_path / "copy.json")

    copy = json.loads((tmp_path / "copy.json").read_text())
    assert before["cursor"].partition("-")[0] == str(number)
    assert [*before["documents"]] == ["framework/alpha", "framework/lost"]
    assert copy == consumer.begin(api)
    assert sorted(copy["documents"]) == ["framework/alpha", "framework/more", "framework/other"]


def restore_the_backup_before(lost):
    PublicChange.objects.filter(slug=lost.slug).delete()
    type(lost).objects.filter(pk=lost.pk).delete()
    Framework.objects.filter(slug=lost.slug).delete()


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("since=yesterday", "since", "“yesterday” is no cursor of this feed. Accepted: a “cursor”"),
        ("since=1", "since", "begin anew with a dump"),
        ("since=999999999-00000000", "since", "begin anew with a dump"),
        ("since=-1", "since", "begins with the first change"),
        ("since=00-00000000", "since", "is no cursor"),
        ("since=%F0%9D%9F%98", "since", "is no cursor"),
        ("limit=101", "limit", "from 1 to 100"),
        ("kind=secret", "kind", "Accepted: framework, feature"),
        ("fields=by", "fields", "Accepted: cursor, stamp"),
        ("as_of=2026-11-24", "as_of", "Known here: "),
    ],
)
def test_wrong_parameter_is_refused_by_name(query, parameter, words, client, db):
    with override("en"):
        response = client.get(f"/api/v1/changes/?lang=en&{query}")

    body = response.json()
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert [error["parameter"] for error in body["errors"]] == [parameter]
    assert words in body["errors"][0]["detail"]
