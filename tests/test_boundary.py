"""What no view can read is refused at the boundary, in the language and the form of the address."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from catalog import actions
from config.boundary import Handler
from tests.factories import make_draft, make_editor, make_framework

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

# Every kind of page that takes a value out of its query, with a NUL in it.
WITH_NUL = [
    "/en/?q=%00",
    "/en/interoperability/?a=%00",
    "/en/compare/?f=%00",
    "/en/frameworks/?term=%00",
    "/en/search/?q=a%00b",
    "/en/search/suggestions/?q=%00",
    "/en/matrix/?column=%00",
    "/en/choose/?%00=1",
    "/en/changes/?kind=%00",
    "/en/report/?about=frameworks/%00",
    "/en/admin/catalog/framework/?slug=%00",
    "/en/admin/catalog/framework/?q=%00",
    "/en/admin/autocomplete/?term=%00&app_label=catalog&model_name=term&field_name=x",
    "/en/admin/auth/user/?username=%00",
    "/en/admin/desk/export/?kind=framework&format=json&slugs=%00",
    "/oembed/?url=%00",
]


def said(response):
    return response.status_code, response["Content-Type"].partition(";")[0]


@pytest.mark.parametrize("address", WITH_NUL)
def test_nul_in_a_query_is_refused_for_everybody(address, client):
    client.force_login(make_editor())
    form = "application/problem+json" if address.startswith("/oembed/") else "text/html"

    assert said(client.get(address)) == (400, form)
    assert said(Client().get(address)) == (400, form)


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/en/compare/?f=%00", "The request can not be read"),
        ("/zh-hans/compare/?f=%00", "请求无法识别"),
    ],
)
def test_refusal_speaks_the_language_of_the_address(address, heading, client):
    page = client.get(address)

    assert heading in page.content.decode()
    assert "default-src 'none'" in page["Content-Security-Policy"]


def answered_by_server(path, *, content_type, query=""):
    """Status and kind of what the WSGI application answers, which also makes the request."""
    environ = RequestFactory()._base_environ(
        REQUEST_METHOD="POST", PATH_INFO=path, QUERY_STRING=query, CONTENT_TYPE=content_type
    )
    said = []
    body = Handler()(environ, lambda status, headers: said.append((status, dict(headers))))
    body.close()
    [(status, headers)] = said
    return status, headers["Content-Type"].partition(";")[0]


@pytest.mark.parametrize("charset", ["rot13", "utf-16", "unicode_escape", "base64", "idna", "gbk"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "text/plain"])
@pytest.mark.parametrize("query", ["", "about=frameworks/a"])
def test_body_in_another_encoding_is_refused(query, kind, charset):
    sent = {"content_type": f"{kind}; charset={charset}", "query": query}

    page = answered_by_server("/en/report/", **sent)
    document = answered_by_server("/api/v1/batch/", **sent)

    assert page == ("400 Bad Request", "text/html")
    assert document == ("400 Bad Request", "application/problem+json")


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "made-up", '"utf-8"'])
def test_body_in_utf8_is_read_however_it_is_named(charset, client):
    make_framework("alpha")
    kind = f"application/x-www-form-urlencoded; charset={charset}"

    address = "/en/report/?about=frameworks/alpha"
    page = client.generic("POST", address, b"text=short", content_type=kind)

    assert "at least 10 characters" in page.content.decode()


@pytest.mark.parametrize("path", ["/static/..%2f..%2fconfig/settings.py", "/en/a%00/", "/..%5ca"])
@pytest.mark.parametrize("debug", [True, False])
def test_path_with_a_step_upwards_or_a_nul_is_not_found(path, debug, client, settings):
    settings.DEBUG = debug

    page = client.get(path)

    assert page.status_code == 404
    assert "settings.py" not in page.content.decode()


@pytest.mark.parametrize("debug", [True, False])
def test_unknown_host_is_refused_without_being_repeated(debug, client, settings):
    settings.DEBUG = debug

    page = client.get("/en/", HTTP_HOST="<evil>.example")

    assert (page.status_code, "evil" in page.content.decode()) == (400, False)


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_preview_answers_nothing_but_reads(method, client):
    by = make_editor()
    draft = make_draft("alpha", by=by)
    link = actions.share_preview(draft, draft.updated_at.replace(year=2099), by=by)
    client.force_login(by)
    addresses = [
        reverse("catalog:shared-preview", args=[link.token]),
        reverse("catalog:revision-preview", args=["framework", "alpha", 1]),
    ]

    answers = [getattr(client, method)(address) for address in addresses]

    assert [answer.status_code for answer in answers] == [405, 405]
