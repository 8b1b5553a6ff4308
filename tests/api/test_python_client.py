"""A client that a public generator makes of the description does what integrators do."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from catalog import actions, tokens
from tests.factories import make_draft, make_editor, make_framework

pytestmark = pytest.mark.server

DESCRIPTION = Path(__file__).parents[2] / "docs/api/openapi.json"
NAME = "generated_atlas"


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """Imports a module of the generated package by its name within it."""
    folder = tmp_path_factory.mktemp("clients")
    program = Path(sys.executable).with_name("openapi-python-client")
    command = [program, "generate", "--path", DESCRIPTION, "--output-path", folder / NAME]
    subprocess.run([*command, "--meta", "none"], check=True, capture_output=True)
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"{NAME}.{name}")
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.split(".")[0] == NAME]:
        del sys.modules[name]


# Reads need no token, so the client of whoever has none is taken for them.
PROGRAM = """
from generated_atlas.api.frameworks import frameworks_list, frameworks_partial_update
from generated_atlas.client import AuthenticatedClient, Client
from generated_atlas.models import FrameworkPatch, PaginatedFrameworkSummaryList
from generated_atlas.models import FrameworksListFieldsItem, FrameworksListStatusItem


def identifiers(client: Client) -> list[str]:
    page = frameworks_list.sync(
        client=client,
        status=[FrameworksListStatusItem.ACTIVE, FrameworksListStatusItem.RETIRED],
        fields=[FrameworksListFieldsItem.ID, FrameworksListFieldsItem.NAME],
    )
    if not isinstance(page, PaginatedFrameworkSummaryList):
        return []
    return [one.id for one in page.results if isinstance(one.id, str)]


def write(client: AuthenticatedClient) -> int:
    patch = FrameworkPatch(licence="MIT")
    answer = frameworks_partial_update.sync_detailed(
        "alpha", client=client, body=patch, if_match='"1"'
    )
    return int(answer.status_code)
"""


@pytest.mark.matrix
def test_generated_client_and_a_program_that_uses_it_are_strictly_typed(generated, tmp_path):
    folder = Path(generated("client").__file__).parent
    program = folder.parent / "program.py"
    program.write_text(PROGRAM)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", "/dev/null"]

    done = subprocess.run(
        [*command, "--cache-dir", tmp_path, folder.name, program.name],
        capture_output=True,
        text=True,
        cwd=folder.parent,
    )

    assert done.returncode == 0, done.stdout


def test_generated_client_filters_and_leaves_fields_out(three, generated, frameworks, anonymous):
    models = generated("models")
    statuses, fields = models.FrameworksListStatusItem, models.FrameworksListFieldsItem

    page = frameworks("list")(
        client=anonymous,
        status=[statuses.ACTIVE, statuses.RETIRED],
        fields=[fields.ID, fields.LICENCE],
    )

    assert [one.id for one in page.parsed.results] == ["alpha", "beta", "gamma"]
    assert {*page.parsed.results[0].to_dict()} == {"id", "licence", "language"}


@pytest.fixture
def frameworks(generated):
    """Calls one operation on frameworks by its name."""
    return lambda name: generated(f"api.frameworks.frameworks_{name}").sync_detailed


@pytest.fixture
def anonymous(generated, live_server):
    with generated("client").Client(base_url=live_server.url) as client:
        yield client


@pytest.fixture
def three(live_server):
    """Three live frameworks, one of them retired, and a draft."""
    for slug, status in [("alpha", "active"), ("beta", "retired"), ("gamma", "active")]:
        make_framework(slug, status=status)
    make_draft("hidden")


def test_generated_client_lists_filters_and_walks(three, generated, frameworks, anonymous):
    statuses = generated("models").FrameworksListStatusItem
    ask = frameworks("list")

    listed = ask(client=anonymous)
    active = ask(client=anonymous, status=[statuses.ACTIVE])
    walked, cursor = [], ""
    while cursor is not None:
        page = ask(client=anonymous, cursor=cursor, page_size=1).parsed
        walked += page.results
        following = page.next_ or ""
        cursor = following.partition("cursor=")[2].partition("&")[0] or None

    assert [one.id for one in listed.parsed.results] == ["alpha", "beta", "gamma"]
    assert [one.id for one in active.parsed.results] == ["alpha", "gamma"]
    assert sorted(one.id for one in walked) == ["alpha", "beta", "gamma"]


def test_generated_client_asks_only_for_what_is_new(three, frameworks, anonymous):
    ask = frameworks("retrieve")
    tag = ask("alpha", client=anonymous).headers["etag"]

    again = ask("alpha", client=anonymous, if_none_match=tag)
    absent = ask("never", client=anonymous)

    assert (again.status_code, again.content) == (304, b"")
    assert (absent.status_code, absent.parsed.code) == (404, "not_found")


def test_generated_client_follows_changes(three, generated, anonymous):
    actions.trash(make_framework("delta").entry, by=make_editor())
    ask = generated("api.changes.changes_list").sync_detailed

    page = ask(client=anonymous, limit=2).parsed
    kept = {(one.kind, one.id): one.document for one in page.results}
    while page.next_:
        page = ask(client=anonymous, limit=2, since=page.cursor).parsed
        kept |= {(one.kind, one.id): one.document for one in page.results}

    there = {slug for (kind, slug), document in kept.items() if document is not None}
    assert there == {"alpha", "beta", "gamma"}


def test_generated_client_learns_of_a_conflict(three, generated, frameworks, live_server):
    _token, secret = tokens.make_token(
        "client", tokens.scopes_for(by := make_editor()), days=1, by=by
    )
    patch = generated("models").FrameworkPatch
    make = generated("client").AuthenticatedClient
    with make(base_url=live_server.url, token=secret) as client:
        send = frameworks("partial_update")

        first = send("alpha", client=client, body=patch(licence="MIT"), if_match='"1"')
        stale = send("alpha", client=client, body=patch(licence="ISC"), if_match='"1"')

    assert (first.status_code, stale.status_code) == (200, 412)
    assert stale.parsed.code == "stale"
