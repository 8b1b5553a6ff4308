"""The example for nginx, run by a real nginx before the real site."""

import gzip
import os
import shutil
import socket
import subprocess
from contextlib import contextmanager
from http.client import HTTPConnection, RemoteDisconnected
from itertools import product
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from time import monotonic, sleep
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import brotli
import pytest

from catalog.bilingual import preferred_language
from tests.delivery.support import Clock, Counted, front
from tests.factories import make_feature
from tests.servers import free_port

pytestmark = pytest.mark.server

EXAMPLE = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
SITE = "atlas.example.org"
COOKIES = [None, "django_language=en", "django_language=zh-hans", "visit=1; csrftoken=x"]
ACCEPTED = [None, "en", "zh-CN,zh;q=0.9", "de, en;q=0.5", "zh;q=0.1, en-GB", "*"]

MAIN = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def path_of(program):
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(f"No {program} found: .ci/run installs it.", pytrace=False)
    return found or pytest.skip(f"No {program} found.")


@pytest.fixture(scope="module")
def nginx_path():
    return path_of("nginx")


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *arguments):
        """Nothing."""


def example_for(folder, *, port, upstream):
    """The example with ports and paths of the test, and without TLS."""
    text = EXAMPLE.read_text()
    listen = f"    listen 127.0.0.1:{port}"
    for ours, theirs in {
        f"    listen 80;\n    server_name {SITE};": f"    listen unix:{folder}/plain;",
        "    listen 80 default_server;\n": "",
        "    listen 443 ssl default_server;\n": f"{listen} default_server;\n",
        "    ssl_reject_handshake on;\n": "",
        "    listen 443 ssl;\n": f"{listen};\n",
        "    ssl_certificate     /etc/atlas/fullchain.pem;\n": "",
        "    ssl_certificate_key /etc/atlas/privkey.pem;\n": "",
        "/var/cache/nginx/atlas": f"{folder}/cache",
        "/var/log/nginx/access.log": f"{folder}/access.log",
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
    }.items():
        assert text.count(ours) == 1
        text = text.replace(ours, theirs)
    return text


class Proxied:
    """The site behind nginx: `ask` goes through both."""

    def __init__(self, port, site, server):
        self.port, self.site, self.server = port, site, server

    def ask(self, target, host=SITE, **headers):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items() if value}
        try:
            connection.request("GET", target, headers={"Host": host, **named})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


def hurried(app):
    """The site, whose pages shared caches may keep for one second."""

    def wrapped(environ, start_response):
        def start(status, headers, exc_info=None):
            said = [(name, value.replace("s-maxage=30", "s-maxage=1")) for name, value in headers]
            return start_response(status, said, exc_info)

        return app(environ, start)

    return wrapped


@contextmanager
def serving(app):
    server = make_server("127.0.0.1", 0, app, server_class=Threaded, handler_class=Silent)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def proxied(request, nginx_path, tmp_path, settings):
    """A test may name a wrapper of the site, indirectly."""
    settings.ALLOWED_HOSTS = [SITE]
    site, port = Counted(), free_port()
    app = front(site, tmp_path / "pages", Clock(), hosts=[SITE], read=lambda: "1")
    with serving(getattr(request, "param", lambda app: app)(app)) as server:
        text = example_for(tmp_path, port=port, upstream=server.server_port)
        (tmp_path / "site.conf").write_text(text)
        (tmp_path / "nginx.conf").write_text(MAIN.format(folder=tmp_path))
        command = [nginx_path, "-p", tmp_path, "-c", tmp_path / "nginx.conf"]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            wait_for(port, process)
            yield Proxied(port, site, server)
        finally:
            process.terminate()
            process.wait()


def wait_for(port, process):
    end = monotonic() + 20
    while monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.02)
    pytest.fail(f"nginx did not start: {process.poll()}")


def unpacked(headers, body):
    return {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[
        headers["Content-Encoding"]
    ](body).decode()


def test_no_cookie_or_header_gives_a_reader_the_other_language(proxied):
    wrong, encodings = [], ["br, gzip", "gzip", "br;q=0, gzip", None]
    for code, cookie, accept, encoding in product(("zh-hans", "en"), COOKIES, ACCEPTED, encodings):
        status, headers, body = proxied.ask(
            f"/{code}/about/", Cookie=cookie, Accept_Language=accept, Accept_Encoding=encoding
        )
        page = unpacked(headers, body)
        lang = "zh-Hans" if code == "zh-hans" else "en"
        if (status, headers["Content-Language"]) != (
            200,
            code,
        ) or f'<html lang="{lang}"' not in page:
            wrong.append((code, cookie, accept, encoding, status))

    assert wrong == []
    assert len(proxied.site.rendered) == 2


def test_document_without_lang_has_the_language_of_each_header(proxied):
    asked = [accept for accept in ACCEPTED for _time in range(2)]

    found = [proxied.ask("/api/v1/nothing/", Accept_Language=accept) for accept in asked]

    languages = [headers["Content-Language"] for _status, headers, _body in found]
    assert languages == [preferred_language(accept or "") for accept in asked]
    assert {status for status, _headers, _body in found} == {404}


DOCUMENT, PAGE = "/api/v1/features/?lang=en", "/en/about/"
ENCODINGS = ["br, gzip", "gzip", "identity", None]


@pytest.fixture
def published(transactional_db):
    """Something that the document has, where the threads of the site see it."""
    make_feature("speed")


@pytest.mark.parametrize("target", [DOCUMENT, PAGE])
def test_who_has_the_answer_gets_an_empty_304(target, published, proxied):
    wrong = []
    for encoding in ENCODINGS:
        status, headers, body = proxied.ask(target, Accept_Encoding=encoding)
        tag = headers["ETag"]
        strong = tag.removeprefix("W/")
        assert (status, bool(body)) == (200, True)
        for given in (strong, f"W/{strong}", f'"other", {strong}', f'W/"other",W/{strong}', "*"):
            status, headers, body = proxied.ask(
                target, Accept_Encoding=encoding, If_None_Match=given
            )
            if (status, body, headers["ETag"]) != (304, b"", tag):
                wrong.append((encoding, given, status, len(body), headers["ETag"], tag))

    assert wrong == []


@pytest.mark.parametrize("target", [DOCUMENT, PAGE])
def test_who_has_another_answer_gets_this_one(target, published, proxied):
    for encoding in ENCODINGS:
        whole = unpacked(*proxied.ask(target, Accept_Encoding=encoding)[1:])
        for given in ('"other"', 'W/"other", "another"'):
            status, *answer = proxied.ask(target, Accept_Encoding=encoding, If_None_Match=given)

            assert (status, unpacked(*answer)) == (200, whole)


@pytest.mark.parametrize("options", [[], ["--compressed"]])
@pytest.mark.parametrize("target", [DOCUMENT, PAGE])
def test_curl_is_told_that_it_has_the_answer(target, options, published, proxied, tmp_path):
    tag, answer = tmp_path / "curl.tag", tmp_path / "curl.answer"
    command = [path_of("curl"), "--silent", "--header", f"Host: {SITE}", "--output", answer]
    command += ["--write-out", "%{http_code} %{size_download}", *options]

    def curl(*conditions):
        url = f"http://127.0.0.1:{proxied.port}{target}"
        return subprocess.check_output([*command, *conditions, url], text=True)

    first, body = curl("--etag-save", tag), answer.read_bytes()
    again = curl("--etag-compare", tag)
    tag.write_text('"other"\n')
    other = curl("--etag-compare", tag)

    assert first.startswith("200 ")
    assert again == "304 0"
    assert (other, answer.read_bytes()) == (first, body)


def test_second_reader_is_answered_by_nginx_and_person_by_the_site(proxied):
    caches = [
        proxied.ask("/en/about/", Cookie=cookie)[1]["X-Cache"]
        for cookie in (None, None, "sessionid=x", None)
    ]

    assert caches == ["MISS", "HIT", "BYPASS", "HIT"]


@pytest.mark.parametrize("proxied", [hurried], indirect=True)
def test_readers_read_on_while_the_site_is_gone(proxied):
    before = proxied.ask("/en/about/")
    proxied.server.shutdown()
    proxied.server.server_close()
    sleep(2.2)  # nginx has no clock that a test could turn, and counts in whole seconds

    status, headers, body = proxied.ask("/en/about/")

    assert (status, body) == (200, before[2])
    assert headers["X-Cache"] == "STALE"


def test_name_that_is_not_ours_gets_no_answer(proxied):
    with pytest.raises(RemoteDisconnected):
        proxied.ask("/en/about/", host="elsewhere.example")


def test_log_holds_no_key_of_a_preview_and_no_control_character(published, proxied, tmp_path):
    for target in ("/en/preview/MTI:1xYEgK:rNfz/?a=b", "/api/v1/preview/MTI%3a1x%3ArN/", "/en/%0a"):
        proxied.ask(target)

    logged = (tmp_path / "access.log").read_text().splitlines()

    assert [line.split('"')[1] for line in logged[-3:]] == [
        "GET /en/preview/*** HTTP/1.1",
        "GET /api/v1/preview/*** HTTP/1.1",
        "GET /en/%0a HTTP/1.1",
    ]


def test_error_log_names_other_addresses_and_no_preview(published, proxied, tmp_path):
    """A preview that fails is quoted by nginx, whose error log has a fixed format."""
    proxied.server.shutdown()
    proxied.server.server_close()
    keys = ("/en/preview/MTI:1xKEY/", "/api/v1/preview/MTI%3a1xKEY/?a=b", "/EN/Preview/a%3AKEY")

    statuses = [proxied.ask(target)[0] for target in (*keys, "/en/glossary/")]

    logged = (tmp_path / "error.log").read_text()
    assert statuses == [502] * 4
    assert "GET /en/glossary/" in logged
    assert "KEY" not in logged
    assert "KEY" not in (tmp_path / "access.log").read_text()
