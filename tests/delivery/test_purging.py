"""Names of pages for caches further out, and purging by them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalog import actions, lists
from catalog.choices import Facet
from catalog.delivery.purging import names_of
from catalog.delivery.tags import LISTS, MOST_BYTES, TERMS, tags
from catalog.management.commands import purge_cdn
from catalog.models import PublicChange, Term
from tests.delivery.support import ask
from tests.factories import (
    make_draft,
    make_editor,
    make_framework,
    make_glossary_term,
)
from tests.servers import serving

PAGE = b'<a href="/en/frameworks/keras/">Keras</a> <a href="/zh-hans/sources/keras-2.0/?x=1">s</a>'


def test_page_carries_the_names_of_its_entry_and_of_those_it_quotes():
    assert tags("/en/features/speed/", PAGE) == [
        "features/speed",
        "frameworks/keras",
        "sources/keras-2.0",
    ]
    document = b'{"url": "http://a.example/api/v1/categories/low-level/"}'
    assert tags("/api/v1/frameworks/keras/", document) == [
        "frameworks/keras",
        "categories/low-level",
        "terms",
    ]


@pytest.mark.parametrize("path", ["/en/", "/en/frameworks/", "/en/search/", "/sitemap.xml"])
def test_page_that_may_show_any_entry_is_a_list(path):
    assert tags(path, PAGE) == [LISTS]


def test_page_that_names_more_than_a_header_holds_is_a_list_too():
    body = b"".join(b"/en/features/f%d/" % number for number in range(MOST_BYTES))

    assert tags("/en/articles/article/", body) == ["articles/article", LISTS]


@pytest.mark.django_db
def test_new_words_of_a_term_purge_the_frameworks_that_print_it(process):
    by, one = make_editor(), process()
    term = Term(facet=Facet.PLATFORM, slug="linux", name_zh="Linux", name_en="Linux")
    lists.save(term, by=by)
    draft = make_draft("keras", by=by)
    draft.terms.create(term=term)
    actions.publish(draft, by=by)
    newest = PublicChange.objects.first().pk
    term.name_en = "GNU/Linux"

    lists.save(term, by=by)

    purged = names_of(PublicChange.objects.filter(pk__gt=newest))
    page, poster = ask(one, "/en/frameworks/keras/"), ask(one, "/en/posters/framework/keras.png")
    assert "GNU/Linux" in page.text
    assert set(purged) & {*page.headers["Surrogate-Key"].split()} == {TERMS}
    assert poster.headers["Content-Type"] == "image/png"
    assert poster.headers["Surrogate-Key"] == LISTS in purged


@pytest.fixture
def network(settings):
    """A network that takes names: the JSON that it was sent."""
    sent = []

    def take(handler):
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        sent.append((body["tags"], handler.headers["Surrogate-Key"]))
        handler.send_response(200 if handler.headers["Authorization"] == "Bearer ours" else 403)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with serving({"/purge": take}) as server:
        settings.OUTSIDE_ENDPOINTS = [server.endpoint]
        settings.CDN_PURGE_URL = f"http://127.0.0.1:{server.endpoint[1]}/purge"
        settings.CDN_PURGE_TOKEN = "ours"
        yield sent


@pytest.mark.django_db
def test_purge_names_what_changed_and_pages_carry_those_names(process, network, monkeypatch):
    monkeypatch.setattr(purge_cdn, "SETTLED", 0)
    make_framework("keras")
    make_glossary_term("tensor")
    said = StringIO()

    call_command("purge_cdn", stdout=said)

    names = ["frameworks/keras", "glossary/tensor", "lists"]
    assert network == [(names, " ".join(names))]
    assert said.getvalue() == "Purged 3: frameworks/keras glossary/tensor lists\n"
    one = process()
    carried = ask(one, "/en/frameworks/keras/").headers["Surrogate-Key"].split()
    assert carried[0] == "frameworks/keras"
    assert ask(one, "/en/frameworks/").headers["Cache-Tag"] == "lists"


def test_purge_that_is_refused_says_so(network, settings):
    settings.CDN_PURGE_TOKEN = "theirs"

    with pytest.raises(CommandError, match="/purge: status 403"):
        call_command("purge_cdn", "frameworks/keras")


def test_purge_without_a_network_says_what_to_set():
    with pytest.raises(CommandError, match="CDN_PURGE_URL is not set"):
        call_command("purge_cdn")
