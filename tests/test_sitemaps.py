"""The sitemap beyond what one file may hold, with a lowered limit."""

import re

import pytest

from catalog import sitemaps
from catalog.delivery.addresses import Addresses
from catalog.delivery.export.places import Places
from catalog.delivery.export.reading import Site, one_connection
from tests.factories import make_framework

pytestmark = pytest.mark.django_db
ORIGIN = "http://127.0.0.1:8000"


def located(client, path):
    body = client.get(path).content.decode()
    return re.findall(r"<loc>([^<]+)</loc>", body), "<sitemapindex" in body


def test_sitemap_is_an_index_of_files_where_one_could_not_hold_everything(client, monkeypatch):
    for slug in ("alpha", "beta", "gamma"):
        make_framework(slug)
    everything, _is_index = located(client, "/sitemap.xml")

    monkeypatch.setattr(sitemaps, "MOST", 4)
    files, is_index = located(client, "/sitemap.xml")

    parts = [located(client, file.removeprefix(ORIGIN)) for file in files]
    lists = [f"{ORIGIN}/sitemap-lists-{page}.xml" for page in range(1, 9)]
    assert is_index
    assert files == [*lists, *(f"{ORIGIN}/sitemap-frameworks-{page}.xml" for page in (1, 2))]
    assert max(len(locations) for locations, _is_index in parts) == 4
    assert [one for locations, _is_index in parts for one in locations] == everything


@pytest.mark.parametrize("name", ["frameworks-0", "frameworks-2", "nothing-1"])
def test_file_that_the_index_does_not_name_is_missing(name, client):
    make_framework("alpha")

    assert client.get("/sitemap-frameworks-1.xml").status_code == 200
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_files_of_the_index_are_kept_and_exported(monkeypatch):
    make_framework("alpha")
    monkeypatch.setattr(sitemaps, "MOST", 4)

    find = Addresses(["127.0.0.1"]).find
    kept = find("http", "127.0.0.1", "/sitemap-frameworks-1.xml", "", "")
    with one_connection():
        leads = Places(Site(), live="").lead("/sitemap-frameworks-1.xml", base="/")

    assert (kept.path, kept.language) == ("/sitemap-frameworks-1.xml", "zh-hans")
    assert leads == "/sitemap-frameworks-1.xml"
