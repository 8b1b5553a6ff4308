"""Parameters that take several values: repeated, with commas, or both."""

import pytest
from django.utils import translation

from tests.factories import make_category, make_feature, make_framework

pytestmark = pytest.mark.django_db

BASE = "/api/v1/"


@pytest.fixture
def three():
    for slug, status in [("alpha", "active"), ("beta", "retired"), ("gamma", "archived")]:
        framework = make_framework(slug, status=status, licence="MIT")
        framework.releases.create(role="first", version="1")
    make_feature("speed")
    make_category("low")


@pytest.mark.parametrize(
    ("path", "commas", "repeated"),
    [
        ("frameworks/", "status=retired,archived", "status=retired&status=archived"),
        ("frameworks/", "sort=name&licence=MIT,MIT", "sort=name&licence=MIT&licence=MIT"),
        ("frameworks/", "fields=id,licence", "fields=id&fields=licence"),
        ("frameworks/alpha/", "fields=id,licence", "fields=id&fields=licence"),
        ("frameworks/alpha/", "expand=sources,features", "expand=sources&expand=features"),
        (
            "matrix/",
            "column=feature:speed,category:low",
            "column=feature:speed&column=category:low",
        ),
        ("matrix/", "status=retired,active&fields=id", "status=retired&status=active&fields=id"),
        ("relations/", "type=uses,built_on", "type=uses&type=built_on"),
        ("releases/", "role=first,latest", "role=first&role=latest"),
        ("combinations/", "verdict=supported,partly", "verdict=supported&verdict=partly"),
        ("sources/", "fields=id,name", "fields=id&fields=name"),
        ("coverage/", "fields=evidence,statements", "fields=evidence&fields=statements"),
        ("changes/", "fields=id,kind", "fields=id&fields=kind"),
        ("search/", "q=alpha&fields=id,name", "q=alpha&fields=id&fields=name"),
    ],
)
def test_both_spellings_of_a_list_are_read_alike(path, commas, repeated, three, client):
    answers = [client.get(f"{BASE}{path}?lang=en&{query}") for query in (commas, repeated)]

    assert [one.status_code for one in answers] == [200, 200], answers[0].content
    assert answers[0].json() == answers[1].json()


def test_spellings_of_a_list_may_be_mixed(three, client):
    found = client.get(f"{BASE}frameworks/?status=retired,archived&status=active&fields=id,name")

    assert [one["id"] for one in found.json()["results"]] == ["alpha", "beta", "gamma"]


@pytest.mark.parametrize(
    "query", ["status=retired,,active", "status=retired,sleeping", "fields=id,"]
)
def test_wrong_value_among_several_is_refused(query, three, client):
    answer = client.get(f"{BASE}frameworks/?lang=en&{query}")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_parameters")


def test_one_value_stays_one_value(three, client):
    answer = client.get(f"{BASE}frameworks/?lang=en&sort=name&sort=-name")

    assert answer.status_code == 400


@pytest.mark.parametrize(("language", "word"), [("en", "bytes"), ("zh-hans", "字节")])
@pytest.mark.parametrize("before", ["en", "zh-hans"])
def test_refusal_of_a_long_query_speaks_the_language_of_its_request(language, word, before, client):
    translation.activate(before)  # what the request before left in the thread

    answer = client.get(f"{BASE}sources/?{'a' * 9000}", headers={"accept-language": language})

    assert (answer.status_code, answer["Content-Language"]) == (414, language)
    assert word in answer.json()["detail"]


@pytest.mark.parametrize(("language", "word"), [("en", "UTF-8"), ("zh-hans", "编码")])
@pytest.mark.parametrize("before", ["en", "zh-hans"])
def test_refusal_of_bytes_speaks_the_language_of_its_request(language, word, before, client):
    translation.activate(before)

    answer = client.get(f"{BASE}sources/?kind=%ff", headers={"accept-language": language})

    assert (answer.status_code, answer["Content-Language"]) == (400, language)
    assert word in answer.json()["detail"]
