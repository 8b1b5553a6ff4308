"""Dumps: every format says the same, names its state and checksum, and can be loaded."""

import csv
import gzip
import hashlib
import io
import json
import sqlite3
import sys
import time
import zipfile
from base64 import b64decode, b64encode
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pyarrow.parquet import ParquetFile

from catalog import actions, tokens
from catalog.api.conditional import PRIVATE
from catalog.api.dumps import CONTROL
from catalog.documents import FaultsFound, load
from catalog.dumps import FORMATS, dump
from catalog.dumps.writers import Format
from catalog.management.commands.load_content import loader_user
from catalog.models import Article, Feature, PublicChange
from catalog.published import current_stamp
from tests.factories import make_draft, make_editor, make_framework, make_source
from tests.products import sample

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def body_of(response):
    return b"".join(response.streaming_content)


def get(client, form, **headers):
    response = client.get(f"/api/v1/dump.{form}", headers=headers)
    return response, body_of(response) if response.status_code in (200, 206) else b""


@pytest.fixture
def small(settings, tmp_path):
    """A live framework with a source; beside it a draft, and a claim about what is not live."""
    settings.DUMP_ROOT = tmp_path / "dumps"
    by = make_editor()
    secret = actions.create_entry(Feature, "canary-feature", by=by, name_zh="密", name_en="S")
    draft = make_draft("alpha", by=by, developer_en="=1+1", summary_en="")
    draft.facts.create(field="licence", confidence="high").sources.add(make_source("paper"))
    claim = draft.assessments.create(feature=secret.entry, verdict="partly", rationale_en="canary")
    claim.sources.add(make_source("canary-source"))
    live = actions.publish(draft, by=by)
    actions.open_draft(live.entry, by=by)
    make_draft("canary", by=by)
    return live


def test_every_format_says_the_same_and_nothing_of_drafts(small, client, tmp_path):
    bodies = {form: get(client, form)[1] for form in ("json", "ndjson", "csv", "sqlite")}

    whole = json.loads(bodies["json"])
    lines = [json.loads(line) for line in bodies["ndjson"].splitlines()]
    with zipfile.ZipFile(io.BytesIO(bodies["csv"])) as archive:
        tables = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    (tmp_path / "copy.sqlite").write_bytes(bodies["sqlite"])
    database = sqlite3.connect(tmp_path / "copy.sqlite")
    assert whole["documents"] == lines
    assert [(one["kind"], one["slug"], one["revision"]) for one in lines] == [
        ("source", "paper", None),
        ("framework", "alpha", 1),
    ]
    assert "assessments" not in lines[1]["values"]
    facts = [*csv.DictReader(io.StringIO(tables["fact.csv"]))]
    assert [(one["framework"], one["field"], one["sources"]) for one in facts] == [
        ("alpha", "licence", "paper")
    ]
    assert "'=1+1" in tables["framework.csv"]
    assert database.execute("SELECT slug, developer_en FROM framework").fetchall() == [
        ("alpha", "=1+1")
    ]
    stored = database.execute("SELECT document FROM documents WHERE kind = 'framework'").fetchone()
    database.close()
    assert json.loads(stored[0]) == lines[1]["values"]
    assert b"canary" not in b"".join(bodies.values()) + "".join(tables.values()).encode()


def test_parquet_has_the_documents_of_the_lines_as_rows(small, client, settings, tmp_path):
    lines = [json.loads(line) for line in get(client, "ndjson")[1].splitlines()]

    response, body = get(client, "parquet")
    settings.DUMP_ROOT = tmp_path / "elsewhere"
    _again, same = get(client, "parquet")

    with ParquetFile(io.BytesIO(body)) as file:
        metadata, rows = file.schema_arrow.metadata, file.read().to_pylist()
    values = [json.loads(row.pop("document")) for row in rows]
    assert [row | {"values": said} for row, said in zip(rows, values, strict=True)] == lines
    assert metadata[b"stamp"].decode() == response["Content-Stamp"]
    assert metadata[b"cursor"].decode() == response["Changes-Cursor"]
    assert response["Content-Type"] == "application/vnd.apache.parquet"
    assert (
        response["Repr-Digest"] == f"sha-256=:{b64encode(hashlib.sha256(body).digest()).decode()}:"
    )
    assert same == body


def test_parquet_is_written_by_groups_of_rows(small, client, monkeypatch):
    monkeypatch.setattr("catalog.dumps.parquet.ROWS_OF_A_GROUP", 1)

    _response, body = get(client, "parquet")

    with ParquetFile(io.BytesIO(body)) as file:
        assert (file.metadata.num_row_groups, file.metadata.num_rows) == (2, 2)


def test_parquet_is_not_offered_without_its_library(small, client, monkeypatch):
    named = client.get("/api/v1/").json()
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    there = client.get("/api/v1/").json()
    refused = client.get("/api/v1/dump.parquet", headers={"accept-language": "en"})
    digest = client.get("/api/v1/dump.parquet.sha256", headers={"accept-language": "en"})

    assert named.keys() - there.keys() == {"dump.parquet"}
    assert (refused.status_code, digest.json()) == (404, refused.json())
    assert "pip install -r requirements/parquet.txt" in refused.json()["detail"]


def test_dump_names_its_state_and_its_checksum(small, client):
    response, body = get(client, "ndjson")
    digest = client.get("/api/v1/dump.ndjson.sha256").text
    again, _nothing = get(client, "ndjson", if_none_match=response["ETag"])

    sha256 = hashlib.sha256(body)
    assert b64decode(response["Repr-Digest"][len("sha-256=:") : -1]) == sha256.digest()
    assert digest == f"{sha256.hexdigest()}  framework-atlas-{current_stamp()}.ndjson\n"
    assert int(response["Content-Length"]) == len(body)
    assert (response["Content-Stamp"], response["Changes-Cursor"]) == (
        str(current_stamp()),
        PublicChange.objects.first().cursor,
    )
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("accept", ["text/csv, application/zip", "application/json;q=0", ""])
def test_address_of_a_dump_names_its_form_whatever_is_accepted(accept, small, client):
    response, _body = get(client, "csv", accept=accept)

    assert response["Content-Type"] == "application/zip"


@pytest.mark.parametrize("path", ["dump.json", "dump.json.sha256"])
def test_dump_says_what_is_left_to_a_client_only_where_no_cache_keeps_it(path, small, client):
    _token, secret = tokens.make_token("reader", ["write_facts"], days=1, by=make_editor())

    shared = client.get(f"/api/v1/{path}")
    own = client.get(f"/api/v1/{path}", headers={"authorization": f"Bearer {secret}"})

    for one in (shared, own):
        one.close()

    assert (shared["Cache-Control"], own["Cache-Control"]) == (CONTROL, PRIVATE)
    assert ["RateLimit" in one for one in (shared, own)] == [False, True]


def test_dump_is_made_anew_when_something_is_published(small, client):
    before, _body = get(client, "json")
    make_framework("beta")

    after, body = get(client, "json")

    assert {one["slug"] for one in json.loads(body)["documents"]} == {"paper", "alpha", "beta"}
    assert before["ETag"] != after["ETag"]


@pytest.mark.parametrize("path", ["dump.xml", "dump.json?page=1", "dump.json.md5"])
def test_wrong_dump_is_refused_as_a_problem(path, small, client):
    response = client.get(f"/api/v1/{path}")

    assert response.status_code in (400, 404)
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("form", sample(["ndjson", "json"], 1))
def test_loading_a_dump_of_the_catalogue_finds_everything_as_it_is(
    form, content, client, tmp_path, settings
):
    settings.DUMP_ROOT = tmp_path / "dumps"
    path = tmp_path / f"dump.{form}"
    path.write_bytes(get(client, form)[1])

    outcome = load(path, by=loader_user(), overwrite=True)

    assert (outcome.created, outcome.updated, outcome.kept) == ([], [], [])
    assert len(outcome.unchanged) > 400


def test_broken_dump_is_refused_by_line(small, tmp_path):
    path = tmp_path / "dump.ndjson"
    path.write_text(
        '{"kind": "framework", "slug": "x", "values": {"name": "X", "colour": "red"}}\n[]\n'
    )

    with pytest.raises(FaultsFound) as found:
        load(path, by=loader_user())

    assert [(one.line, one.field) for one in found.value.faults] == [
        (1, "colour"),
        (1, "kind"),
        (2, "kind"),
    ]


def test_line_of_a_dump_ends_at_a_newline_alone(settings, client, tmp_path):
    settings.DUMP_ROOT = tmp_path / "dumps"
    by = make_editor()
    draft = actions.create_entry(Article, "alpha", by=by, title_zh="甲", title_en="Alpha")
    # A verbatim line is kept to the byte; other texts may not hold these characters.
    line = {"level": 2, "source_line": 1, "raw": "One\u2028two\u2029three\x85four"}
    draft.sections.create(number="1", heading_zh="一", heading_en="One", **line)
    actions.publish(draft, by=by)
    path = tmp_path / "dump.ndjson"
    path.write_bytes(get(client, "ndjson")[1])

    outcome = load(path, by=loader_user(), overwrite=True)

    assert outcome.unchanged == ["article alpha"]


@pytest.mark.parametrize("suffix", ["csv.zip", "sqlite", "parquet", "yaml"])
def test_file_that_does_not_hold_everything_is_not_loaded(suffix, small, client, tmp_path):
    path = tmp_path / f"dump.{suffix}"
    path.write_bytes(b"\x50\x4b\x03\x04\xa4")

    with pytest.raises(CommandError) as refused:
        call_command("load_content", path)

    assert str(refused.value) == (
        "1 faults in the content documents; nothing was written.\n"
        f"  dump.{suffix}:1: file: a file ending in .{suffix} can not be loaded; accepted are "
        "dumps ending in .json / .ndjson, and folders of documents. Fetch /api/v1/dump.ndjson of "
        "the site that the file comes from"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("dump.ndjson", b"PK\xa4"),
        ("dump.json", b"PK\xa4"),
        ("dump.json", b'{"documents": 1}'),
        ("dump.ndjson", b"\n"),
        ("dump.ndjson", b'{"kind": []}'),
        ("dump.ndjson", b"[" * 100_000),
    ],
)
def test_file_that_is_no_dump_is_refused(name, content, tmp_path):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(FaultsFound):
        load(tmp_path / name, by=loader_user())


@pytest.mark.django_db(transaction=True)
def test_those_who_want_a_new_dump_at_once_get_the_one_that_one_of_them_made(
    settings, tmp_path, monkeypatch
):
    settings.DUMP_ROOT = tmp_path / "dumps"
    make_framework("alpha")
    made, together = [], Barrier(4)

    def write(lines, file, state):
        made.append(state)
        time.sleep(0.2)  # long enough for the others to come
        file.write(lines.read_bytes())

    monkeypatch.setitem(FORMATS, "slow", Format("slow", "text/plain", write))

    def ask(_number):
        together.wait()
        try:
            return dump("slow")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = {*pool.map(ask, range(4))}

    assert len(made) == len(found) == 1
    assert json.loads(found.pop().path.read_text())["slug"] == "alpha"


@pytest.mark.parametrize("form", ["json", "ndjson", "sqlite"])
def test_dump_is_packed_for_who_takes_it(form, small, client):
    plain, whole = get(client, form)
    packed, body = get(client, form, accept_encoding="br, gzip;q=0.5")
    again, _nothing = get(client, form, accept_encoding="gzip", if_none_match=packed["ETag"])

    assert gzip.decompress(body) == whole
    assert (plain.get("Content-Encoding"), packed["Content-Encoding"]) == (None, "gzip")
    assert plain["ETag"] != packed["ETag"]
    assert plain["Vary"] == packed["Vary"]
    assert "Accept-Encoding" in packed["Vary"]
    assert int(packed["Content-Length"]) == len(body)
    digest = b64encode(hashlib.sha256(body).digest()).decode()
    assert packed["Repr-Digest"] == f"sha-256=:{digest}:"
    assert again.status_code == 304


def test_dump_that_is_packed_already_is_sent_as_it_is(small, client):
    response, _body = get(client, "csv", accept_encoding="gzip")

    assert "Content-Encoding" not in response
    assert "Accept-Encoding" not in response["Vary"]


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=5-", slice(5, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=0-99999999", slice(0, None)),
    ],
)
def test_part_of_a_dump_is_sent_by_its_bytes(asked, part, small, client):
    full, whole = get(client, "ndjson")

    response, body = get(client, "ndjson", range=asked, if_range=full["ETag"])

    assert (response.status_code, body) == (206, whole[part])
    first = whole.index(body) if body != whole else 0
    assert response["Content-Range"] == f"bytes {first}-{first + len(body) - 1}/{len(whole)}"
    assert int(response["Content-Length"]) == len(body)
    assert response["ETag"] == full["ETag"]


@pytest.mark.parametrize(
    "asked", ["bytes=", "bytes=9-2", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b"]
)
def test_range_that_is_none_gets_the_whole_file(asked, small, client):
    _full, whole = get(client, "ndjson")

    response, body = get(client, "ndjson", range=asked)

    assert (response.status_code, body) == (200, whole)


def test_part_of_another_dump_gets_the_whole_file(small, client):
    _full, whole = get(client, "ndjson")

    response, body = get(client, "ndjson", range="bytes=3-", if_range='"another"')

    assert (response.status_code, body) == (200, whole)


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_range_behind_the_end_is_refused(asked, small, client):
    _full, whole = get(client, "ndjson")

    response = client.get("/api/v1/dump.ndjson", headers={"range": asked})

    assert (response.status_code, response.json()["code"]) == (416, "no_range")
    assert response["Content-Range"] == f"bytes */{len(whole)}"


def test_sqlite_dump_has_types_and_keys_that_hold(content, client, tmp_path):
    _response, body = get(client, "sqlite")
    (tmp_path / "copy.sqlite").write_bytes(body)

    database = sqlite3.connect(tmp_path / "copy.sqlite")
    types = {row[1]: row[2] for row in database.execute("PRAGMA table_info(release)")}
    keys = {row[3]: row[2] for row in database.execute("PRAGMA foreign_key_list(relation)")}
    primary = [row[1] for row in database.execute("PRAGMA table_info(term)") if row[5]]
    broken = [*database.execute("PRAGMA foreign_key_check")]
    years = database.execute("SELECT DISTINCT typeof(year) FROM paper").fetchall()
    untyped = [
        (name, column[1])
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for column in [*database.execute(f'PRAGMA table_info("{name}")')]
        if not column[2]
    ]
    database.close()

    assert (types["framework"], types["version"]) == ("TEXT", "TEXT")
    assert keys == {"framework": "framework", "target": "framework"}
    assert primary == ["facet", "slug"]
    assert (broken, years, untyped) == ([], [("integer",)], [])
