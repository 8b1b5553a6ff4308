"""The description leaves nothing out: every operation, answer, header and word is told."""

import pytest

from tests.api.test_examples import description, operations
from tests.factories import make_editor, make_framework, make_member
from tests.programs import Program

pytestmark = pytest.mark.django_db

# What tells programs how to go on.
GUIDING = {
    *("ETag", "Location", "Retry-After", "WWW-Authenticate", "Idempotency-Replayed"),
    *("RateLimit", "RateLimit-Policy"),
}
ANYWHERE = {"406", "414", "429", "503"}
OF_WRITES = {"400", "401", "403", "404", "409", "412", "413", "415", "422", "428"}


def answers():
    for operation in operations():
        for status, answer in operation["responses"].items():
            yield operation["operationId"], status, answer


def test_every_operation_has_a_summary_and_a_tag_of_letters():
    wanting = [
        one["operationId"]
        for one in operations()
        if not one.get("summary") or not all(tag.isalpha() for tag in one.get("tags", ["-"]))
    ]

    assert wanting == []


def test_every_answer_says_what_it_means():
    assert [(name, status) for name, status, one in answers() if not one["description"]] == []


def test_every_operation_names_what_any_request_can_be_refused_with():
    wanting = {one["operationId"]: ANYWHERE - one["responses"].keys() for one in operations()}

    assert {name: found for name, found in wanting.items() if found} == {}


def test_every_write_names_its_refusals():
    writes = [one for one in operations() if "requestBody" in one]

    assert len(writes) == 31
    assert [one["operationId"] for one in writes if OF_WRITES - one["responses"].keys()] == []


@pytest.mark.parametrize(
    ("statuses", "header"),
    [
        (("200", "201", "204", "404", "429"), "RateLimit"),
        (("200", "201", "204", "404", "429"), "RateLimit-Policy"),
        (("201", "301"), "Location"),
        (("409", "429", "503"), "Retry-After"),
        (("401", "403"), "WWW-Authenticate"),
        (("412",), "ETag"),
    ],
)
def test_every_such_answer_names_the_header(statuses, header):
    named = {(name, status): one["headers"] for name, status, one in answers()}
    wanting = [key for key, one in named.items() if key[1] in statuses and header not in one]

    assert {status for _name, status in named} >= {*statuses}
    assert wanting == []


def test_every_header_that_is_named_is_described():
    referred = {
        one["$ref"] for _name, _status, found in answers() for one in found["headers"].values()
    }
    described = description()["components"]["headers"]

    assert referred == {f"#/components/headers/{name}" for name in described}
    assert [name for name, one in described.items() if not one["description"]] == []


def test_every_list_of_words_has_labels_in_both_languages():
    # Names of fields and resources are the same in every language.
    lists = [
        (operation["operationId"], one["name"], schema)
        for operation in operations()
        for one in operation.get("parameters", ())
        if "enum" in (schema := one["schema"].get("items", one["schema"]))
        and one["name"] not in ("fields", "expand")
    ]

    assert lists
    for operation, name, schema in lists:
        labels = schema.get("x-enum-labels", {})
        assert [*labels] == schema["enum"], (operation, name)
        assert all(one["en"] and one["zh-hans"] for one in labels.values()), (operation, name)


def named(operation_id, response):
    """The headers that the description names for an answer."""
    (operation,) = [one for one in operations() if one["operationId"] == operation_id]
    return operation["responses"][str(response.status_code)]["headers"].keys()


def test_headers_of_answers_are_those_that_are_named(client):
    make_framework("alpha")
    program, outsider = Program(make_editor()), Program(make_member("translator-zh"))
    new = {"slug": "beta", "values": {"name": "Beta", "kind": "framework"}}
    list_, one = "/api/v1/frameworks/", "/api/v1/frameworks/alpha/"
    seen = client.get(one)["ETag"]
    given = [
        ("frameworks_list", 200, client.get(list_)),
        ("frameworks_retrieve", 304, client.get(one, headers={"if-none-match": seen})),
        ("frameworks_retrieve", 404, client.get("/api/v1/frameworks/none/")),
        ("frameworks_list", 406, client.get(list_, headers={"accept": "text/html"})),
        ("frameworks_list", 414, client.get(f"{list_}?{'a' * 9000}")),
        ("frameworks_create", 401, client.post(list_, new, "application/json")),
        ("frameworks_create", 403, outsider.send("post", "frameworks/", new)),
        (
            "frameworks_create",
            422,
            program.send("post", "frameworks/", {"slug": "beta", "values": {}}),
        ),
        ("frameworks_create", 201, program.send("post", "frameworks/", new, key="7")),
        ("frameworks_create", 201, program.send("post", "frameworks/", new, key="7")),
        ("frameworks_draft_retrieve", 200, program.send("get", "frameworks/beta/draft/")),
        ("frameworks_partial_update", 428, program.patch_framework("alpha", {}, seen=None)),
        ("frameworks_partial_update", 412, program.patch_framework("alpha", {}, seen='"9"')),
        ("frameworks_partial_update", 200, program.patch_framework("alpha", {}, seen='"1"')),
    ]

    found = [(name, answer.status_code) for name, _status, answer in given]
    assert found == [(name, status) for name, status, _answer in given]
    for name, status, answer in given:
        guiding = GUIDING & {*answer.headers}
        assert guiding - named(name, answer) == set(), (name, status)
    assert given[9][2]["Idempotency-Replayed"] == "true"
