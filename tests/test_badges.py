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
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["article", "1 of 2 statements supported"]),
        ("zh-hans", ["文章", "2 条说法中 1 条有据"]),
    ],
)
def test_badge_counts_what_the_article_says_of_the_framework_alone(language, said, client):
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

    shown = texts(client, f"/{language}/frameworks/keras/badge/verdict.svg")

    assert shown == said


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


SITE = "http://127.0.0.1:8000"


def oembed(client, slug="keras", language="zh-hans", **asked):
    page = f"{SITE}/{language}/frameworks/{slug}/"
    return client.get("/oembed/", {"url": page, **asked}, headers={"accept-language": "en"})


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "site"), [("zh-hans", "框架图谱"), ("en", "Framework Atlas")])
def test_oembed_gives_the_card_of_a_page_in_its_language(language, site, client):
    make_framework("keras", name='Ke"ras')

    found = oembed(client, language=language)

    body, page = found.json(), f"{SITE}/{language}/frameworks/keras/"
    assert body.pop("html") == (
        f'<a href="{page}"><img src="{page}card.svg" alt="Ke&quot;ras · {site}" '
        'width="400" height="150"></a>'
    )
    assert body == {
        "type": "rich",
        "version": "1.0",
        "width": 400,
        "height": 150,
        "title": 'Ke"ras',
        "provider_name": site,
        "provider_url": SITE,
    }
    assert (found["Content-Language"], found["Access-Control-Allow-Origin"]) == (language, "*")
    assert "application/json+oembed" in client.get(f"/{language}/frameworks/keras/").text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({"maxwidth": 200}, (200, 75)),
        ({"maxheight": 75}, (200, 75)),
        ({"maxwidth": 333, "maxheight": 150}, (333, 124)),
        ({"maxwidth": 1, "maxheight": 1}, (1, 1)),
        ({"maxwidth": 1920, "maxheight": 1080}, (400, 150)),
        ({"width": 10, "referrer": "x"}, (400, 150)),
    ],
)
def test_oembed_fits_the_room_that_there_is(asked, size, client):
    make_framework("keras")

    body = oembed(client, **asked).json()

    assert (body["width"], body["height"]) == size
    assert 'width="{}" height="{}"'.format(*size) in body["html"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"slug": "hidden"}, 404, "not_found"),
        ({"slug": "nobody"}, 404, "not_found"),
        ({"url": f"{SITE}/en/"}, 404, "not_found"),
        ({"url": f"{SITE}/frameworks/keras/"}, 404, "not_found"),
        ({"url": "http://evil.example/en/frameworks/keras/"}, 404, "not_found"),
        ({"url": "http://["}, 404, "not_found"),
        ({"url": ""}, 400, "invalid_parameters"),
        ({"maxwidth": "wide"}, 400, "invalid_parameters"),
        ({"maxheight": 0}, 400, "invalid_parameters"),
        ({"format": "xml"}, 501, "not_offered"),
    ],
)
def test_oembed_refuses_as_programs_expect_it(asked, status, code, client):
    make_framework("keras")
    make_draft("hidden")

    refused = oembed(client, **{"language": "en", **asked})

    assert (refused.status_code, refused["Content-Type"]) == (status, "application/problem+json")
    assert (refused.json()["code"], refused["Content-Language"]) == (code, "en")
    assert refused["Access-Control-Allow-Origin"] == "*"


@pytest.mark.django_db
def test_oembed_refuses_in_the_language_of_the_page_or_else_of_the_asker(client):
    of_page = oembed(client, slug="nobody")
    of_asker = oembed(client, url="")
    written = client.post("/oembed/", headers={"accept-language": "en"})

    assert [one["Content-Language"] for one in (of_page, of_asker)] == ["zh-hans", "en"]
    assert "Accept-Language" in of_asker["Vary"]
    assert of_asker.json()["detail"] == (
        f"url: Say which page is meant, such as url={SITE}/en/frameworks/keras/."
    )
    assert (written.status_code, written["Allow"]) == (405, "GET, HEAD")


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
