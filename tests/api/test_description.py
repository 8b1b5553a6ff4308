"""The description is true: its examples work, and every answer is as it says."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from openapi_schema_validator import OAS31Validator

from catalog.api.description import DescriptionView
from catalog.api.wording import TOLD, VERBATIM
from catalog.search.tokens import has_han
from tests.api.contract import breaks, unmended
from tests.products import portions

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).parents[2] / "docs/api"
NOW = json.loads((FOLDER / "openapi.json").read_text(encoding="utf-8"))
RELEASED = json.loads((FOLDER / "released.json").read_text(encoding="utf-8"))
READS = {path: item["get"] for path, item in NOW["paths"].items() if "get" in item}
EXAMPLES = {
    path: example[1]
    for path, read in READS.items()
    if (example := re.search(r"Example: `(\S+)`", read.get("description", "")))
}

ODD = [
    {"foo": "1"},
    {"lang": "fr"},
    {"lang": "all"},
    {"as_of": "2026-11-24"},
    {"version": "9"},
    {"script": "1"},
    {"format": "json"},
]


def faults(path, status, body):
    """Where the answer is not as its description says; each fault with its place."""
    described = NOW["paths"][path]["get"]["responses"][str(status)]["content"]
    (content,) = described.values()
    schema = content["schema"] | {"components": NOW["components"]}
    validator = OAS31Validator(schema)
    return [f"{fault.json_path}: {fault.message[:200]}" for fault in validator.iter_errors(body)]


def test_every_resource_has_an_example():
    # The root needs none; the feed of changes and the dumps have a client and a page of their own.
    apart = ("draft", "/changes/", "/dump.", "/token/")
    described = {path for path in READS if not any(one in path for one in apart)} - {"/api/v1/"}

    assert described - EXAMPLES.keys() == set()


@pytest.mark.parametrize("examples", portions(EXAMPLES.items(), one_in=5))
def test_examples_find_something_and_are_as_described(examples, content, client):
    for path, example in examples:
        for url in {example, re.sub("lang=(en|zh-hans)", "lang=all", example)}:
            response = client.get(url)
            body = response.json()

            assert response.status_code == 200, (url, body)
            assert faults(path, 200, body) == []
            assert body.get("results", body), url


@pytest.mark.matrix
@pytest.mark.parametrize("language", ["zh-hans", "all"])
def test_all_content_is_as_described(language, content, client):
    for path, read in READS.items():
        if "{slug}" in path and "draft" not in path:
            listed = client.get(path.replace("{slug}/", ""), {"page_size": 5, "lang": language})
            for one in listed.json()["results"]:
                url = path.replace("{slug}", one["id"])
                body = client.get(url, {"lang": language, "fallback": "none"}).json()

                assert faults(path, 200, body) == [], url
        elif any(one["name"] == "page_size" for one in read["parameters"]) and "search" not in path:
            body = client.get(path, {"page_size": 50, "lang": language}).json()

            assert faults(path, 200, body) == [], path


@pytest.mark.parametrize(
    ("path", "url", "headers", "status"),
    [
        ("/api/v1/frameworks/", "/api/v1/frameworks/?page=0", {}, 400),
        ("/api/v1/frameworks/{slug}/", "/api/v1/frameworks/nothing/", {}, 404),
        ("/api/v1/frameworks/", "/api/v1/frameworks/", {"accept": "text/html"}, 406),
        ("/api/v1/sources/", "/api/v1/sources/?" + "a" * 9000, {}, 414),
    ],
)
def test_error_is_as_described(path, url, headers, status, client):
    response = client.get(url, headers=headers)

    assert response.status_code == status
    assert faults(path, status, response.json()) == []


def test_words_are_labelled_in_both_languages():
    verdict = NOW["components"]["schemas"]["Assessment"]["properties"]["verdict"]

    assert verdict["x-enum-labels"]["supported"] == {"zh-hans": "有依据支持", "en": "supported"}
    assert [*verdict["x-enum-labels"]] == verdict["enum"]


def test_every_text_is_said_in_chinese(client):
    in_chinese = client.get("/api/v1/openapi.json", {"lang": "zh-hans"}).json()

    assert [text for text in told(in_chinese) if text and not has_han(text)] == []


def test_every_field_parameter_and_tag_is_described():
    schemas = NOW["components"]["schemas"]
    operations = [one for item in NOW["paths"].values() for one in item.values()]
    fields = [
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field, one in schema.get("properties", {}).items()
        if not one.get("description")
    ]
    parameters = {
        one["name"]
        for operation in operations
        for one in operation.get("parameters", ())
        if not one.get("description")
    }
    tags = {tag for operation in operations for tag in operation["tags"]}

    assert (fields, parameters) == ([], set())
    assert tags - {one["name"] for one in NOW["tags"]} == set()


def test_no_schema_has_a_property_of_its_own_name():
    schemas = NOW["components"]["schemas"].items()

    assert [
        name
        for name, schema in schemas
        if name.lower() in {field.replace("_", "") for field in schema.get("properties", {})}
    ] == []


def test_reads_are_for_everybody_and_say_so():
    found = {path: read["security"] for path, read in READS.items()}

    by_token = {path for path in found if path.endswith(("/draft/", "/token/"))}
    assert {path for path, security in found.items() if security != []} == by_token


def test_description_is_served_without_spaces(client):
    text = client.get("/api/v1/openapi.json", {"lang": "en"}).text

    assert json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")) == text
    assert json.loads(text)["servers"] == [{"url": "http://127.0.0.1:8000"}]


def told(part):
    """Every text that a description says of one of its parts."""
    if isinstance(part, list):
        return [text for one in part for text in told(one)]
    if not isinstance(part, dict):
        return []
    own = [part[name] for name in TOLD if isinstance(part.get(name), str)]
    return [*own, *told([one for name, one in part.items() if name not in VERBATIM])]


def test_nothing_that_was_released_is_broken():
    assert unmended(breaks(RELEASED, NOW)) == [], (
        "This breaks clients. Keep the old beside the new, or release a new major version "
        "(docs/api/README.md)."
    )


def test_descriptions_that_are_asked_for_at_once_are_all_made(rf):
    view, together = DescriptionView.as_view(), Barrier(4)

    def ask(language):
        together.wait()
        answer = view(rf.get("/api/v1/openapi.json", {"lang": language}))
        return answer.status_code, json.loads(answer.content)["info"]["description"]

    with ThreadPoolExecutor(4) as pool:
        found = [*pool.map(ask, ["en", "zh-hans", "en", "zh-hans"])]

    assert [status for status, _text in found] == [200] * 4
    assert found[0] == found[2] != found[1] == found[3]


@pytest.mark.parametrize("path", ["openapi.json", "docs/"])
def test_description_takes_one_language_and_nothing_else(path, client):
    address = f"/api/v1/{path}"

    found = [client.get(address, {"lang": language}) for language in ("en", "zh-hans")]
    negotiated = client.get(address, headers={"accept-language": "en"})
    refused = [client.get(address, asked) for asked in ODD]
    options = client.options(address)

    assert [one["Content-Language"] for one in found] == ["en", "zh-hans"]
    assert found[0].content != found[1].content
    assert negotiated["Content-Language"] == "en"
    assert "Accept-Language" in negotiated["Vary"]
    assert [one.json()["code"] for one in refused] == ["invalid_parameters"] * len(ODD)
    assert (options.status_code, options.content) == (204, b"")
    assert not any("Cookie" in one.headers.get("Vary", "") for one in (options, *found))


def test_page_to_try_it_on_gets_its_script(client):
    page = client.get("/api/v1/docs/", {"lang": "en"})
    script = client.get("/api/v1/docs/?lang=en&script=")

    assert 'src="/api/v1/docs/?lang=en&amp;script="' in page.text
    assert script["Content-Type"] == "application/javascript"
    assert "openapi.json?lang\\u003Den" in script.text
