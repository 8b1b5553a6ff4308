"""The tools for assistants, asked by the client of the SDK."""

import pytest
from asgiref.sync import async_to_sync
from mcp import Client

from catalog import actions
from catalog.mcp.server import server
from tests.factories import make_draft, make_editor, make_feature, make_framework, make_full_article

pytestmark = pytest.mark.django_db


@async_to_sync
async def ask(tool, **arguments):
    async with Client(server) as client:
        return await client.call_tool(tool, arguments)


@async_to_sync
async def tools():
    async with Client(server) as client:
        return (await client.list_tools()).tools


def test_tools_only_read():
    found = tools()

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
