"""The search page, its suggestions and the API’s list, through HTTP."""

import re
from math import ceil
from urllib.parse import quote

import pytest

from catalog import actions
from catalog.models import GlossaryTerm
from catalog.search import query as queries
from tests.factories import make_editor, make_feature, make_framework

pytestmark = pytest.mark.django_db

HOSTILE = [
    "NEAR(",
    '"',
    "'",
    "torch*",
    "^torch",
    "-torch",
    "a AND NOT b OR (",
    "tokens:x",
    "x:* & !y | 'z'",
    "\\",
    "%s %(x)s",
    "\x00torch\x00",
    "\u202etorch\u2066",
    "<script>alert(1)</script>",
    "ﷺ" * 200,
    "é" * 100_000,
    "图" * 100_000,
    "word " * 1000,
    " ".join(f"w{number}" for number in range(1000)),
    "🦄",
    "½ ² Ⅻ",
    "👩\u200d💻 torch 🇨🇳",
    "“torch",
    "「張量",
    "\x01\x1b[31mtorch\x7f\x85",
    "torch\r\nSet-Cookie: a=b",
    "?!…，。、；：",
    "\u200b\u2060\ufeff",
    "的 了 吗 the of",
    "國產晶片支援嗎" * 30,
    "ＴＯＲＣＨ　ｍａｃ　Ｍ１",
    "Torch框架ほしいпривет한글مرحبا",
    "重" * 200,
    "9" * 200,
    "𠮷\U0002f800㍿",
]


def names(response):
    return [result.document.slug for result in response.context["results"]]


def search(client, query, language="en", **parameters):
    return client.get(f"/{language}/search/", {"q": query, **parameters})


def test_both_languages_are_searched_from_either_page(client):
    make_framework("alpha", summary_zh="斑马很快", summary_en="Fast")

    for language in ("zh-hans", "en"):
        response = search(client, "斑马", language)
        assert names(response) == ["alpha"]
        assert (
            '<p class="result__text" lang="zh-Hans"><mark>斑马</mark>很快</p>'
            in response.content.decode()
        )


def test_excerpt_is_taken_from_the_language_of_the_page_where_that_holds_the_query(client):
    make_framework("alpha", summary_zh="zebra 很快", summary_en="A zebra")

    body = search(client, "zebra").content.decode()

    assert '<p class="result__text" lang="en">A <mark>zebra</mark></p>' in body


def test_name_stands_before_its_beginning_before_a_word_before_a_text(client):
    make_framework("text", name="Y", summary_en="Uses zebra")
    make_framework("word", name="My Zebra")
    make_framework("beginning", name="Zebra Two")
    make_framework("exact", name="Zebra")

    assert names(search(client, "zebra")) == ["exact", "beginning", "word", "text"]


def test_synonyms_of_the_glossary_are_looked_for_too(client):
    names_of_term = {"name_zh": "张量", "name_en": "tensor"}
    by = make_editor()
    term = actions.create_entry(GlossaryTerm, "tensor", by=by, **names_of_term)
    term.variants.create(language="zh-hans", text="张力", standing="forbidden")
    actions.publish(term, by=by)
    make_framework("alpha", summary_zh="", summary_en="Tensors for all")
    make_framework("beta", summary_zh="只说张力", summary_en="")

    response, wrong = search(client, "张量"), search(client, "张力")

    body = response.content.decode()
    assert names(response) == ["tensor", "alpha"]
    assert "also looked for: <bdi>tensor</bdi>" in body
    assert "<mark>Tensor</mark>s for all" in body
    assert names(wrong) == ["tensor", "beta", "alpha"]


def test_another_name_that_was_found_is_shown(client):
    make_framework("alpha", name="Alpha", chinese_name="斑马")

    found = search(client, "斑马").content.decode()
    by_pinyin = search(client, "banma").content.decode()

    assert "<mark>斑马</mark>" in found
    assert "斑马" in by_pinyin


def test_kinds_are_counted_and_narrow_the_results(client):
    make_framework("alpha", name="Zebra one")
    make_framework("beta", name="Zebra two")
    make_feature("speed", name_en="Zebra")

    response = search(client, "zebra", kind="framework")

    options = [(one.value, one.count, one.selected) for one in response.context["facet"].options]
    assert options == [("framework", 2, True), ("feature", 1, False)]
    assert names(response) == ["alpha", "beta"]
    assert names(search(client, "zebra", kind="feature")) == ["speed"]


def test_unknown_kind_narrows_nothing(client):
    make_framework("alpha", name="Zebra")

    assert names(search(client, "zebra", kind="unicorn")) == ["alpha"]


def test_results_come_in_pages(client):
    for number in range(45):
        make_framework(f"zebra-{number:02}", name=f"Zebra {number:02}")

    pages = [names(search(client, "zebra", page=page)) for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 20, 5]
    assert [slug for page in pages for slug in page] == [
        f"zebra-{number:02}" for number in range(45)
    ]
    assert search(client, "zebra", page=4).status_code == 404


def test_too_many_results_are_ranked_and_said_to_be_too_many(client, monkeypatch):
    monkeypatch.setattr("catalog.search.results.MOST_RESULTS", 3)
    monkeypatch.setattr(queries, "MOST_RESULTS", 3)
    for number in range(5):
        make_framework(f"zebra-{number}", name=f"Zebra {number}")
    make_feature("speed", name_en="Zebras")

    response = search(client, "zebra")
    narrowed = search(client, "zebra", kind="feature")

    assert len(names(response)) == 3
    assert "too many to count" in response.content.decode()
    assert names(narrowed) == ["speed"]


@pytest.mark.parametrize(
    ("language", "query", "words"),
    [
        ("en", "", "Type a name"),
        ("zh-hans", "", "可以输入名称"),
        ("en", "…!", "There is no word"),
        ("en", "qqqqq", "Nothing was found for “<bdi>qqqqq</bdi>”"),
        ("zh-hans", "qqqqq", "没有找到“<bdi>qqqqq</bdi>”"),
        ("en", "alhpa", 'These are the results for <a href="?q=Alpha">Alpha</a>'),
        ("en", "alpha " * 100, "only its beginning"),
        ("en", "alpha qqqqq", "these come nearest"),
    ],
)
def test_page_says_what_to_do(language, query, words, client):
    make_framework("alpha", name="Alpha")

    response = search(client, query, language)

    assert response.status_code == 200
    assert words in response.content.decode()


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_query_is_answered_with_bounded_work(query, client, django_assert_max_num_queries):
    make_framework("alpha", name="Torch")

    with django_assert_max_num_queries(6):
        page = search(client, query)
    suggested = client.get("/en/search/suggestions/", {"q": query})
    document = client.get("/api/v1/search/", {"q": query})

    expected = 400 if "\x00" in query else 200  # no database takes it: config/boundary.py
    assert (page.status_code, suggested.status_code) == (expected, expected)
    assert document.status_code in (200, 400, 414)
    # The links to the other language repeat the address.
    assert len(page.content) < 60_000 + 4 * len(quote(query))
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("octets", ["%ED%A0%80torch", "%FF%FEtorch", "%C0%AFtorch"])
def test_query_that_is_no_text_is_answered(octets, client):
    make_framework("alpha", name="Torch")

    assert names(client.get(f"/en/search/?q={octets}")) == ["alpha"]


def test_markup_and_controls_of_texts_are_not_run(client):
    make_framework("alpha", name="<b>Zebra</b>", summary_en="A zebra <script>x</script> & more")

    body = search(client, "zebra").content.decode()
    api = client.get("/api/v1/search/?q=zebra&lang=en").json()["results"][0]["highlight"]

    assert "&lt;b&gt;<mark>Zebra</mark>&lt;/b&gt;" in body
    assert "<script>x" not in body + api
    assert re.search("A <mark>zebra</mark> .*&amp; more", api)


@pytest.mark.parametrize(("query", "number"), [("", 0), ("zebra", 2), ("zbera", 5), ("qqqq", 3)])
@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_for_any_number_of_results(
    query, number, rows, client, django_assert_num_queries
):
    for row in range(rows):
        make_framework(f"alpha{row}", name=f"Zebra {row}")

    with django_assert_num_queries(number):
        search(client, query)


def test_suggestions_are_names_with_what_was_typed_and_may_be_cached(client):
    make_framework("alpha", name="Zebra Alpha", summary_en="zed")
    make_framework("beta", name="Beta", chinese_name="斑马")
    make_framework("gamma", name="Gamma", summary_en="Mentions zebra")

    response = client.get("/en/search/suggestions/?q=ze")
    chinese = client.get("/zh-hans/search/suggestions/?q=斑").json()
    corrected = client.get("/en/search/suggestions/?q=zbera").json()
    texts = client.get("/en/search/suggestions/?q=mentions").json()

    zebra = {
        "name": [["Ze", True], ["bra Alpha", False]],
        "other_name": [],
        "kind": "framework",
        "url": "/en/frameworks/alpha/",
    }
    assert response.json() == {"suggestions": [zebra]}
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies
    assert "Vary" not in response
    assert chinese["suggestions"][0]["other_name"] == [["斑", True], ["马", False]]
    assert chinese["suggestions"][0]["url"] == "/zh-hans/frameworks/beta/"
    found = [[one["url"] for one in answer["suggestions"]] for answer in (corrected, texts)]
    assert found == [["/en/frameworks/alpha/", "/en/frameworks/gamma/"], ["/en/frameworks/gamma/"]]


def test_suggestions_name_entries_before_what_is_made_of_them(content, client):
    answer = client.get("/en/search/suggestions/?q=pyt").json()
    whole = client.get("/en/search/suggestions/?q=mxnet gluon pyt").json()

    assert [(one["url"], one["kind"]) for one in answer["suggestions"]] == [
        ("/en/frameworks/pytorch/", "framework"),
        ("/en/frameworks/pytorch-lightning/", "framework"),
    ]
    assert "/en/combinations/mxnet-gluon-pytorch/" in [one["url"] for one in whole["suggestions"]]


@pytest.mark.parametrize(
    ("language", "words", "kind"),
    [
        ("en", "is not in the Atlas yet", "not in the Atlas yet"),
        ("zh-hans", "尚未收录", "尚未收录"),
    ],
)
def test_name_without_an_entry_is_said_to_have_none(language, words, kind, client):
    make_framework("alpha", name="Alpha", summary_en="Runs on JAX.", summary_zh="运行于 JAX。")

    response = search(client, "jax", language)
    suggested = client.get(f"/{language}/search/suggestions/?q=jax").json()["suggestions"]
    unmentioned = search(client, "昇思", language)

    assert names(response) == ["alpha"]
    assert all(words in one.content.decode() for one in (response, unmentioned))
    assert [(one["url"], one["kind"] == kind) for one in suggested] == [
        (f"/{language}/search/?q=JAX", True),
        (f"/{language}/frameworks/alpha/", False),
    ]


def test_name_that_has_an_entry_by_now_is_found_like_every_other(client):
    make_framework("jax", name="JAX")

    response = search(client, "jax")
    suggested = client.get("/en/search/suggestions/?q=jax").json()["suggestions"]

    assert names(response) == ["jax"]
    assert "not in the Atlas" not in response.content.decode()
    assert [one["url"] for one in suggested] == ["/en/frameworks/jax/"]


def test_ordinary_words_find_what_has_the_fact_and_the_page_says_so(client):
    live = make_framework("alpha", name="Alpha", summary_en="Fast", status="active")
    make_framework("beta", name="Beta", summary_en="A macro of beta", status="retired")

    body = search(client, "still maintained").content.decode()

    assert names(search(client, "还在维护")) == ["alpha"]
    assert names(search(client, "停止維護")) == ["beta"]
    assert names(search(client, "is alpha still maintained")) == ["alpha"]
    assert "Understood as: <bdi>active</bdi>" in body
    assert live.get_absolute_url() in body


def test_rows_of_an_article_stand_behind_every_entry(content, client):
    kinds = [
        result["kind"]
        for page in (1, 2)
        for result in client.get(
            "/api/v1/search/", {"q": "pytorch", "page_size": 100, "page": page}
        ).json()["results"]
    ]

    assert kinds[:2] == ["framework", "framework"]
    assert {*kinds[kinds.index("row") :]} == {"row"}
    assert kinds.count("row") > 50


def test_name_is_explained_by_the_summary_and_not_by_an_address(content, client):
    result = client.get("/api/v1/search/?q=tensorflow&lang=en").json()["results"][0]

    beginning = "<mark>TensorFlow</mark> is Google’s open-source"
    assert (result["id"], result["highlight"][: len(beginning)]) == ("tensorflow", beginning)


@pytest.mark.parametrize("query", ["動態圖", "动态\u200b图", "dongtaitu", "DTT"])
def test_term_is_found_however_it_is_typed(query, client):
    by = make_editor()
    term = actions.create_entry(GlossaryTerm, "graph", by=by, name_zh="动态图", name_en="graph")
    actions.publish(term, by=by)

    assert names(search(client, query)) == ["graph"]


def test_stated_reading_is_found(client):
    by = make_editor()
    term = actions.create_entry(GlossaryTerm, "odd", by=by, name_zh="重调", name_en="odd")
    term.reading = "chóng zhōu"
    term.save()
    actions.publish(term, by=by)
    make_framework("alpha", name="Alpha", chinese_name="行长", reading="xing zhang")

    assert names(search(client, "chongzhou")) == ["odd"]
    assert names(search(client, "xingzhang")) == ["alpha"]


def test_suggestions_are_at_most_eight(client):
    for number in range(12):
        make_framework(f"zebra{number}", name=f"Zebra {number}")

    assert len(client.get("/en/search/suggestions/?q=zeb").json()["suggestions"]) == 8


def test_search_box_is_on_every_page_once(content, client):
    for address in ("/en/", "/en/search/?q=keras", "/en/frameworks/keras/", "/zh-hans/about/"):
        body = client.get(address).content.decode()
        assert body.count('name="q"') == 1
        assert 'role="search"' in body


def test_search_page_is_not_for_search_engines(client):
    assert '<meta name="robots" content="noindex, follow">' in search(client, "x").content.decode()


def test_pages_of_the_api_together_are_all_results(content, client):
    address = "/api/v1/search/?lang=en&q=keras"
    whole = client.get(f"{address}&page_size=100").json()
    number, found = ceil(whole["count"] / 7), []

    for page in range(1, number + 1):
        found += client.get(f"{address}&page_size=7&page={page}").json()["results"]

    assert number > 3
    assert found == whole["results"]


def test_api_gives_one_list_over_every_kind(content, client):
    address = "/api/v1/search/?lang=en&page_size=2&q=keras+sequential+tensorflow"
    document = client.get(address).json()

    first = document["results"][0]
    assert {**document, "results": len(document["results"])} == {
        "count": document["count"],
        "next": "http://127.0.0.1:8000" + address.replace("&page_size", "&page=2&page_size"),
        "previous": None,
        "results": 2,
    }
    assert first == {
        "id": "keras-sequential-tensorflow",
        "kind": "combination",
        "name": "Keras Sequential TensorFlow",
        "highlight": first["highlight"],
        "url": "http://127.0.0.1:8000/api/v1/combinations/keras-sequential-tensorflow/",
        "web_url": {
            language: f"http://127.0.0.1:8000/{language}/combinations/keras-sequential-tensorflow/"
            for language in ("zh-hans", "en")
        },
        "language": {"requested": "en", "fallbacks": {}, "translation": {}},
    }
    assert "<mark>Sequential</mark>" in first["highlight"]


def test_api_gives_both_languages_and_the_document_that_holds_a_row(content, client):
    row = client.get("/api/v1/search/?q=row 44&lang=all&kind=row").json()["results"][0]

    assert row["id"] == "deep-learning-frameworks#row-44"
    assert row["name"]["zh-hans"] == "第 44 行：MXNet Gluon PyTorch"
    assert row["name"]["en"] == "Row 44: MXNet Gluon PyTorch"
    assert row["url"] == "http://127.0.0.1:8000/api/v1/articles/deep-learning-frameworks/"
    assert row["web_url"]["en"].endswith("/en/articles/deep-learning-frameworks/#row-44")


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({}, "q"),
        ({"q": ""}, "q"),
        ({"q": "…"}, "q"),
        ({"q": "x" * 201}, "q"),
        ({"q": "x", "kind": "unicorn"}, "kind"),
        ({"q": "x", "as_of": "2026-11-24"}, "as_of"),
        ({"q": "x", "page_size": "0"}, "page_size"),
    ],
)
def test_api_refuses_what_it_does_not_know(parameters, name, client):
    response = client.get("/api/v1/search/", parameters)

    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == name
