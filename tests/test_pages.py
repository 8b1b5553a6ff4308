import re

import pytest
from django.db import InterfaceError, OperationalError
from django.db.models import QuerySet
from django.test import Client

from catalog.models import Framework, PrintedName
from tests.factories import make_framework
from tests.products import combinations, sample

pytestmark = pytest.mark.django_db

PAGES = [
    "",
    "articles/deep-learning-frameworks/",
    "frameworks/",
    "frameworks/keras/",
    "frameworks/cntk-fast/",
    "features/",
    "features/performance/",
    "categories/",
    "categories/low-level/",
    "combinations/",
    "combinations/mxnet-gluon-pytorch/",
    "glossary/",
    "glossary/tensor/",
    "sources/",
    "sources/keras-readme-2.0.5/",
    "about/",
    "search/",
]


@pytest.mark.parametrize(("page", "language"), combinations(PAGES, ["zh-hans", "en"]))
def test_page_speaks_its_language(page, language, content, client):
    html_lang = {"zh-hans": "zh-Hans", "en": "en"}[language]
    response = client.get(f"/{language}/{page}", headers={"accept-language": "fr"})

    body = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{html_lang}"' in body
    assert response["Content-Language"] == language
    assert 'hreflang="zh-Hans"' in body
    assert 'hreflang="en"' in body
    assert re.search(rf'<link rel="canonical" href="http://127.0.0.1:8000/{language}/{page}"', body)
    assert not response.cookies


@pytest.mark.parametrize("page", sample(PAGES, 6))
def test_page_does_not_change_with_cookie_or_header(page, content, client):
    plain = client.get(f"/en/{page}").content
    client.cookies["django_language"] = "zh-hans"

    assert client.get(f"/en/{page}", headers={"accept-language": "zh"}).content == plain


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en", "en"),
        ("zh-CN,zh;q=0.9", "zh-hans"),
        ("zh-TW", "zh-hans"),
        ("fr", "zh-hans"),
        ("", "zh-hans"),
    ],
)
def test_root_negotiates_once(accepted, language, client):
    response = client.get("/", headers={"accept-language": accepted})

    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert "no-store" in response["Cache-Control"]


def test_row_44_is_explained_in_both_languages(content, client):
    url = "articles/deep-learning-frameworks/"

    zh, en = (client.get(f"/{code}/{url}").content.decode() for code in ("zh-hans", "en"))

    assert 'id="row-44"' in zh
    assert 'id="row-44"' in en
    row_zh = zh.split('id="row-44"')[1].split('id="row-45"')[0]
    row_en = en.split('id="row-44"')[1].split('id="row-45"')[0]
    assert "部分成立：Gluon 属于 MXNet" in row_zh
    assert "Gluon belongs to MXNet and does not use PyTorch" in row_en
    assert "combinations/mxnet-gluon-pytorch/" in row_zh


def test_row_70_is_shown_as_cut_off(content, client):
    body = client.get("/en/articles/deep-learning-frameworks/").content.decode()

    assert "The source file ends here" in body.split('id="row-70"')[1]


def test_unconfirmed_chinese_name_is_marked(content, client):
    body = client.get("/en/frameworks/cntk/").content.decode()
    title = re.search(r"<title>(.*?)</title>", body, re.S).group(1)

    assert "微软认知工具包" in body
    assert "微软认知工具包" not in title
    assert "not confirmed" in body


@pytest.mark.matrix
def test_every_framework_and_combination_has_a_page(content, client):
    slugs = [f"frameworks/{live.slug}/" for live in Framework.objects.live()]
    slugs += [
        f"combinations/{name.slug}/" for name in PrintedName.objects.filter(identity="combination")
    ]

    answers = {
        client.get(f"/{code}/{slug}").status_code for slug in slugs for code in ("zh-hans", "en")
    }

    assert (len(slugs), answers) == (45, {200})


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("status=archived", ["Microsoft Cognitive Toolkit (CNTK)"]),
        ("language=lua", ["Torch (Torch7)"]),
        ("accelerator=ascend-npu", ["PaddlePaddle"]),
        ("developer=baidu", ["PaddlePaddle"]),
        ("licence=BSD-2-Clause", ["Caffe"]),
        ("kind=platform", ["NVIDIA CUDA"]),
    ],
)
def test_list_filters(query, names, content, client):
    response = client.get(f"/en/frameworks/?{query}")

    assert [live.name for live in response.context["page_obj"]] == names


def test_list_says_which_filter_value_is_wrong(content, client):
    response = client.get("/en/frameworks/?status=sleeping")

    assert response.status_code == 200
    assert "sleeping" in response.content.decode()


def test_fallback_is_marked_with_its_language(client):
    make_framework("alpha", summary_en="", summary_zh="只有中文")

    body = client.get("/en/frameworks/alpha/").content.decode()

    assert re.search(r'lang="zh-Hans"[^>]*>\s*(<p>)?只有中文', body)


def test_markup_in_content_is_escaped(client):
    make_framework("alpha", name="<script>x</script>", summary_en="<img src=x onerror=y> **b**")

    body = client.get("/en/frameworks/alpha/").content.decode()

    assert "<script>x" not in body
    assert "onerror=y>" not in body


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "没有"), ("en", "not found")])
def test_missing_page_answers_in_the_language_of_its_address(language, words, client):
    response = client.get(f"/{language}/frameworks/nothing/")

    assert response.status_code == 404
    assert words in response.content.decode().lower()


@pytest.mark.parametrize(("language", "html_lang"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_server_error_page_needs_no_database(language, html_lang, rf):
    from config.errors import server_error

    response = server_error(rf.get(f"/{language}/"))

    assert response.status_code == 500
    assert f'lang="{html_lang}"' in response.content.decode()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/zh-hans/frameworks/", "数据库没有响应"),
        ("/en/frameworks/", "The database does not answer"),
        ("/api/v1/frameworks/?lang=zh-hans", "数据库没有响应"),
        ("/api/v1/frameworks/?lang=en", "The database does not answer"),
    ],
)
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_database_that_is_away_is_told_as_such(error, path, words, client, monkeypatch):
    def fail(queryset):
        raise error("the connection is closed")

    client.raise_request_exception = False
    monkeypatch.setattr(QuerySet, "_fetch_all", fail)

    response = client.get(path)

    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert response["Cache-Control"] == "no-store"
    assert words in response.content.decode()


def test_sitemap_lists_both_languages_of_live_pages(content, client):
    body = client.get("/sitemap.xml").content.decode()

    assert "http://127.0.0.1:8000/zh-hans/frameworks/keras/" in body
    assert "http://127.0.0.1:8000/en/frameworks/keras/" in body
    assert 'hreflang="en"' in body


def test_switch_keeps_page_and_query(content, client):
    body = client.get("/en/frameworks/?status=active").content.decode()

    assert 'href="/zh-hans/frameworks/?status=active"' in body


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "无法识别"), ("en", "can not be read")]
)
def test_unreadable_request_answers_in_the_language_of_its_address(language, words, client):
    response = client.get(f"/{language}/frameworks/?" + "&".join(["a=1"] * 5001))

    assert response.status_code == 400
    assert words in response.text


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "不允许"), ("en", "Not allowed")])
def test_form_without_its_token_answers_in_the_language_of_its_address(language, words):
    response = Client(enforce_csrf_checks=True).post(f"/{language}/admin/login/", {})

    assert response.status_code == 403
    assert words in response.text
