"""Every public address goes through the cache, and none of them knows who asks."""

import pytest

from tests.delivery.support import ask
from tests.factories import make_full_article, make_full_framework, make_full_glossary
from tests.test_query_counts import QUERIES

pytestmark = pytest.mark.django_db
ROBOTS = ["/robots.txt", "/api/v1/", "/api/v1/openapi.json"]


def test_every_public_address_is_kept_and_neither_reads_nor_sets_a_cookie(site, process, client):
    make_full_framework("alpha")
    make_full_article()
    make_full_glossary()
    one, two = process(), process()
    addresses = [*QUERIES, *ROBOTS]

    first = {address: ask(one, address).cache for address in addresses}
    again = {address: ask(one, address).cache for address in addresses}
    cold = {address: ask(two, address).cache for address in addresses}
    given = {address: client.get(address, HTTP_HOST="atlas.example") for address in addresses}

    assert [address for address, page in given.items() if page.cookies] == []
    assert set(first.values()) == {"atlas; fwd=uri-miss; stored"}
    assert set(again.values()) == {"atlas; hit"}
    assert set(cold.values()) == {"atlas; hit; detail=shared"}
    reads = [address for address, page in given.items() if "Cookie" in page.get("Vary", "")]
    # The description of the API is made by a library that asks who is there; here nobody is.
    assert reads == ["/api/v1/openapi.json"]
