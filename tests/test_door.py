"""Drafts never show: not in pages, API, sitemap or counts."""

import pytest
from django.urls import reverse
from django.utils import translation

from catalog import actions
from tests import databases
from tests.factories import (
    make_category,
    make_draft,
    make_editor,
    make_feature,
    make_framework,
    make_source,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

CANARY = "Zyxwvut"
LISTS = [
    "/sitemap.xml",
    *(
        f"/{language}/{page}"
        for language in ("zh-hans", "en")
        for page in (
            "",
            "frameworks/",
            "features/",
            "categories/",
            "combinations/",
            "glossary/",
            "sources/",
            "about/",
        )
    ),
    *(
        f"/api/v1/{resource}/"
        for resource in (
            "frameworks",
            "features",
            "categories",
            "articles",
            "relations",
            "combinations",
            "glossary",
            "sources",
        )
    ),
]


@databases.fixture
def hidden():
    """A live framework whose open draft, and a whole entry beside it, carry the canary."""
    editor = make_editor()
    live = make_framework("visible", name="Visible", by=editor)
    draft = actions.open_draft(live.entry, by=editor)
    draft.name = draft.summary_zh = draft.summary_en = draft.licence = CANARY
    draft.save()
    source = make_source("canary-source", title=CANARY)
    draft.facts.create(field="licence", confidence="high").sources.add(source)
    draft.relations.create(type="uses", target_name=CANARY)
    make_draft("canary", name=CANARY, by=editor)
    return draft


@pytest.mark.parametrize("url", LISTS)
def test_no_list_shows_a_draft(url, hidden, client):
    response = client.get(url)

    assert response.status_code == 200
    body = response.content.decode()
    assert CANARY not in body
    assert "canary" not in body


@pytest.mark.parametrize(
    "url",
    [
        "/zh-hans/frameworks/canary/",
        "/en/frameworks/canary/",
        "/en/sources/canary-source/",
        "/api/v1/frameworks/canary/",
        "/api/v1/sources/canary-source/",
    ],
)
def test_what_only_a_draft_says_answers_like_what_never_was(url, hidden, client):
    never = url.replace("canary", "nothing")

    found, missing = client.get(url), client.get(never)

    assert found.status_code == missing.status_code == 404
    assert found.content.replace(b"canary", b"nothing") == missing.content


def test_live_page_shows_nothing_of_its_draft(hidden, client):
    for url in (
        "/zh-hans/frameworks/visible/",
        "/en/frameworks/visible/",
        "/api/v1/frameworks/visible/",
    ):
        response = client.get(url)

        assert response.status_code == 200
        assert CANARY not in response.content.decode()


def test_counts_leave_drafts_out(hidden, client):
    assert client.get("/api/v1/frameworks/").json()["count"] == 1


@pytest.mark.parametrize(("kind", "make"), [("feature", make_feature), ("category", make_category)])
def test_draft_of_a_topic_is_not_shown(kind, make, editor, client):
    live = make("speed", by=editor)
    draft = actions.open_draft(live.entry, by=editor)
    draft.name_zh = draft.name_en = CANARY
    draft.save()

    for language in ("zh-hans", "en"):
        with translation.override(language):
            response = client.get(reverse(f"catalog:{kind}-detail", args=["speed"]))
        assert response.status_code == 200
        assert CANARY not in response.content.decode()


@pytest.mark.parametrize("person", [None, "reader"])
def test_preview_is_not_for_everybody(person, hidden, client, request):
    if person:
        client.force_login(request.getfixturevalue(person))

    response = client.get("/en/preview/framework/visible/2/")

    assert response.status_code == 404
    assert CANARY not in response.content.decode()


def test_preview_shows_the_draft_to_an_editor_and_is_never_stored(hidden, editor, client):
    client.force_login(editor)

    response = client.get("/en/preview/framework/visible/2/")

    assert response.status_code == 200
    assert CANARY in response.content.decode()
    assert "no-store" in response["Cache-Control"]
