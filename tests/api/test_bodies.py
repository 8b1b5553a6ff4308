"""Bodies of writes: what stands for nothing, numbers, and refusals in plain words."""

import pytest

from tests.factories import make_editor, make_feature, make_framework
from tests.programs import Program

pytestmark = pytest.mark.django_db

PATH = "/api/v1/frameworks/alpha/"


@pytest.fixture
def program():
    make_framework("alpha")
    return Program(make_editor())


def send(program, method, path, body, **headers):
    headers |= {"If-Match": '"1"', "Accept-Language": "zh-hans"}
    return program.generic(method, path, body, content_type="application/json", headers=headers)


@pytest.mark.parametrize(
    ("method", "path"),
    [("PATCH", PATH), ("POST", "/api/v1/frameworks/"), ("POST", "/api/v1/batch/")],
)
def test_empty_body_is_refused_where_one_is_needed(method, path, program):
    answer = send(program, method, path, b"")

    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")
    assert answer.json()["detail"] == "请求的正文是空的。请发送一个 JSON 对象：{ … }。"


@pytest.mark.parametrize("path", [PATH, f"{PATH}draft/submit/"])
def test_body_in_chunks_is_refused_and_not_taken_for_none(path, program):
    method = "POST" if "draft" in path else "PATCH"
    answer = program.generic(
        method, path, headers={"If-Match": '"1"', "Transfer-Encoding": "chunked"}
    )

    assert (answer.status_code, answer.json()["code"]) == (411, "length_required")


@pytest.mark.parametrize("written", ["7.0", "7e0", "70e-1", "7"])
def test_number_without_a_fraction_is_whole_however_it_is_written(written, program):
    make_feature("speed")

    answer = send(program, "PATCH", "/api/v1/features/speed/", f'{{"position": {written}}}')

    assert (answer.status_code, answer.json()["values"]["position"]) == (200, 7)


@pytest.mark.parametrize(
    "written", ["99999999999999999999", "7.5", "-1", "true", '"7"', "[]", "1e300"]
)
def test_number_that_no_field_takes_is_refused_by_its_place(written, program):
    make_feature("speed")

    answer = send(program, "PATCH", "/api/v1/features/speed/", f'{{"position": {written}}}')

    body = answer.json()
    assert answer.status_code == 422, body
    assert [one["pointer"] for one in body["errors"]] == ["/position"]
    no_words_of_python(body)


@pytest.mark.parametrize(
    "body",
    [
        '{"name": }',
        '{"name": "a" "b"}',
        '{"name": "a"',
        '{"name": "a}',
        '{"name": "\\x"}',
        "{'name': 1}",
        "[" * 5000 + "]" * 5000,
        '{"position": ' + "9" * 5000 + "}",
        '{"position": 1e999}',
        '{"position": NaN}',
        '{"name": "a", "name": "b"}',
        b'{"name": "\xff"}',
        "nothing",
        '{"name": true}',
        '{"name": null, "status": false}',
        '{"verified_on": 7}',
        '{"relations": [{"type": "uses", "target": 7}]}',
        '{"facts": [true]}',
    ],
)
def test_refusal_of_a_body_is_in_chinese_and_in_nobody_elses_words(body, program):
    answer = send(program, "PATCH", PATH, body)

    assert answer.status_code in (400, 422), answer.json()
    no_words_of_python(answer.json())


def no_words_of_python(body):
    said = " ".join([body["detail"], *(one["detail"] for one in body.get("errors", ()))])
    for word in ("sys.", "bool", "True", "False", "None", "Expecting", "line 1", "char ", "int "):
        assert word not in said
    for word in ("Invalid", "Unterminated", "codec", "decode", "Exceeds", "recursion", "Extra"):
        assert word not in said
