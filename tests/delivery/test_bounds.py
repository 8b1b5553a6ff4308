"""Bounds of the cache, on both sides."""

import pytest

from catalog.delivery.addresses import Addresses
from catalog.delivery.answers import Answer
from catalog.delivery.rendering import Rendered
from tests.delivery.support import HOSTS, environ


@pytest.mark.parametrize(("parameters", "is_kept"), [(100, True), (101, False)])
def test_address_of_more_than_a_hundred_parameters_is_not_kept(parameters, is_kept):
    query = "&".join(["f=a"] * parameters)

    found = Addresses(HOSTS).find("http", HOSTS[0], "/en/compare/", query, "")

    assert (found is not None) == is_kept


@pytest.mark.parametrize(("size", "encodings"), [(599, [""]), (600, ["", "gzip", "br"])])
def test_body_of_600_bytes_is_compressed_and_a_smaller_one_is_not(size, encodings):
    def site(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [b"a" * size]

    address = Addresses(HOSTS).find("http", HOSTS[0], "/en/", "", "")
    rendered = Rendered(site, environ("/en/"))

    answer = Answer.made_of(rendered, address=address, stamp="1", now=0.0)

    assert [*answer.bodies] == encodings
