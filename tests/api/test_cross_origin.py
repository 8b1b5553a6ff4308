"""What scripts of other sites may read: everything that is made for programs, and no page."""

import pytest

from tests.factories import make_editor, make_framework

pytestmark = pytest.mark.django_db

ORIGIN = "https://example.org"
FOR_PROGRAMS = [
    "/api/v1/frameworks/keras/",
    "/api/v1/frameworks/nothing/",
    "/api/v1/frameworks",
    "/api/v1/frameworks/Keras/",
    "/api/v1/dump.ndjson",
    "/api/v1/openapi.json",
    "/oembed/?url=http://127.0.0.1:8000/en/frameworks/keras/",
    "/en/frameworks/keras/badge/status.svg",
    "/zh-hans/frameworks/keras/card.svg",
    "/en/feeds/changes.atom",
    "/en/frameworks/keras/feed.atom",
    "/en/matrix/?format=csv",
    "/en/frameworks/keras/cite/?format=csl",
    "/en/search/suggestions/?q=keras",
    "/llms.txt",
    "/robots.txt",
    "/sitemap.xml",
]
# What libraries add to requests that read.
HEADERS = ["Content-Type", "Authorization", "X-Requested-With", "Cache-Control", "traceparent"]


@pytest.mark.parametrize("path", FOR_PROGRAMS)
def test_script_reads_what_is_made_for_programs(path, client):
    make_framework("keras")

    answer = client.get(path, headers={"origin": ORIGIN})

    assert answer.getvalue() or answer.status_code == 301
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("path", [FOR_PROGRAMS[0], FOR_PROGRAMS[2], "/en/feeds/changes.atom"])
def test_script_may_send_what_its_libraries_add(path, header, client):
    asked = {"access-control-request-method": "GET", "access-control-request-headers": header}

    answer = client.options(path, headers={"origin": ORIGIN, **asked})

    allowed = answer["Access-Control-Allow-Headers"].split(", ")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (204, "*")
    # Browsers read * as every header but Authorization (Fetch standard, 4.8).
    assert header in allowed if header == "Authorization" else "*" in allowed


@pytest.mark.parametrize(
    "path", ["/en/", "/en/frameworks/keras/", "/en/admin/login/", "/en/preview/nothing/"]
)
def test_script_reads_no_page(path, client):
    make_framework("keras")

    answer = client.get(path, headers={"origin": ORIGIN})

    assert not [name for name in answer.headers if name.startswith("Access-Control")]


def test_script_reads_nothing_of_the_desk(client):
    client.force_login(make_editor())
    asked = {"origin": ORIGIN, "access-control-request-method": "GET"}

    answers = [
        client.options("/en/admin/", headers=asked),
        client.get("/en/admin/jsi18n/", headers=asked),
        client.get("/en/admin/render-text/", headers=asked),
    ]

    for answer in answers:
        assert not [name for name in answer.headers if name.startswith("Access-Control")]
