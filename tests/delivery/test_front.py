"""What single requests get: variants, conditions, and what is never kept."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from types import SimpleNamespace

import brotli
import pytest
from django.db import OperationalError, connection

from catalog import actions
from catalog.api.limits.throttle import ClientThrottle
from catalog.delivery.addresses import LONGEST, Addresses
from catalog.delivery.contract import ABSENCE, PAGE
from catalog.models import GlossaryTerm, PublicChange
from tests.delivery.support import HOSTS, Clock, Counted, ask, front
from tests.factories import make_editor, make_framework, make_glossary_term
from tests.products import sample

pytestmark = pytest.mark.django_db
TERM = "/en/glossary/tensor/"


@pytest.fixture
def term():
    return make_glossary_term("tensor")


def test_page_asked_for_twice_is_rendered_once_and_the_same_to_the_byte(site, process, term):
    one = process()

    first, second = ask(one, TERM), ask(one, TERM)

    assert len(site.rendered) == 1
    assert (first.cache, second.cache) == ("atlas; fwd=uri-miss; stored", "atlas; hit")
    assert first.body == second.body
    assert {**first.headers, "Cache-Status": ""} == {**second.headers, "Cache-Status": ""}
    assert second.headers["Cache-Control"] == PAGE
    assert second.headers["Vary"] == "Accept-Encoding"


def test_variants_hold_the_same_page_under_etags_of_their_own(process, term):
    one = process()

    plain = ask(one, TERM)
    zipped = ask(one, TERM, accept_encoding="gzip, deflate")
    smallest = ask(one, TERM, accept_encoding="gzip, br")
    refused = ask(one, TERM, accept_encoding="br;q=0, gzip;q=0")

    assert gzip.decompress(zipped.body) == brotli.decompress(smallest.body) == plain.body
    assert refused.body == plain.body
    encodings = [one.headers.get("Content-Encoding") for one in (plain, zipped, smallest)]
    assert encodings == [None, "gzip", "br"]
    tag = plain.headers["ETag"].strip('"')
    assert zipped.headers["ETag"] == f'"{tag}-gz"'
    assert smallest.headers["ETag"] == f'"{tag}-br"'
    assert all(int(one.headers["Content-Length"]) == len(one.body) for one in (plain, zipped))


@pytest.mark.parametrize("written", ["{}", "W/{}", '"other", {}', "*"])
def test_known_page_is_answered_with_304_and_no_body(process, term, written):
    one = process()
    full = ask(one, TERM)

    reply = ask(one, TERM, if_none_match=written.format(full.headers["ETag"]))

    assert (reply.status, reply.body) == (304, b"")
    names = {"ETag", "Cache-Control", "Vary", "Content-Language", "Surrogate-Key", "Cache-Tag"}
    assert {name: reply.headers[name] for name in names} == {
        name: full.headers[name] for name in names
    }
    assert ask(one, TERM, if_none_match='"other"').status == 200


def test_script_of_another_site_may_read_the_304_that_it_asked_for(process, term):
    one, path = process(), "/api/v1/glossary/tensor/"
    full = ask(one, path)

    reply = ask(one, path, if_none_match=full.headers["ETag"])

    assert (reply.status, reply.headers["Access-Control-Allow-Origin"]) == (304, "*")
    assert "ETag" in reply.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    ("wish", "encoding"),
    [
        ("br;q=0.1, gzip;q=1", "gzip"),
        ("gzip, br;q=0.5", "gzip"),
        ("gzip;q=0.5, br;q=0.5", "br"),
        ("br;q=0, *", "gzip"),
        ("*;q=0.1, identity", None),
        ("identity;q=0.5, gzip;q=0.4", None),
        ("gzip; q=0.8 , identity; q=0.5", "gzip"),
        ("gzip;q=nonsense", "gzip"),
        ("identity;q=0, br", "br"),
    ],
)
def test_encoding_is_the_one_that_the_reader_likes_best(wish, encoding, process, term):
    reply = ask(process(), TERM, accept_encoding=wish)

    assert reply.headers.get("Content-Encoding") == encoding


def test_document_that_may_be_refused_by_its_type_varies_by_it(process, term):
    one, path = process(), "/api/v1/glossary/tensor/"

    replies = [ask(one, path), ask(one, path), ask(one, path, accept="text/html")]

    assert [reply.status for reply in replies] == [200, 200, 406]
    assert {reply.headers["Vary"] for reply in replies[:2]} == {
        "Accept-Language, Accept, Accept-Encoding"
    }


@pytest.mark.parametrize("query", ["lang=zh-Hans", "lang=EN", "lang=en-US", "lang=zh-CN"])
def test_cache_reads_the_language_of_an_address_as_the_site_does(query, process, term):
    one, path = process(), f"/api/v1/glossary/tensor/?{query}"

    replies = [ask(one, path, accept_language=header) for header in ("en", "zh")]

    expected = "en" if "en" in query.lower() else "zh-hans"
    assert [reply.headers["Content-Language"] for reply in replies] == [expected] * 2


def test_head_has_the_headers_of_the_page_and_no_body(process, term):
    one = process()

    head = ask(one, TERM, method="HEAD")

    assert head.body == b""
    assert head.headers["Content-Length"] == str(len(ask(one, TERM).body))


def test_page_that_a_publish_did_not_change_keeps_its_etag(process, clock, term):
    one = process()
    before = ask(one, TERM)
    make_glossary_term("kernel")
    clock.wait(1)

    after = ask(one, TERM, if_none_match=before.headers["ETag"])

    assert (after.status, after.cache) == (304, "atlas; fwd=stale; stored")


def test_cold_process_behind_a_warm_second_level_renders_nothing(site, process, term):
    ask(process(), TERM)
    site.rendered.clear()

    reply = ask(process(), TERM)

    assert (reply.status, reply.cache, site.rendered) == (200, "atlas; hit; detail=shared", [])


def test_absence_is_kept_until_the_page_appears(site, process, clock):
    one, two = process(), process()
    missing = [ask(one, TERM), ask(one, TERM)]
    make_glossary_term("tensor")
    clock.wait(1)

    assert [reply.status for reply in missing] == [404, 404]
    assert len(site.rendered) == 1
    assert missing[1].headers["Cache-Control"] == ABSENCE
    assert ask(one, TERM).status == ask(two, TERM).status == 200


def test_addresses_that_are_not_there_never_push_out_what_is(site, process, term):
    one = process(limit=400_000)
    ask(one, TERM)
    for number in range(30):
        ask(one, f"/en/glossary/missing-{number}/")

    assert ask(one, TERM).cache == "atlas; hit"
    assert one.memory.absent.size <= one.memory.absent.limit


def test_memory_forgets_what_was_read_longest_ago(site, process, term):
    one = process(limit=60_000)
    for target in ("/en/glossary/", TERM, "/en/about/", "/zh-hans/about/", "/en/categories/"):
        ask(one, target)

    assert one.memory.present.size <= one.memory.present.limit
    assert ask(one, "/en/categories/").cache == "atlas; hit"
    assert ask(one, "/en/glossary/").cache == "atlas; hit; detail=shared"


@pytest.mark.parametrize(
    ("target", "request_", "status"),
    [
        (TERM, {"cookie": "a=b; sessionid=x"}, "atlas; fwd=bypass"),
        (TERM, {"authorization": "Bearer x"}, "atlas; fwd=bypass"),
        (TERM, {"method": "POST"}, "atlas; fwd=method"),
        ("/api/v1/glossary/tensor/", {"accept": "text/html"}, "atlas; fwd=bypass"),
        ("/api/v1/glossary/", {"if_match": '"other"'}, "atlas; fwd=bypass"),
        ("/api/v1/glossary/?lang=xx", {}, "atlas; fwd=miss"),
        (f"{TERM}?as_of=2026-11-25", {}, None),
        ("/en/report/?about=glossary/tensor", {}, None),
        ("/en/admin/login/", {}, None),
        ("/en/preview/0123/", {}, None),
        ("/", {}, None),
        ("/glossary/tensor/", {}, None),
        (TERM, {"host": "elsewhere.example"}, None),
    ],
)
def test_answer_for_one_person_or_moment_is_always_rendered(
    site, process, term, target, request_, status
):
    one = process()
    ask(one, TERM)
    site.rendered.clear()

    replies = [ask(one, target, **request_) for _time in range(2)]

    assert [reply.cache for reply in replies] == [status, status]
    assert len(site.rendered) >= 2
    assert not [reply for reply in replies if "s-maxage" in reply.headers.get("Cache-Control", "")]


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("", 200),
        ("*/*", 200),
        ("application/json", 200),
        ("text/html, Application/*;q=0.1", 200),
        ("text/html, *; q=.2, */*; q=.2", 200),
        ("application/json; indent=4", 200),
        ("application/json; charset=utf-8; q=0.000, application/json", 200),
        ("application/json;q=0", 406),
        ("application/json; q=0.0, */*", 406),
        ("application/*;q=0, */*", 406),
        ("application/ld+json", 406),
        ("application/json5", 406),
        ("text/html", 406),
        (f"application/json;q=0, {'text/html, ' * 40} */*", 406),
    ],
)
def test_cache_and_site_take_the_same_headers_accept(accept, status, process, term):
    one, path = process(), "/api/v1/glossary/tensor/"
    first = ask(one, path)

    cached = ask(one, path, accept=accept)
    rendered = ask(one, path, accept=accept, if_match="*")

    assert (cached.status, rendered.status) == (status, status)
    if status == 200:
        assert cached.body == rendered.body == first.body
        assert cached.headers["Content-Type"] == rendered.headers["Content-Type"]
        assert cached.cache == "atlas; hit"


@pytest.mark.parametrize(
    "accept", sample(["application/vnd.oai.openapi+json", "application/json", "*/*"], 1)
)
def test_description_has_one_form_whichever_json_is_asked_for(accept, process, term):
    one, path = process(), "/api/v1/openapi.json"
    first = ask(one, path)

    replies = [ask(one, path, accept=accept), ask(one, path, accept=accept, if_match="*")]

    assert {one.status for one in replies} == {200}
    assert {one.body for one in replies} == {first.body}
    assert {one.headers["Content-Type"] for one in replies} == {first.headers["Content-Type"]}


def test_person_who_is_signed_in_gets_a_page_that_no_cache_may_keep(process, term):
    reply = ask(process(), TERM, cookie="sessionid=x")

    assert reply.status == 200
    assert reply.headers["Cache-Control"] == "private, no-store"


def test_cookies_of_others_change_nothing(site, process, term):
    one = process()
    ask(one, TERM)

    reply = ask(one, TERM, cookie="django_language=zh-hans; visit=1", accept_language="zh-CN")

    assert reply.cache == "atlas; hit"
    assert 'lang="en"' in reply.text


def test_parameters_in_another_order_are_the_same_address():
    find = Addresses(HOSTS).find

    one = find("http", HOSTS[0], "/en/compare/", "page=2&f=b&f=a&q=", "")

    assert one == find("http", "ATLAS.example", "/en/compare/", "f=b&page=2&f=a&q", "en")
    assert one.query == "f=b&f=a&page=2&q="
    assert one != find("http", HOSTS[0], "/en/compare/", "f=a&f=b&page=2&q=", "")
    assert find("http", HOSTS[0], "/en/", "a=1&" * 200, "") is None
    assert find("http", HOSTS[0], "/en/", "q=\xe9", "") is None
    assert find("http", HOSTS[0], "/en/", "q=%E9", "") is None


def test_stream_is_passed_on_and_not_kept(site, process, term):
    one = process()

    replies = [ask(one, "/en/matrix/?format=csv") for _time in range(2)]

    assert [reply.cache for reply in replies] == ["atlas; fwd=miss"] * 2
    assert replies[0].body == replies[1].body


def test_forwarded_scheme_counts_only_behind_a_proxy(site, tmp_path):
    one = front(site, tmp_path, Clock())
    behind = front(site, tmp_path, Clock())
    behind.proxy_header = ("HTTP_X_FORWARDED_PROTO", "https")

    ask(one, "/en/about/", x_forwarded_proto="https")
    reply = ask(behind, "/en/about/", x_forwarded_proto="https")

    assert reply.cache == "atlas; fwd=uri-miss; stored"


def test_withdrawn_page_is_gone_within_a_second_in_every_process(process, clock, term):
    one, two = process(), process()
    ask(one, TERM)
    ask(two, TERM)
    actions.trash(GlossaryTerm.objects.get(slug="tensor"), by=make_editor())

    within = ask(two, TERM).status
    clock.wait(1)

    assert within == 200
    assert [ask(each, TERM).status for each in (one, two, process())] == [404, 404, 404]


def plain_app(environ, start_response):
    """A page that takes a while, and knows nothing of Django's connections."""
    from time import sleep

    sleep(0.05)
    start_response("200 OK", [("Content-Type", "text/html")])
    return [b"<p>page</p>"]


def test_stampede_of_threads_in_two_processes_renders_once(tmp_path, clock):
    app = Counted(plain_app)
    processes = [front(app, tmp_path, clock, read=lambda: "1") for _number in range(2)]

    with ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(lambda n: ask(processes[n % 2], "/en/"), range(64)))

    assert len(app.rendered) == 1
    assert {(reply.status, reply.body) for reply in replies} == {(200, b"<p>page</p>")}


def test_stampede_on_what_can_not_be_kept_is_not_queued(tmp_path, clock):
    def personal(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html"), ("Set-Cookie", "a=b")])
        return [b"<p>yours</p>"]

    one = front(Counted(personal), tmp_path, clock, read=lambda: "1")
    ask(one, "/en/")

    for lock in one._locks:
        lock.acquire()
    reply = ask(one, "/en/")

    assert (reply.cache, reply.body) == ("atlas; fwd=miss", b"<p>yours</p>")


KERAS = "/api/v1/frameworks/keras/?lang=en"


@pytest.fixture
def away():
    """A context in which no query of this thread reaches the database."""

    def refuse(*_query):
        raise OperationalError("away")

    return lambda: connection.execute_wrapper(refuse)


def test_client_over_its_limit_takes_the_cache_from_nobody(
    process, clock, settings, away, monkeypatch
):
    settings.API_REQUESTS_OF_ADDRESS, settings.BEHIND_PROXY = 1, True
    monkeypatch.setattr(ClientThrottle, "clock", lambda _throttle: 4_102_444_782.0)
    make_framework("keras")
    one = process()
    ask(one, KERAS, x_forwarded_for="10.0.0.1")
    ask(one, "/api/v1/features/?lang=en", x_forwarded_for="10.6.6.6")
    make_glossary_term("tensor")
    clock.wait(1)

    limited = ask(one, KERAS, x_forwarded_for="10.6.6.6")
    with away():
        clock.wait(1)
        during = ask(one, KERAS, x_forwarded_for="10.0.0.2")
    clock.wait(1)
    others = [ask(one, KERAS, x_forwarded_for=f"10.0.0.{number}") for number in (3, 4)]

    assert limited.status == 429
    assert (during.status, during.cache) == (200, "atlas; fwd=stale; fwd-status=503")
    assert [reply.cache for reply in others] == ["atlas; fwd=stale; stored", "atlas; hit"]


def test_newest_copy_of_any_process_is_given_while_the_database_is_away(process, clock, term, away):
    one, two = process(), process()
    ask(one, TERM)
    values = {"name_en": "Second words", "name_zh": "张量"}
    draft = actions.open_draft(term.entry, by=(by := make_editor()), values=values)
    actions.publish(draft, by=by)
    clock.wait(1)
    newer = ask(two, TERM)

    with away():
        clock.wait(1)
        given = [ask(each, TERM) for each in (one, two)]

    assert "Second words" in newer.text
    assert [reply.body for reply in given] == [newer.body] * 2


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Mon, 23 Nov 2026 10:00:00 GMT", 304),
        ("Tue, 24 Nov 2026 10:00:00 GMT", 304),
        ("Mon, 23 Nov 2026 09:59:59 GMT", 200),
        ("yesterday", 200),
    ],
)
def test_date_of_a_document_is_a_condition_where_no_tag_is_named(process, since, status):
    make_framework("keras")
    PublicChange.objects.update(at=datetime(2026, 11, 23, 10, tzinfo=UTC))
    one = process()
    ask(one, KERAS)

    dated = ask(one, KERAS, if_modified_since=since)
    tagged = ask(one, KERAS, if_modified_since=since, if_none_match='"other"')

    assert (dated.status, dated.cache) == (status, "atlas; hit")
    assert tagged.status == 200


def test_headers_of_any_length_are_not_remembered(process, term):
    one = process()
    ask(one, TERM)
    known = one.find.cache_info().currsize

    for number in range(3):
        ask(one, KERAS, accept_language=f"{number}," * LONGEST)
        ask(one, TERM, accept_language=f"{number}," * LONGEST)
        ask(one, TERM, accept_encoding=f"{number}," * LONGEST)
        ask(one, f"/en/glossary/?q={'x' * LONGEST}{number}")

    assert one.find.cache_info().currsize == known
    assert (
        ask(one, TERM, accept_encoding="br;q=0.000, gzip;q=0").headers.get("Content-Encoding")
        is None
    )


def test_answer_that_fits_nowhere_pushes_out_nothing(process, term):
    one = process(limit=400_000)
    ask(one, TERM)

    one.memory.put("large", SimpleNamespace(size=10**6, is_absence=False))

    assert ask(one, TERM).cache == "atlas; hit"
