"""The site as files: whole, the same each time, in step with what is published, never a draft."""

import re
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import CommandError, call_command

from catalog import actions
from catalog.delivery.export import export_site
from catalog.delivery.export.reading import Site
from catalog.delivery.export.store import Summary
from catalog.published.stamp import move_stamp
from tests.factories import (
    make_draft,
    make_editor,
    make_framework,
    make_full_article,
    make_full_framework,
    make_glossary_term,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path):
    return tmp_path / "site"


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        """Silent."""


@contextmanager
def served(folder):
    """A file server that knows nothing of the site; yields what answers an address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    def get(address):
        connection = HTTPConnection(*server.server_address)
        connection.request("GET", address)
        answer = connection.getresponse()
        found = answer.status, answer.headers.get_content_type(), answer.read()
        connection.close()
        return found

    try:
        yield get
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def walk(get, origin):
    """Every address that can be reached by links from the home page, with its answer."""
    found, waiting = {}, ["/", "/sitemap.xml", "/llms.txt", "/api/v1/index.json", "/404.html"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found[address] = get(address)
        text = found[address][2].decode(errors="replace")
        links = re.findall(r'\s(?:href|src)="([^"]+)"', text) if "<html" in text else []
        links += re.findall(rf'{re.escape(origin)}/[^\s"<)]*', text)
        for link in links:
            parts = urlsplit(urljoin(origin + address, unescape(link)))
            if f"{parts.scheme}://{parts.netloc}" == origin and "{" not in parts.path:
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


@pytest.mark.matrix
def test_export_is_whole_under_a_server_of_plain_files(site, settings):
    make_full_framework("keras", rows=2)
    make_full_article()
    make_glossary_term("tensor", name_zh="张量", name_en="tensor")
    make_draft("canary")
    settings.API_REQUESTS_OF_ADDRESS = 1  # a limit for visitors, and the site is none of its own

    export_site(site)

    with served(site) as get:
        found = walk(get, settings.SITE_URL)
    assert {address for address, answer in found.items() if answer[0] != 200} == set()
    assert {address for address in found if "?" in address} == set()
    files = contents(site)
    assert {
        "en/frameworks/keras/index.html",
        "zh-hans/frameworks/keras/index.html",
        "zh-hans/glossary/tensor/index.html",
        "en/articles/article/index.html",
        "en/articles/article/view-both/index.html",
        "en/frameworks/keras/feed.atom",
        "api/v1/frameworks/keras.json",
        "api/v1/glossary.json",
        "robots.txt",
        "static/css/tokens.css",
        "404.html",
    } <= files.keys()
    assert any(name.startswith("media/pictures/") for name in files)
    assert found["/en/frameworks/keras/"][1] == "text/html"
    assert "张量" in files["api/v1/glossary/tensor.json"].decode()
    assert [name for name, content in files.items() if b"anary" in content] == []
    assert [name for name, content in files.items() if b"<form" in content] == []


@pytest.mark.matrix
def test_export_changes_only_what_is_published_or_taken_down(site):
    by = make_editor()
    keras, gone = make_framework("keras", by=by), make_framework("gone", by=by)
    make_glossary_term("tensor")
    first = export_site(site)
    written = {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}
    move_stamp()

    second = export_site(site)

    assert (first.written, first.removed) == (first.files, 0)
    assert (second.files, second.written, second.removed) == (first.files, 0, 0)
    assert {path: path.stat().st_mtime_ns for path in written} == written

    draft = actions.open_draft(keras.entry, by=by)
    type(draft).objects.filter(pk=draft.pk).update(name="Keras Renamed")
    actions.publish(draft, by=by)
    actions.trash(gone.entry, by=by)

    third = export_site(site)

    assert "Keras Renamed" in (site / "en/frameworks/keras/index.html").read_text()
    assert "Keras Renamed" in (site / "api/v1/frameworks/keras.json").read_text()
    assert not (site / "en/frameworks/gone").exists()
    assert [name for name, content in contents(site).items() if b"/gone" in content] == []
    # In each language a page, a feed and a poster; and the API document.
    assert third.removed == 7
    term = site / "en/glossary/tensor/index.html"
    assert term.stat().st_mtime_ns == written[term]


@pytest.mark.matrix
def test_nothing_is_rendered_while_all_is_as_it_was(site, monkeypatch):
    make_framework("keras")
    first = export_site(site)
    asked = []
    get = Site.get
    monkeypatch.setattr(
        Site, "get", lambda own, *args, **options: asked.append(args) or get(own, *args, **options)
    )

    assert export_site(site) == Summary(first.files, 0, 0)
    assert asked == []

    (site / "en/index.html").write_text("somebody else's")
    assert export_site(site).written == 1

    asked.clear()
    assert export_site(site, live="https://live.example.org").written > 1
    assert asked


@pytest.mark.matrix
def test_export_beside_a_publish_is_not_taken_for_whole(site):
    make_framework("keras")
    moved = iter([move_stamp])

    rendered = []

    export_site(site, progress=lambda done, known: next(moved, int)())
    again = export_site(site, progress=lambda done, known: rendered.append(done))

    assert again.written == 0
    assert len(rendered) == again.files - 1  # all but the page for what is missing


@pytest.mark.matrix
def test_link_that_leads_nowhere_is_named_and_nothing_is_written(site):
    live = make_framework("keras")
    call_command("export_site", str(site), verbosity=0)
    before = contents(site)
    type(live).objects.filter(pk=live.pk).update(
        name="Renamed", summary_en="See [this](/en/frameworks/nowhere/)."
    )
    move_stamp()

    with pytest.raises(CommandError) as refusal:
        call_command("export_site", str(site), verbosity=0)

    assert str(refusal.value).splitlines() == [
        "Nothing was written:",
        "/en/frameworks/keras/ links to /en/frameworks/nowhere/, which answers 404",
    ]
    assert contents(site) == before


@pytest.mark.matrix
def test_run_that_dies_leaves_the_earlier_export(site):
    live = make_framework("keras")
    export_site(site)
    before = contents(site)
    type(live).objects.filter(pk=live.pk).update(name="Renamed")
    move_stamp()
    (site / ".export-stage" / "en").mkdir(parents=True)  # as a kill leaves it
    (site / ".export-stage" / "en" / "half").write_text("half")

    def die(done, known):
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_site(site, progress=die)

    assert contents(site) == before


def test_questions_lead_to_a_running_site_where_there_is_one(site):
    make_framework("keras")

    export_site(site, live="https://live.example.org")

    page = (site / "en/frameworks/keras/index.html").read_text()
    assert 'action="https://live.example.org/en/search/"' in page
    assert 'href="https://live.example.org/en/compare/?f=keras"' in page
    listed = (site / "en/frameworks/index.html").read_text()
    assert '<form action="https://live.example.org/en/frameworks/"' in listed


def test_folder_of_other_files_is_refused(site):
    site.mkdir()
    (site / "precious.txt").write_text("mine")

    with pytest.raises(CommandError, match="holds files, but none that an export wrote"):
        call_command("export_site", str(site), verbosity=0)

    assert contents(site) == {"precious.txt": b"mine"}
