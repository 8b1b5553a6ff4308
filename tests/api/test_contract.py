"""What every resource promises: shape, errors, limits and methods."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.products import sample

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
RESOURCES = {
    "frameworks": 20,
    "features": 4,
    "categories": 3,
    "articles": 1,
    "relations": 45,
    "releases": 39,
    "matrix": 20,
    "combinations": 25,
    "glossary": 97,
    "sources": 321,
}

LISTS_ONLY = ("relations", "releases", "matrix")
COMMON = {
    *("id", "kind", "name", "summary", "url", "web_url"),
    *("revision", "updated_at", "verified_on"),
}


@pytest.mark.parametrize(("resource", "count"), RESOURCES.items())
def test_list_has_count_links_and_results(resource, count, content, client):
    body = client.get(f"/api/v1/{resource}/?page_size=2&lang=en").json()

    assert list(body) == ["count", "next", "previous", "results"]
    assert body["count"] == count
    assert len(body["results"]) == min(count, 2)
    assert all(one.keys() >= COMMON for one in body["results"])
    assert body["previous"] is None
    following = f"http://127.0.0.1:8000/api/v1/{resource}/?lang=en&page=2&page_size=2"
    assert body["next"] == (following if count > 2 else None)


@pytest.mark.parametrize("resource", ["frameworks", "relations", "releases", "sources"])
def test_pages_of_a_list_hold_everything_once(resource, content, client):
    url, seen = f"/api/v1/{resource}/?page_size=7&lang=en", []
    while url:
        body = client.get(url).json()
        seen += [json.dumps(one, sort_keys=True) for one in body["results"]]
        url = body["next"]

    assert len(seen) == len(set(seen)) == RESOURCES[resource]


@pytest.mark.parametrize(
    "resource", sample([name for name in RESOURCES if name not in LISTS_ONLY], 3)
)
def test_every_object_is_found_at_its_own_address(resource, content, client):
    results = client.get(f"/api/v1/{resource}/?page_size=5&lang=en").json()["results"]

    for one in results:
        detail = client.get(one["url"] + "?lang=en").json()
        assert {name: detail[name] for name in one if name != "language"} == {
            name: value for name, value in one.items() if name != "language"
        }
        assert {client.get(url).status_code for url in one["web_url"].values()} == {200}


def test_fields_leaves_the_rest_out(content, client):
    body = client.get("/api/v1/frameworks/keras/?lang=en&fields=id,status").json()

    language = {"requested": "en", "fallbacks": {}, "translation": {}}
    assert body == {"id": "keras", "status": "active", "language": language}


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("colour=red", "colour", "Known here: "),
        ("status=sleeping", "status", "Accepted: active, maintenance"),
        ("fields=id,secret", "fields", "“secret” is not known here. Accepted: id, kind"),
        ("fallback=yes", "fallback", "Accepted: none."),
        ("page=0", "page", "“0” is not a whole number from 1"),
        ("page=101", "page", "from 1 to 100"),
        ("lang=en", "lang", "more than once"),
        ("status=", "status", "The value is missing"),
        ("expand=sources", "expand", "Known here: "),
        ("cursor=keras", "cursor", "This is no cursor of ours"),
        ("cursor=&page=2", "page", "does not go with “cursor”"),
        ("cursor=&sort=name", "sort", "does not go with “cursor”"),
        ("page=1e3", "page", "“1e3” is not a whole number from 1"),
        ("page_size=101", "page_size", "from 1 to 100"),
        ("licence=%00", "licence", "control characters"),
        (f"licence={'x' * 2001}", "licence", "too long"),
        ("sort=-password", "sort", "Accepted: "),
    ],
)
def test_wrong_parameter_is_refused_by_name(query, parameter, words, content, client):
    response = client.get(f"/api/v1/frameworks/?lang=en&{query}")

    body = response.json()
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert body["code"] == "invalid_parameters"
    assert [error["parameter"] for error in body["errors"]] == [parameter]
    assert words in body["errors"][0]["detail"]


def test_detail_knows_no_filter(content, client):
    response = client.get("/api/v1/frameworks/keras/?lang=en&status=active")

    assert response.status_code == 400
    assert response.json()["detail"].endswith("Known here: as_of, expand, fallback, fields, lang.")


@pytest.mark.parametrize(
    ("url", "headers", "title"),
    [
        ("/api/v1/frameworks/nothing/", {"accept-language": "en"}, "Not found"),
        ("/api/v1/frameworks/nothing/?lang=zh-hans", {"accept-language": "en"}, "未找到"),
        ("/api/v1/nothing/at/all", {"accept-language": "en"}, "Not found"),
        ("/api/v1/nothing/at/all", {}, "未找到"),
        ("/api/v1/frameworks/?page=2&lang=en", {}, "Not found"),
    ],
)
def test_what_is_not_there_answers_with_a_problem(url, headers, title, client):
    response = client.get(url, headers=headers)

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["title"] == title
    assert response.json()["code"] == "not_found"


@pytest.mark.parametrize(("method", "status"), [("get", 301), ("head", 301), ("post", 308)])
@pytest.mark.parametrize(
    "path",
    [
        "/api/v1",
        "/api/v1/frameworks",
        "/api/v1/frameworks/keras",
        "/api/v1/frameworks/keras/draft/submit",
        "/api/v1/docs",
    ],
)
def test_address_without_its_last_slash_leads_to_the_one_with_it(path, method, status, client):
    response = getattr(client, method)(
        f"{path}?lang=en&q=%E5%8A%A8", headers={"accept-language": "en"}
    )

    place = f"http://127.0.0.1:8000{path}/?lang=en&q=%E5%8A%A8"
    assert (response.status_code, response["Location"]) == (status, place)


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/nothing/", "/api"])
def test_address_of_nothing_is_not_found(path, client):
    response = client.get(path, headers={"accept-language": "en"})

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["detail"] == "Nothing here has this address."


@pytest.mark.parametrize("resource", ["relations", "combinations", "sources"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_of_what_is_no_entry_is_not_offered(resource, method, client):
    response = getattr(client, method)(f"/api/v1/{resource}/?lang=en", "{}", "application/json")

    assert (response.status_code, response.json()["title"]) == (405, "Method not allowed")
    assert set(response["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("path", ["relations/", "changes/", "frameworks/x/draft/submit/"])
def test_method_that_is_not_offered_is_named_before_anything_else(path, client):
    response = client.delete(f"/api/v1/{path}?lang=&unknown=1")

    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")


@pytest.mark.parametrize("path", ["", "frameworks/", "frameworks/keras/", "coverage/", "matrix/"])
def test_head_and_options_answer_without_a_body(path, content, client):
    url = f"/api/v1/{path}"
    asked, head, options = client.get(url), client.head(url), client.options(url)

    assert (head.status_code, head.content) == (200, b"")
    counted = {"ratelimit", "ratelimit-policy", "last-modified"}  # the date is said once settled
    assert {name for name in head.headers if name.lower() not in counted} == {
        name for name in asked.headers if name.lower() not in counted
    }
    assert head["ETag"] == asked["ETag"]
    assert (options.status_code, options.content) == (204, b"")
    assert {"GET", "HEAD", "OPTIONS"} <= {*options["Allow"].split(", ")}


@pytest.mark.parametrize(("language", "title"), [("en", "No acceptable format"), ("zh", "没有")])
def test_format_that_is_not_served_is_refused_with_a_problem(language, title, client):
    accepting = {"accept": "text/html", "accept-language": language}
    response = client.get("/api/v1/frameworks/", headers=accepting)

    assert (response.status_code, response["Content-Type"]) == (406, "application/problem+json")
    assert response.json()["title"].startswith(title)
    assert "application/json" in response.json()["detail"]


def test_answer_does_not_depend_on_who_asks(content, editor, client):
    anonymous = client.get("/api/v1/frameworks/keras/?lang=en")
    client.force_login(editor)

    signed_in = client.get("/api/v1/frameworks/keras/?lang=en")

    assert signed_in.content == anonymous.content
    assert "Cookie" not in signed_in["Vary"]


@pytest.mark.parametrize("language", sample(["zh-hans", "en"], 1))
def test_page_and_api_say_the_same(language, content, client):
    for one in client.get(f"/api/v1/frameworks/?lang={language}&page_size=100").json()["results"]:
        live = client.get(f"/api/v1/frameworks/{one['id']}/?lang={language}").json()
        page = client.get(one["web_url"][language])

        shown = page.context["framework"]
        assert (str(shown.summary), shown.status, shown.licence) == (
            live["summary"],
            live["status"],
            live["licence"],
        )
        verdicts = {row.feature.slug: row.verdict for row in page.context["features"]}
        assert verdicts == {
            row["feature"]: row["verdict"] for row in live["assessments"] if row["feature"]
        }


def test_description_is_the_committed_one(capsys):
    committed = json.loads((ROOT / "docs/api/openapi.json").read_text(encoding="utf-8"))

    call_command("spectacular", format="openapi-json", lang="en", validate=True, fail_on_warn=True)

    assert json.loads(capsys.readouterr().out) == committed, "Run `make openapi`."


def test_description_is_served(client):
    served = client.get("/api/v1/openapi.json")

    assert served.status_code == 200
    assert served.json()["openapi"] == "3.1.1"


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        ("get", "/api", 404),
        ("get", "/api/", 404),
        ("get", "/api/v2/", 404),
        ("get", "/api/v1/sources/%E6%A1%86%0A/", 404),
        ("post", "/api/v1/", 405),
        ("get", "/api/v1/frameworks/?" + "&".join(["a=1"] * 5001), 414),
    ],
)
@pytest.mark.parametrize(("language", "is_chinese"), [("zh", True), ("en", False)])
def test_no_answer_under_the_api_is_a_page(method, url, status, language, is_chinese, client):
    response = getattr(client, method)(url, headers={"accept-language": language})

    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["title"].isascii() is not is_chinese
