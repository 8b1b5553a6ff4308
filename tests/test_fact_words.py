"""One fact reads the same wherever a page shows it, and each date says what it is the date of."""

import re

import pytest

from tests.factories import make_framework, make_source

pytestmark = pytest.mark.django_db
NOTHING = {"en": "Not found, or does not apply", "zh-hans": "未找到，或不适用"}


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize(
    ("status", "zh", "en"),
    [
        ("active", "最近确认 2017-09", "last seen 2017-09"),
        ("maintenance", "自 2017-09 起", "since 2017-09"),
        ("inactive", "最后提交 2017-09", "last commit 2017-09"),
        ("archived", "自 2017-09 起", "since 2017-09"),
        ("retired", "自 2017-09 起", "since 2017-09"),
    ],
)
def test_date_of_a_status_says_what_it_is_the_date_of(status, zh, en, client):
    make_framework("alpha", status=status, status_since="2017-09")

    for language, words in (("zh-hans", zh), ("en", en)):
        for page in ("frameworks/alpha/", "compare/?f=alpha", "lineage/"):
            assert words in text_of(client.get(f"/{language}/{page}")), page


def test_status_without_a_date_has_no_word_for_one(client):
    make_framework("alpha", status="retired")

    assert " since " not in text_of(client.get("/en/frameworks/alpha/"))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_fact_that_is_not_found_reads_the_same_everywhere(language, client):
    make_framework("alpha")
    query = "column=fact:licence"

    page = client.get(f"/{language}/frameworks/alpha/").content.decode()
    compared = client.get(f"/{language}/compare/?f=alpha").content.decode()
    matrix = client.get(f"/{language}/matrix/?{query}").content.decode()
    file = client.get(f"/{language}/matrix/?{query}&format=csv").getvalue().decode()

    cells = [
        page.split('id="fact-licence"')[1].split("</dd>")[0],
        compared.split("<tbody>")[1],
        matrix.split("<tbody>")[1],
        file,
    ]
    assert [NOTHING[language] in cell for cell in cells] == [True] * 4


def test_source_says_in_which_language_its_title_is(client):
    live = make_framework("alpha")
    fact = live.facts.create(field="licence", confidence="high")
    fact.sources.add(make_source("a", title="Keras README"), make_source("b", title="飞桨安装指南"))

    for page in ("frameworks/alpha/", "sources/"):
        english = client.get(f"/zh-hans/{page}").content.decode()
        chinese = client.get(f"/en/{page}").content.decode()
        assert '<span lang="en">Keras README</span>' in english
        assert ">飞桨安装指南</a>" in english
        assert '<span lang="zh-Hans">飞桨安装指南</span>' in chinese
        assert ">Keras README</a>" in chinese


def test_page_of_a_source_marks_what_is_in_another_language(client):
    live = make_framework("alpha")
    source = make_source("a", title="Title", what="What", note="Note", publisher="Team")
    live.facts.create(field="licence", confidence="high").sources.add(source)

    page = client.get("/zh-hans/sources/a/").content.decode()

    marked = re.findall(r'<span lang="en">(.*?)</span>', page)
    assert sorted({*marked}) == ["Note", "Team", "Title", "What"]
