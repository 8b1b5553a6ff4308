"""Tokens that are shown: what they lack is named, and one that is not valid is nobody’s."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog import tokens
from catalog.models import ApiToken
from tests.factories import make_editor, make_framework, make_member
from tests.programs import Program

pytestmark = pytest.mark.django_db

PATH = "/api/v1/frameworks/alpha/"
READS = [
    "/api/v1/",
    "/api/v1/frameworks/",
    PATH,
    "/api/v1/search/?q=alpha",
    "/api/v1/changes/",
    "/api/v1/coverage/",
    "/api/v1/dump.ndjson",
    "/api/v1/openapi.json",
    "/api/v1/token/",
]


@pytest.fixture
def framework():
    return make_framework("alpha")


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize(
    "shown", ["Bearer atlas_wrong", "bearer nonsense", "Bearer", "Token atlas_x"]
)
def test_reading_with_a_token_that_is_none_is_refused(path, shown, framework, client):
    answer = client.get(path, headers={"authorization": shown, "accept-language": "en"})

    assert answer.status_code == 401
    assert answer.json()["code"] in ("invalid_token", "not_authenticated")
    assert answer["WWW-Authenticate"].startswith('Bearer realm="Framework Atlas"')


def test_reading_with_a_token_that_is_over_is_refused(framework):
    program = Program(make_editor())
    before = program.get(PATH)
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    after = program.get(PATH)

    assert (before.status_code, after.status_code) == (200, 401)
    assert after["WWW-Authenticate"] == 'Bearer realm="Framework Atlas", error="invalid_token"'


def test_program_asks_what_its_token_may_do_and_how_long(settings):
    owner = make_editor()
    program = Program(owner, ["write_en", "publish"])

    earlier = program.get("/api/v1/token/").json()["limit"]
    answer = program.get("/api/v1/token/")

    token = program.token
    said = answer.json()
    limit = said.pop("limit")
    assert said == {
        "name": "program",
        "owner": owner.username,
        "scopes": ["write_en", "publish"],
        "created_at": token.created_at.isoformat().replace("+00:00", "Z"),
        "expires_at": token.expires_at.isoformat().replace("+00:00", "Z"),
    }
    quota = settings.API_REQUESTS_OF_TOKEN
    assert (limit["quota"], limit["window"]) == (quota, 60)
    # Another minute may have begun between the two.
    assert limit["remaining"] in (earlier["remaining"] - 1, quota - 1)
    assert 1 <= limit["resets_in"] <= 60
    assert answer["Cache-Control"] == "no-store"


def test_nobody_has_no_token_to_ask_about(client):
    answer = client.get("/api/v1/token/")

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


STEP = "frameworks/alpha/draft/"


@pytest.mark.parametrize(
    ("scopes", "method", "path", "body", "needed"),
    [
        (["write_facts"], "post", f"{STEP}publish/", {}, "publish"),
        (
            ["publish"],
            "patch",
            "frameworks/alpha/",
            {"licence": "ISC"},
            "write_zh write_en write_facts",
        ),
        (["write_zh"], "patch", "frameworks/alpha/", {"licence": "ISC"}, "write_facts"),
        (["write_zh"], "patch", "frameworks/alpha/", {"summary_en": "A"}, "write_en"),
        (
            ["write_zh"],
            "patch",
            "frameworks/alpha/",
            {"summary_en": "A", "licence": "ISC"},
            "write_en write_facts",
        ),
        (
            ["write_en"],
            "post",
            "frameworks/",
            {"slug": "new", "values": {"name": "N"}},
            "write_facts",
        ),
    ],
)
def test_missing_scope_is_named(scopes, method, path, body, needed, framework):
    writer = Program(make_editor(), scopes)

    answer = writer.send(method, path, body, seen='"1"')

    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert answer["WWW-Authenticate"].endswith(f'error="insufficient_scope", scope="{needed}"')
    said = answer.json()["detail"] + " ".join(
        one["detail"] for one in answer.json().get("errors", ())
    )
    assert all(scope in said for scope in needed.split())


def test_missing_right_of_the_owner_is_no_missing_scope(framework):
    writer = Program(make_member("editor"))

    answer = writer.send("post", f"{STEP}publish/", {}, seen='"1"')

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert "WWW-Authenticate" not in answer


def test_missing_scope_of_one_operation_is_named_in_a_batch(framework):
    writer = Program(make_editor(), ["write_en"])
    values = {"licence": "ISC"}
    operation = {"kind": "framework", "slug": "alpha", "if_match": '"1"', "values": values}

    answer = writer.send("post", "batch/", {"operations": [operation]})

    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (
        "/operations/0/values/licence",
        "insufficient_scope",
    )


def test_every_scope_is_found_by_the_rights_that_it_covers():
    owner = make_editor()
    assert [*tokens.scopes_for(owner)] == ["write_zh", "write_en", "write_facts", "publish"]
