"""The comparison of two contracts finds what breaks clients, and nothing else."""

import json
from copy import deepcopy

import pytest

from tests.api.contract import FOLDER, breaks

WORD = {"type": "string", "maxLength": 80}
THING = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "at": {"type": "string", "format": "date-time"},
        "part": {"$ref": "#/components/schemas/Part"},
    },
    "required": ["id"],
}
PART = {"type": "object", "properties": {"name": {"type": "string"}}}
PATCH = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "licence": {"oneOf": [WORD, {"type": "null"}]},
        "part": {"oneOf": [{"$ref": "#/components/schemas/Part"}, {"type": "null"}]},
    },
}
PAGE = {"in": "query", "name": "page", "schema": {"type": "integer", "maximum": 100}}
LANG = {
    "in": "query",
    "name": "lang",
    "schema": {"type": "array", "items": {"type": "string", "enum": ["en", "zh-hans"]}},
}


def json_of(name):
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


LIST = {
    "parameters": [LANG, PAGE],
    "responses": {"200": {"content": json_of("Thing"), "headers": {"ETag": {}}}, "404": {}},
}
CHANGE = {
    "security": [{"token": []}],
    "requestBody": {"content": json_of("Patch")},
    "responses": {"200": {}},
}
OLD = {
    "paths": {"/things/": {"get": LIST, "patch": CHANGE}},
    "components": {
        "schemas": {"Thing": THING, "Part": PART, "Patch": PATCH},
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    },
}


def changed(change):
    new = deepcopy(OLD)
    schemas, operations = new["components"]["schemas"], new["paths"]["/things/"]
    change(operations, schemas["Thing"]["properties"], schemas, new)
    return breaks(OLD, new)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda on, thing, schemas, new: on.pop("get"), "GET /things/ is gone"),
        (
            lambda on, thing, schemas, new: on["get"]["parameters"].pop(),
            "GET /things/ takes no page any more",
        ),
        (
            lambda on, thing, schemas, new: on["get"]["parameters"].append(
                {"in": "query", "name": "key", "required": True, "schema": {}}
            ),
            "GET /things/ needs key now",
        ),
        (
            lambda on, thing, schemas, new: on["get"]["parameters"][0].update(explode=False),
            "GET /things/ lang is written in another way",
        ),
        (
            lambda on, thing, schemas, new: on["get"]["parameters"][0]["schema"]["items"][
                "enum"
            ].pop(),
            "GET /things/ lang[] accepts ['zh-hans'] no more",
        ),
        (
            lambda on, thing, schemas, new: on["get"]["parameters"][1]["schema"].update(
                type="string"
            ),
            "GET /things/ page is of another type",
        ),
        (
            lambda on, thing, schemas, new: on["get"]["parameters"][1]["schema"].update(maximum=50),
            "GET /things/ page has a narrower maximum",
        ),
        (
            lambda on, thing, schemas, new: on["get"]["parameters"][1]["schema"].update(minimum=1),
            "GET /things/ page has a narrower minimum",
        ),
        (
            lambda on, thing, schemas, new: on["get"]["responses"].pop("404"),
            "GET /things/ answers 404 no more",
        ),
        (
            lambda on, thing, schemas, new: on["get"]["responses"]["200"]["headers"].clear(),
            "GET /things/ 200 has no ETag any more",
        ),
        (
            lambda on, thing, schemas, new: on["get"]["responses"]["200"]["content"][
                "application/json"
            ].update(schema={"type": "string"}),
            "GET /things/ 200 is of another type",
        ),
        (
            lambda on, thing, schemas, new: on["patch"]["requestBody"].update(
                content={"application/xml": {"schema": {}}}
            ),
            "PATCH /things/ body is not application/json any more",
        ),
        (
            lambda on, thing, schemas, new: on["patch"]["requestBody"].update(required=True),
            "PATCH /things/ needs a body now",
        ),
        (
            lambda on, thing, schemas, new: on["patch"].pop("security"),
            "PATCH /things/ asks for another proof of who asks",
        ),
        (
            lambda on, thing, schemas, new: on["get"].update(security=[{"token": []}]),
            "GET /things/ asks for another proof of who asks",
        ),
        (
            lambda on, thing, schemas, new: new["components"]["securitySchemes"].clear(),
            "token is no proof of who asks any more, or another one",
        ),
        (lambda on, thing, schemas, new: thing.pop("tags"), "Thing.tags is gone"),
        (
            lambda on, thing, schemas, new: thing["tags"]["items"].update(type="integer"),
            "Thing.tags[] is of another type",
        ),
        (
            lambda on, thing, schemas, new: thing["id"].update(type=["string", "null"]),
            "Thing.id is of another type",
        ),
        (lambda on, thing, schemas, new: thing["at"].pop("format"), "Thing.at has another form"),
        (
            lambda on, thing, schemas, new: schemas["Thing"].pop("required"),
            "Thing requires other fields",
        ),
        (
            lambda on, thing, schemas, new: schemas["Patch"].update(required=["licence"]),
            "Patch requires other fields",
        ),
        (
            lambda on, thing, schemas, new: schemas["Patch"]["properties"]["licence"].update(
                oneOf=[{"type": "integer"}, {"type": "null"}]
            ),
            "Patch.licence is of another type",
        ),
        (
            lambda on, thing, schemas, new: schemas["Patch"]["properties"]["licence"]["oneOf"][
                0
            ].update(maxLength=40),
            "Patch.licence has a narrower maxLength",
        ),
        (
            lambda on, thing, schemas, new: schemas["Patch"]["properties"]["licence"]["oneOf"][
                0
            ].update(pattern="^[A-Z]+$"),
            "Patch.licence has another form",
        ),
        (
            lambda on, thing, schemas, new: schemas["Patch"]["properties"]["licence"]["oneOf"][
                0
            ].update(enum=["MIT"]),
            "Patch.licence accepts ['other words'] no more",
        ),
        (
            lambda on, thing, schemas, new: schemas["Part"]["properties"]["name"].update(
                type="integer"
            ),
            "Part.name is of another type",
        ),
        (
            lambda on, thing, schemas, new: schemas["Part"].update(additionalProperties=False),
            "Part accepts no other fields any more",
        ),
    ],
)
def test_what_breaks_clients_is_named(change, sentence):
    assert changed(change) == [sentence]


def test_component_that_has_gone_is_named_once():
    def rename(on, thing, schemas, new):
        schemas["Piece"] = schemas.pop("Part")
        text = json.dumps(new).replace("schemas/Part", "schemas/Piece")
        new |= json.loads(text)

    assert changed(rename) == ["Part is gone"]


def test_what_is_added_breaks_nobody():
    def add(on, thing, schemas, new):
        on["get"]["parameters"].append({"in": "query", "name": "more", "schema": {}})
        on["get"]["parameters"][1]["schema"]["maximum"] = 200
        on["get"]["responses"]["429"] = {}
        on["get"]["responses"]["200"]["content"]["text/csv"] = {"schema": {"type": "string"}}
        on["patch"]["security"].append({"key": []})
        on["post"] = {"responses": {}}
        thing["more"] = {"type": "string"}
        thing["id"]["maxLength"] = 40
        schemas["Patch"]["properties"]["licence"]["oneOf"][0]["maxLength"] = 200
        new["paths"]["/others/"] = {}

    assert changed(add) == []


def released(change):
    """What is named where `change` was done to the contract that was released last."""
    old = json.loads((FOLDER / "released.json").read_text(encoding="utf-8"))
    new = deepcopy(old)
    change(new["paths"], new["components"]["schemas"])
    return breaks(old, new)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda paths, schemas: paths["/api/v1/frameworks/"]["get"]["responses"]["200"][
                "content"
            ].update({"application/json": {"schema": {"type": "string"}}}),
            "GET /api/v1/frameworks/ 200 is of another type",
        ),
        (
            lambda paths, schemas: schemas["FrameworkPatch"]["properties"]["licence"].update(
                oneOf=[{"type": "integer"}, {"type": "null"}]
            ),
            "FrameworkPatch.licence is of another type",
        ),
        (
            lambda paths, schemas: schemas["FactDocument"]["properties"]["sources"]["items"].update(
                maxLength=10
            ),
            "FactDocument.sources[] has a narrower maxLength",
        ),
        (
            lambda paths, schemas: next(
                one
                for one in paths["/api/v1/frameworks/"]["get"]["parameters"]
                if one["name"] == "page"
            )["schema"].update(type="string"),
            "GET /api/v1/frameworks/ page is of another type",
        ),
        (
            lambda paths, schemas: paths["/api/v1/batch/"]["post"]["requestBody"].update(
                content={"application/xml": {"schema": {"type": "string"}}}
            ),
            "POST /api/v1/batch/ body is not application/json any more",
        ),
        (
            lambda paths, schemas: paths["/api/v1/batch/"]["post"].pop("security"),
            "POST /api/v1/batch/ asks for another proof of who asks",
        ),
    ],
)
def test_what_would_break_the_released_contract_is_named(change, sentence):
    assert released(change) == [sentence]
