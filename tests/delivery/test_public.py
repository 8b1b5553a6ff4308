"""Every public address goes through the cache, and none of them knows who asks."""

import pytest

from catalog.delivery.contract import ABSENCE, PAGE
from tests.delivery.support import ask
from tests.factories import make_full_article, make_full_framework, make_full_glossary
from tests.test_query_counts import QUERIES

pytestmark = pytest.mark.django_db
ROBOTS = ["/robots.txt", "/api/v1/", "/api/v1/openapi.json"]
SHOWN_ELSEWHERE = [
    "/en/frameworks/alpha/badge/status.svg",
    "/zh-hans/frameworks/alpha/badge/verified.svg",
    "/zh-hans/frameworks/alpha/badge/verdict.svg",
    "/en/frameworks/alpha/card.svg",
    "/oembed/?url=http://127.0.0.1:8000/en/frameworks/alpha/&maxwidth=200",
]


@pytest.mark.matrix
def test_every_public_address_is_kept_and_neither_reads_nor_sets_a_cookie(site, process, client):
    make_full_framework("alpha")
    make_full_article()
    make_full_glossary()
    one, two = process(), process()
    addresses = [*QUERIES, *ROBOTS, *SHOWN_ELSEWHERE]

    first = {address: ask(one, address).cache for address in addresses}
    again = {address: ask(one, address).cache for address in addresses}
    cold = {address: ask(two, address).cache for address in addresses}
    given = {address: client.get(address, HTTP_HOST="atlas.example") for address in addresses}

    assert [address for address, page in given.items() if page.cookies] == []
    assert set(first.values()) == {"atlas; fwd=uri-miss; stored"}
    assert set(again.values()) == {"atlas; hit"}
    assert set(cold.values()) == {"atlas; hit; detail=shared"}
    reads = [address for address, page in given.items() if "Cookie" in page.get("Vary", "")]
    assert reads == []


@pytest.mark.parametrize("address", SHOWN_ELSEWHERE)
def test_what_other_sites_show_is_asked_for_again_at_the_cost_of_a_304(address, process):
    make_full_framework("alpha")
    one = process()

    full = ask(one, address, accept_language="en")
    known = ask(one, address, accept_language="en", if_none_match=full.headers["ETag"])

    assert (full.status, full.headers["Cache-Control"]) == (200, PAGE)
    assert (known.status, known.body) == (304, b"")
    assert known.headers["Cache-Control"] == PAGE


def test_absence_of_a_card_is_kept_for_each_language(process):
    one, address = process(), "/oembed/?url=http://elsewhere.example/"

    found = [ask(one, address, accept_language=language) for language in ("en", "zh", "en")]

    assert [reply.headers["Content-Language"] for reply in found] == ["en", "zh-hans", "en"]
    assert found[0].headers["Cache-Control"] == ABSENCE
    assert found[2].cache == "atlas; hit"
