"""What nobody asks for in earnest is refused with a reason, and costs little."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import databases
from tests.factories import make_full_article, make_full_framework

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

FILE = Path(__file__).parents[2] / "docs/api/openapi.json"
# What the description names, so that none can be forgotten; and what it does not name: itself.
EVERY_LIST = [
    *(
        path
        for path, item in json.loads(FILE.read_text(encoding="utf-8"))["paths"].items()
        if "get" in item and "{" not in path
    ),
    "/api/v1/openapi.json",
    "/api/v1/docs/",
]
OF_ANY_LIST = {
    "a huge page": ("page=999999999999999999999", 400),
    "a page beyond the deepest": ("page=101", 400),
    "a page that is no number": ("page=１", 400),
    "a negative size": ("page_size=-1", 400),
    "a size in scientific notation": ("page_size=1e30", 400),
    "10,000 identifiers": ("&".join(["framework=keras"] * 10_000), 414),
    "10,000 identifiers in one value": ("fields=" + ",".join(["keras"] * 10_000), 414),
    "a megabyte": ("q=" + "a" * 1_000_000, 414),
    "a value of 3 kB": ("fields=" + "a" * 3000, 400),
    "a name of 3 kB": ("a" * 3000 + "=1", 400),
    "deep expansion": ("expand=" + "frameworks." * 50 + "frameworks", 400),
    "an expansion of everything": ("expand=*", 400),
    "a private field": ("fields=created_by", 400),
    "a field of Python": ("fields=__class__", 400),
    "a lookup of Django": ("entry__slug__startswith=k", 400),
    "a lookup through a relation": ("created_by__password__startswith=a", 400),
    "an order by a hidden column": ("ordering=created_by__email", 400),
    "a NUL": ("lang=%00", 400),
    "a NUL in a name": ("%00=1", 400),
    "a lone surrogate": ("lang=%ED%A0%80", 400),
    "bytes of another encoding": ("lang=%FF%FE", 400),
    "an override of direction": ("lang=%E2%80%AEen", 400),
    "an isolate of direction": ("fields=%E2%81%A6id", 400),
    "a control character": ("lang=en%1B", 400),
    "the same twice": ("lang=en&lang=zh-hans", 400),
    "an expensive regular expression": ("fields=^(a%2B)%2B$" + "a" * 40, 400),
    "a regular expression": ("lang=.*", 400),
    "a template": ("lang={{7*7}}", 400),
    "markup": ("lang=<script>", 400),
}


@databases.fixture
def some_content():
    make_full_framework("alpha", rows=1)
    make_full_article(rows=1)


@pytest.mark.parametrize(("query", "status"), OF_ANY_LIST.values(), ids=[*OF_ANY_LIST])
def test_abuse_of_any_list_is_refused_before_anything_is_read(query, status, client):
    for resource in EVERY_LIST:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = client.get(f"{resource}?{query}", headers={"accept-language": "en"})

        body = response.json()
        assert (response.status_code, response["Content-Type"], body["status"]) == (
            status,
            "application/problem+json",
            status,
        )
        assert body["detail"].isprintable()
        assert len(response.content) < 4000
        assert len(asked) == 0, asked.captured_queries


OF_ONE = {
    "an invalid regular expression": ("glossary/?q=(", 200),
    "an expensive regular expression": ("glossary/?q=(a%2B)%2B$b" + "a" * 30, 200),
    "a hundred wildcards": ("glossary/?q=" + "%25" * 100, 200),
    "a word of 101 letters": ("glossary/?q=" + "a" * 101, 400),
    "a pattern for an identifier": ("relations/?framework=.*", 400),
    "a path for an identifier": ("releases/?framework=../../etc/passwd", 400),
    "an identifier with a quote": ("combinations/?framework='%20OR%201=1", 400),
    "an identifier of 2 kB": ("relations/?target=" + "a" * 2000, 400),
    "an unknown column": ("matrix/?column=feature:secret", 400),
    "too many columns": ("matrix/?" + "&".join(["column=feature:f0"] * 300), 414),
    "an unknown verdict": ("frameworks/?feature=f0:perfect", 400),
    "a query without letters": ("search/?q=%F0%9F%98%80", 400),
    "a query of 3 kB": ("search/?q=" + "词" * 330, 400),
    "a thousand words": ("search/?q=" + "a+" * 900, 400),
    "a day of no calendar": ("frameworks/?as_of=2026-02-30", 400),
    "a day before all": ("frameworks/?as_of=0001-01-01", 400),
    "a moment before all": ("frameworks/?as_of=0001-01-01T00:00:00%2B14:00", 400),
    "a moment after all": ("frameworks/?as_of=9999-12-31T23:59:59-14:00", 400),
    "an identifier with a NUL": ("frameworks/%00/", 404),
    "an identifier of a megabyte": ("frameworks/" + "a" * 1_000_000 + "/", 404),
    "a path upwards": ("frameworks/..%2f..%2fadmin/", 404),
    "an identifier with a line break": ("sources/a%0Ab/", 404),
}


@pytest.mark.parametrize(("path", "status"), OF_ONE.values(), ids=[*OF_ONE])
def test_abuse_of_one_resource_is_refused_or_finds_nothing(path, status, some_content, client):
    response = client.get(f"/api/v1/{path}", headers={"accept-language": "en"})

    assert response.status_code == status
    if status == 200:
        assert response.json()["results"] == []
    else:
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["detail"].isprintable()
        assert len(response.content) < 4000
