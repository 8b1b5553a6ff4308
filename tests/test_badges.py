"""Badges, cards and oEmbed: what other sites show of a framework."""

from xml.etree import ElementTree

import pytest

from catalog import actions
from catalog.badges import text_width
from catalog.text import lines_of
from tests.factories import make_draft, make_editor, make_framework, make_full_article

TEXT = "{http://www.w3.org/2000/svg}text"
HOSTILE = '<script>alert(1)</script> & "q"'


def texts(client, path):
    """The texts of an SVG, which has to be well formed."""
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    tree = ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
    return [one.text for one in tree.iter(TEXT)]


@pytest.mark.django_db
def test_badges_speak_the_language_of_their_address(client):
    make_framework("keras", name="Keras", status="active", verified_on="2026-11-24")
    make_framework("new", name="New")

    shown = {
        path: texts(client, f"/{path}.svg")
        for path in (
            "en/frameworks/keras/badge/status",
            "zh-hans/frameworks/keras/badge/status",
            "en/frameworks/keras/badge/verified",
            "zh-hans/frameworks/new/badge/verified",
            "en/frameworks/new/badge/verdict",
        )
    }

    assert [*shown.values()] == [
        ["Keras", "active"],
        ["Keras", "活跃"],
        ["checked", "2026-11-24"],
        ["核对于", "从未"],
        ["article", "says nothing of it"],
    ]


@pytest.mark.django_db
def test_badge_counts_what_the_article_says_of_the_framework_alone(client):
    article = make_full_article()
    framework = make_framework("keras", name="Keras")
    section = article.sections.get()
    name = article.printed_names.create(slug="keras", text="Keras", identity="framework")
    name.components.create(position=1, text="Keras", framework=framework.entry)
    row = section.items.create(
        kind="row", number=9, source_line=9, raw="9. Keras", printed_name=name
    )
    row.statements.create(kind="description", verdict="supported")
    row.statements.create(kind="developer", verdict="contradicted")

    shown = texts(client, "/en/frameworks/keras/badge/verdict.svg")

    assert shown == ["article", "1 of 2 statements supported"]


@pytest.mark.django_db
def test_texts_are_escaped_and_nothing_in_a_picture_can_run(client):
    make_framework("keras", name=HOSTILE, summary_en=HOSTILE)

    answer = client.get("/en/frameworks/keras/badge/status.svg")

    assert texts(client, "/en/frameworks/keras/badge/status.svg")[0] == HOSTILE
    assert texts(client, "/en/frameworks/keras/card.svg")[0].startswith("<script>")
    policy = answer["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'none'", "sandbox"} <= {*policy}
    assert b"style=" not in answer.content


@pytest.mark.django_db
def test_card_holds_name_summary_status_and_day(client):
    make_framework(
        "keras",
        name="Keras",
        status="retired",
        summary_zh="一个用于深度学习的高层接口。" * 20,
        verified_on="2026-11-24",
    )

    shown = texts(client, "/zh-hans/frameworks/keras/card.svg")

    assert [shown[0], *shown[4:]] == ["Keras", "已停止 · 核对于 2026-11-24", "框架图谱"]
    assert shown[3].endswith("…")
    assert all(text_width(line, 13) <= 373 for line in shown[1:4])


@pytest.mark.django_db
def test_pictures_of_drafts_and_of_nothing_are_not_found(client):
    make_draft("hidden")
    actions.trash(make_framework("gone").entry, by=make_editor())
    make_framework("keras")

    paths = ["hidden/card", "hidden/badge/status", "gone/card", "keras/badge/fruit"]

    assert [client.get(f"/en/frameworks/{path}.svg").status_code for path in paths] == [404] * 4


@pytest.mark.django_db
def test_oembed_gives_the_card_of_a_page_and_of_nothing_else(client):
    make_framework("keras", name='Ke"ras')
    make_draft("hidden")
    page = "http://127.0.0.1:8000/zh-hans/frameworks/keras/"

    found = client.get("/oembed/", {"url": page})
    others = [
        client.get("/oembed/", {"url": url}).status_code
        for url in (
            "",
            page.replace("keras", "hidden"),
            page.replace("127.0.0.1", "evil.example"),
            page.replace("frameworks/keras/", ""),
            page.replace("/zh-hans", ""),
            "http://[",
        )
    ]

    body = found.json()
    card = "http://127.0.0.1:8000/zh-hans/frameworks/keras/card.svg"
    assert body.pop("html") == (
        f'<a href="{page}"><img src="{card}" alt="Ke&quot;ras · 框架图谱" '
        'width="400" height="150"></a>'
    )
    assert body == {
        "type": "rich",
        "version": "1.0",
        "width": 400,
        "height": 150,
        "title": 'Ke"ras',
        "provider_name": "框架图谱",
        "provider_url": "http://127.0.0.1:8000",
    }
    assert others == [404] * 6
    assert client.get("/oembed/", {"url": page, "format": "xml"}).status_code == 501
    assert "application/json+oembed" in client.get("/en/frameworks/keras/").content.decode()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("a b", ["a b"]),
        ("word word word", ["word", "word", "word"]),
        ("word word word word", ["word", "word", "wor…"]),
        ("深度学习框架", ["深度学", "习框架"]),
        ("unbreakable-word", ["unbreakable-word"]),
    ],
)
def test_text_is_cut_into_lines(text, lines):
    assert lines_of(text, width=33, most=3, measure=text_width) == lines
