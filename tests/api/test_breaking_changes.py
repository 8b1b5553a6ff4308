"""The comparison of two contracts finds what breaks clients, and nothing else."""

from copy import deepcopy

import pytest

from tests.api.contract import breaks

LIST = {
    "parameters": [
        {"in": "query", "name": "lang", "schema": {"type": "string", "enum": ["en", "zh-hans"]}}
    ],
    "responses": {"200": {}, "404": {}},
}
THING = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["id"],
}
OLD = {"paths": {"/things/": {"get": LIST}}, "components": {"schemas": {"Thing": THING}}}


def changed(change):
    new = deepcopy(OLD)
    change(new["paths"]["/things/"], new["components"]["schemas"]["Thing"], new)
    return breaks(OLD, new)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda path, thing, new: path.clear(), "GET /things/ is gone"),
        (
            lambda path, thing, new: path["get"]["parameters"].clear(),
            "GET /things/ takes no lang any more",
        ),
        (
            lambda path, thing, new: path["get"]["parameters"].append(
                {"in": "query", "name": "key", "required": True, "schema": {}}
            ),
            "GET /things/ needs key now",
        ),
        (
            lambda path, thing, new: path["get"]["parameters"][0]["schema"]["enum"].pop(),
            "GET /things/ lang accepts ['zh-hans'] no more",
        ),
        (
            lambda path, thing, new: path["get"]["responses"].pop("404"),
            "GET /things/ answers 404 no more",
        ),
        (lambda path, thing, new: new["components"]["schemas"].clear(), "Thing is gone"),
        (lambda path, thing, new: thing["properties"].pop("tags"), "Thing.tags is gone"),
        (
            lambda path, thing, new: thing["properties"]["tags"]["items"].update(type="integer"),
            "Thing.tags[] is of another type",
        ),
        (
            lambda path, thing, new: thing["required"].append("tags"),
            "Thing requires other fields",
        ),
    ],
)
def test_what_breaks_clients_is_named(change, sentence):
    assert changed(change) == [sentence]


def test_what_is_added_breaks_nobody():
    def add(path, thing, new):
        path["get"]["parameters"].append({"in": "query", "name": "more", "schema": {}})
        path["get"]["responses"]["429"] = {}
        path["post"] = {"responses": {}}
        thing["properties"]["more"] = {"type": "string"}
        new["paths"]["/others/"] = {}

    assert changed(add) == []
