"""What is accepted can be written by every writer and read back; old values break none of them."""

import json
import sqlite3
from contextlib import closing
from html import unescape
from io import BytesIO

import pytest
from defusedxml import ElementTree
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as sized
from hypothesis import strategies as st

from catalog import actions, dumps
from catalog.documents import dump_revision, formats
from catalog.documents.marks import without_marks
from catalog.documents.placed import Faults
from catalog.exchange import edits
from catalog.exchange.exports import export, revisions_of
from catalog.exchange.imports import dry_run
from catalog.models import Framework, FrameworkRevision, Paper, Release
from catalog.validators import xml_text
from tests.databases import undone
from tests.factories import make_editor, make_framework
from tests.values import text_for

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

ATOM = "{http://www.w3.org/2005/Atom}"


def column(model, name):
    return text_for(model._meta.get_field(name))


written = st.fixed_dictionaries(
    {
        "name": column(FrameworkRevision, "name"),
        "chinese_name": column(FrameworkRevision, "chinese_name"),
        "summary_zh": column(FrameworkRevision, "summary_zh"),
        "summary_en": column(FrameworkRevision, "summary_en"),
        "licence": column(FrameworkRevision, "licence"),
        "repository": column(FrameworkRevision, "repository"),
        "homepage_url": column(FrameworkRevision, "homepage_url"),
        "status_since": column(FrameworkRevision, "status_since"),
        "version": column(Release, "version").filter(bool),
        "note_en": column(Release, "note_en"),
        "title": column(Paper, "title"),
        "arxiv": column(Paper, "arxiv"),
        "doi": column(Paper, "doi"),
    }
)


def document(values):
    own = {key: value for key, value in values.items() if value}
    rows = {
        key: own.pop(key) for key in ("version", "note_en", "title", "arxiv", "doi") if key in own
    }
    release = {"role": "latest", "released_on": "2015-11", "version": rows.pop("version")}
    if note := rows.pop("note_en", None):
        release["note_en"] = note
    paper = {"year": 2015, **rows}
    return own | {"kind": "framework", "releases": [release], "papers": [paper]}


def titles(path):
    answer = Client().get(path)
    assert answer.status_code == 200
    return [one.text or "" for one in ElementTree.fromstring(answer.content).iter(f"{ATOM}title")]


def check_pages(said):
    name = said["name"]
    page = Client().get("/en/frameworks/written/")
    assert name in unescape(page.text)
    told = Client().get("/api/v1/frameworks/written/?lang=en").json()
    assert [told["name"], told["repository"], told["status_since"]] == [
        name,
        said.get("repository", ""),
        said.get("status_since", ""),
    ]
    assert any(one.startswith(name) for one in titles("/en/frameworks/written/feed.atom"))
    assert any(one.startswith(name) for one in titles("/en/feeds/changes.atom"))
    assert f"{name} {said['releases'][0]['version']}" in titles("/en/feeds/releases.atom")
    badge = Client().get("/en/frameworks/written/badge/status.svg")
    assert name in "".join(ElementTree.fromstring(badge.content).itertext())
    ElementTree.fromstring(Client().get("/en/frameworks/written/card.svg").content)


def check_files(editor, tmp_path):
    """Every format of an export changes nothing when it is imported again."""
    for format_ in formats.FORMATS:
        file, faults = BytesIO(), Faults()
        options = {"language": "en"} if format_ == "xliff" else {}
        if options and not FrameworkRevision.objects.exclude(summary_zh="").exists():
            continue  # nothing to translate
        export(file, format_, revisions_of("framework"), **options)
        path = tmp_path / f"file.{format_}"
        path.write_bytes(file.getvalue())
        report = dry_run(formats.read(path, faults), faults, by=editor)
        assert (format_, faults.shown, report.count) == (format_, [], 0)


def check_dumps(said):
    lines = dumps.dump("ndjson").path.read_text(encoding="utf-8").split("\n")
    documents = [json.loads(line) for line in lines if line]
    assert [without_marks(one["values"]) for one in documents] == [said]
    with closing(sqlite3.connect(dumps.dump("sqlite").path)) as database:
        [(text,)] = database.execute("SELECT document FROM documents")
        [(name,)] = database.execute("SELECT name FROM framework")
    assert (without_marks(json.loads(text)), name) == (said, said["name"])
    for format_ in ("json", "csv"):
        dumps.dump(format_)


def check(values, editor, tmp_path):
    said = document(values)
    with undone():
        draft = edits.create(Framework, "written", said, by=editor)
        live = actions.publish(draft, by=editor)
        assert without_marks(dump_revision(live)) == said
        check_pages(said)
        check_files(editor, tmp_path)
        check_dumps(said)


@pytest.fixture
def editor():
    return make_editor("anna")


def test_accepted_values_come_back_from_every_writer(editor, tmp_path):
    awkward = {
        "name": "=K]]>&<b>“框架”\U0001f469\u200d\U0001f4bb_x000D_",
        "summary_zh": "第一行\n'=1+1\n\n— “引文” <script>",
        "summary_en": "One line.\n\n+1 & <two>",
        "homepage_url": "http://例子.测试/?a=1&b=“”",
        "version": "1.10",
        "title": "'tis a; b",
        "doi": "10.1000/<a&b>;2-#",
    }

    check({**dict.fromkeys(["chinese_name", "licence"], ""), **awkward}, editor, tmp_path)


@pytest.mark.matrix
def test_whatever_is_accepted_comes_back_from_every_writer(editor, tmp_path):
    @sized(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
    @given(written)
    def examples(values):
        check(values, editor, tmp_path)

    examples()


OLD = "Al\x0bpha\uffff\u202e\x85"


def test_xml_stays_well_formed_with_an_old_name(client, editor):
    """PostgreSQL and SQLite both hold these characters, and history keeps them."""
    live = make_framework("alpha", by=editor)
    FrameworkRevision.objects.update(name=OLD, summary_en=OLD)
    draft = actions.open_draft(live.entry, by=editor)
    FrameworkRevision.objects.filter(pk=draft.pk).update(name="Alpha", summary_en="A")
    draft.refresh_from_db()
    before = client.get("/en/frameworks/alpha/badge/status.svg").content
    actions.publish(draft, by=editor)

    feed = titles("/en/frameworks/alpha/feed.atom")

    assert "".join(ElementTree.fromstring(before).itertext()).count("\ufffd") >= 2
    assert [one for one in feed if one.startswith(xml_text(OLD))] == [
        f"{xml_text(OLD)} (framework), revision 1"
    ]
    for path in ("feeds/changes.atom", "frameworks/alpha/card.svg", "feeds/releases.atom"):
        ElementTree.fromstring(client.get(f"/en/{path}").content)


def test_old_values_can_be_exported(editor):
    make_framework("alpha", by=editor)
    FrameworkRevision.objects.update(name=OLD, summary_zh=OLD, summary_en=OLD)

    for format_ in formats.FORMATS:
        options = {"language": "en"} if format_ == "xliff" else {}
        file = BytesIO()
        export(file, format_, revisions_of("framework"), **options)
        assert file.getvalue()


def test_old_values_are_listed_and_left_alone(editor, capsys):
    live = make_framework("alpha", by=editor)
    live.releases.create(role="first", version="1", released_on="2023-02-30")
    FrameworkRevision.objects.update(name=" Alpha ", licence="Apache 2", status_since="２０１５")

    with pytest.raises(CommandError, match="4 values need a look"):
        call_command("report_values")

    listed = capsys.readouterr().out
    assert [
        text in listed
        for text in (
            "There is no 2023-02-30 in the calendar",
            "“Apache 2” is not an SPDX expression",
            "name: ' Alpha ' would be stored as 'Alpha'",
            "status_since: '２０１５' would be stored as '2015'",
        )
    ] == [True] * 4
    assert FrameworkRevision.objects.get().status_since == "２０１５"


def test_draft_of_old_values_is_published_once_they_are_right(editor):
    live = make_framework("alpha", by=editor)
    FrameworkRevision.objects.update(licence="Apache 2")
    draft = actions.open_draft(live.entry, by=editor)

    with pytest.raises(actions.ActionRefused, match="SPDX"):
        actions.publish(draft, by=editor)
    edits.edit(live.entry, {"licence": "apache-2.0"}, seen=["2.0"], by=editor)
    actions.publish(draft, by=editor)

    revisions = FrameworkRevision.objects.order_by("number")
    assert [*revisions.values_list("licence", "state")] == [
        ("Apache 2", "superseded"),
        ("Apache-2.0", "live"),
    ]
