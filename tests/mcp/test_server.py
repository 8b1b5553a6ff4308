"""The tools for assistants, asked by the client of the SDK."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import async_to_sync

from catalog import actions
from catalog.models import Feature
from catalog.search.tokens import has_han
from tests.factories import (
    make_draft,
    make_editor,
    make_feature,
    make_framework,
    make_full_article,
    make_full_framework,
)
from tests.servers import ROOT, database_url

pytestmark = pytest.mark.django_db


def ask(tool, **arguments):
    return in_session("call_tool", tool, arguments)


def in_session(method, *arguments):
    """What a method of the SDK's client answers.

    The SDK is imported here, because it takes a second of every run that collects this file, and
    not in a coroutine, because the server's module starts an event loop of its own.
    """
    from mcp import Client

    from catalog.mcp.server import server

    return _in_session(Client(server), method, arguments)


@async_to_sync
async def _in_session(client, method, arguments):
    async with client:
        return await getattr(client, method)(*arguments)


def test_tools_only_read():
    found = in_session("list_tools").tools

    assert [one.name for one in found] == [
        "search",
        "framework",
        "compare",
        "combination",
        "changes",
    ]
    assert all(one.annotations.read_only_hint for one in found)
    assert all(one.description for one in found)


def test_answers_are_the_documents_of_the_api(client):
    make_framework("keras", name="Keras")
    make_full_article()

    asked = {
        "frameworks/keras/?lang=zh-hans": ask("framework", id="keras", language="zh-hans"),
        "search/?q=keras&lang=en": ask("search", query="keras"),
        "combinations/n1/?lang=en": ask("combination", id="n1"),
    }

    for path, answer in asked.items():
        assert answer.structured_content == client.get(f"/api/v1/{path}").json()


def test_comparison_says_of_each_framework_what_its_document_says(client):
    from catalog.mcp.server import COMPARED

    ids = ["alpha", "beta"]
    make_full_framework("alpha", rows=3)
    feature = Feature.objects.get(slug="f0")
    make_framework("beta").assessments.create(feature=feature, verdict="contradicted")
    found = {id: client.get(f"/api/v1/frameworks/{id}/?lang=zh-hans").json() for id in ids}

    said = ask("compare", ids=ids, language="zh-hans").structured_content

    assert said["facts"] == {name: {id: found[id][name] for id in ids} for name in COMPARED}
    judged = [
        (row["feature"] or row["category"], id, row["verdict"])
        for id in ids
        for row in found[id]["assessments"]
    ]
    assert {id for _topic, id, _verdict in judged} == {*ids}
    assert judged == [(topic, id, said["verdicts"][topic][id]) for topic, id, _verdict in judged]


def test_changes_are_those_of_the_feed_without_documents(client):
    make_framework("keras")
    make_full_article()
    feed = client.get("/api/v1/changes/?lang=en").json()

    said = ask("changes").structured_content

    assert all(one.pop("document") for one in feed["results"])
    assert said == feed


def test_assistant_is_no_visitor_who_is_counted(settings):
    settings.API_REQUESTS_OF_ADDRESS = 1
    for id in ("keras", "caffe"):
        make_framework(id)

    said = [ask("compare", ids=["keras", "caffe"]) for _time in range(2)]

    assert [one.is_error for one in said] == [False, False]


@pytest.mark.parametrize(("language", "is_english"), [("en", True), ("zh-hans", False)])
@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("framework", {"id": "nobody"}),
        ("compare", {"ids": ["nobody", "nothing"]}),
        ("combination", {"id": "nothing"}),
        ("search", {"query": "x", "kind": "fruit"}),
        ("changes", {"since": "never"}),
    ],
)
def test_tool_refuses_in_the_language_that_it_is_asked_for(tool, arguments, language, is_english):
    said = ask(tool, **arguments, language=language)

    assert said.is_error
    assert has_han(said.content[0].text) is not is_english


def ask_process(tool, **arguments):
    """In a thread of its own: the browser of other tests keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, _ask_process(tool, **arguments)).result()


async def _ask_process(tool, **arguments):
    """As `ask`, of `manage.py serve_mcp`, by its standard input and output."""
    from mcp import Client
    from mcp.client.stdio import StdioServerParameters, stdio_client

    parameters = StdioServerParameters(
        command=sys.executable,
        args=["manage.py", "serve_mcp"],
        env={"DEBUG": "true", "DATABASE_URL": database_url()},
        cwd=ROOT,
    )
    with open("/dev/null", "w") as log:
        async with Client(stdio_client(parameters, log)) as client:
            return await client.call_tool(tool, arguments)


@pytest.mark.server
@pytest.mark.django_db(transaction=True)
def test_command_serves_an_assistant_by_its_input_and_output(client):
    make_framework("keras", name="Keras", summary_zh="高层接口")

    said = ask_process("framework", id="keras", language="zh-hans")

    assert said.structured_content == client.get("/api/v1/frameworks/keras/?lang=zh-hans").json()


def test_frameworks_are_compared_and_what_nobody_judged_is_unknown():
    speed = make_feature("speed").entry
    make_framework("keras", name="Keras", licence="Apache-2.0").assessments.create(
        feature=speed, verdict="partly"
    )
    make_framework("caffe", name="Caffe", licence="BSD-2-Clause")

    said = ask("compare", ids=["keras", "caffe"]).structured_content

    assert said["facts"]["licence"] == {"keras": "Apache-2.0", "caffe": "BSD-2-Clause"}
    assert said["verdicts"] == {"speed": {"keras": "partly", "caffe": "unknown"}}


def test_changes_go_on_from_a_cursor_and_hold_no_draft():
    make_framework("keras")
    make_draft("hidden")
    first = ask("changes").structured_content
    make_framework("caffe")

    then = ask("changes", since=first["cursor"]).structured_content

    assert [one["id"] for one in first["results"]] == ["keras"]
    assert [(one["id"], one["event"]) for one in then["results"]] == [("caffe", "created")]


def test_what_readers_do_not_see_is_refused_in_words():
    make_draft("hidden")
    old, new = make_framework("old"), make_framework("new", name="New")
    actions.trash(old.entry, by=make_editor(), redirect_to=new.entry)

    refused = [
        ask("framework", id="hidden"),
        ask("framework", id="../frameworks"),
        ask("search", query="x", kind="fruit"),
        ask("compare", ids=["new"]),
    ]
    moved = ask("framework", id="old")

    assert [one.is_error for one in refused] == [True] * 4
    assert "framework" in refused[2].content[0].text
    assert moved.structured_content["name"] == "New"
