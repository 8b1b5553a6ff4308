"""The examples of the description are what the API answers, and are as it says."""

import json
from functools import cache

import pytest
from drf_spectacular.generators import SchemaGenerator
from openapi_schema_validator import OAS31Validator

from catalog.api.examples import JSON, KEPT
from tests.api.recording import recorded


@cache
def description():
    return SchemaGenerator().get_schema(public=True)


def operations():
    return [one for item in description()["paths"].values() for one in item.values()]


def described_json():
    """The name and the description of all JSON that is sent or that a success answers.

    A part of a file (206) is not JSON by itself.
    """
    for operation in operations():
        name, body = operation["operationId"], operation.get("requestBody", {})
        for media_type, content in body.get("content", {}).items():
            yield f"{name} {media_type}", content
        for status, answer in operation["responses"].items():
            if status in ("200", "201") and JSON in answer.get("content", {}):
                yield f"{name} {status}", answer["content"][JSON]


def faults(content):
    """Where examples are not as the schema beside them says; where there are none, that."""
    components = description()["components"]
    validator = OAS31Validator(content["schema"] | {"components": components})
    for reference in content.get("examples", {"": None}).values():
        if reference is None:
            yield "there is no example"
            continue
        value = components["examples"][reference["$ref"].rpartition("/")[2]]["value"]
        yield from (f"{one.json_path}: {one.message[:200]}" for one in validator.iter_errors(value))


@pytest.mark.django_db
def test_examples_are_what_is_sent_and_answered(content, client):
    kept = json.loads(KEPT.read_text(encoding="utf-8"))

    assert recorded(client) == kept, "Run `make openapi`."


def test_all_json_has_an_example_that_is_as_described():
    wrong = {name: found for name, one in described_json() if (found := [*faults(one)])}

    assert len([*described_json()]) > 100
    assert wrong == {}


@pytest.mark.django_db
def test_examples_speak_the_language_of_the_description(client):
    said = {}
    for language in ("en", "zh-hans"):
        served = client.get("/api/v1/openapi.json", {"lang": language}).json()
        said[language] = served["components"]["examples"]["features_retrieve.answer"]["value"]

    assert {said["en"]["name"], said["zh-hans"]["name"]} == {"Performance", "性能"}
