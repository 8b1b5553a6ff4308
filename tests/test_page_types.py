"""What holds for every type of page: it is in the list, its HTML is valid, and it is light."""

import gzip
from collections import Counter
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from justhtml import JustHTML

from catalog.admin import urls as desk_urls
from catalog.urls import urlpatterns
from tests.desk import desk_pages, make_keras_draft
from tests.factories import make_editor
from tests.page_types import DESK, DESK_REDIRECTS, MISSING, NOT_PAGES, PUBLIC
from tests.products import combinations, sample

LANGUAGES = ("zh-hans", "en")
TYPES = PUBLIC | {"missing": [MISSING]}
MOST_BYTES, MOST_REQUESTS = 60_000, 8  # compressed, without pictures
MAY_HOLD = {"ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}, "tr": {"td", "th"}}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")


def test_every_route_is_in_the_list_of_page_types():
    routes = {pattern.name for pattern in urlpatterns}

    assert routes == PUBLIC.keys() | NOT_PAGES, (
        "put a new route into PUBLIC of tests/page_types.py, or into NOT_PAGES if nobody sees it"
    )


def test_every_page_of_the_desk_is_in_the_list_of_page_types():
    routes = {pattern.name for pattern in desk_urls.urlpatterns}

    assert routes - DESK.keys() - DESK_REDIRECTS == set()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "language"), combinations(TYPES, LANGUAGES))
def test_page_is_valid_and_light(name, language, content, client, settings):
    settings.DEBUG = name == "styleguide"

    faults = {}
    for path in TYPES[name]:
        page = client.get(f"/{language}/{path}", follow=True).content.decode()
        tree = parsed(page)
        faults[path] = [*faults_of(tree), *burdens_of(page, tree)]

    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sample(DESK, 8))
def test_page_of_the_desk_is_valid(name, content, client):
    path = desk_pages(make_keras_draft())[name]
    client.force_login(make_editor())

    page = client.get(f"/zh-hans/admin/{path}", follow=True).content.decode()

    assert faults_of(parsed(page)) == []


def parsed(page):
    return JustHTML(page, collect_errors=True, sanitize=False)


def faults_of(tree):
    """What the parser names, references that lead nowhere, and children that stand wrong."""
    elements = tree.query("*")
    ids = Counter(element.attrs["id"] for element in elements if "id" in element.attrs)
    return [
        *(f"line {error.line}: {error.code}" for error in tree.errors),
        *(f"id twice: {one}" for one, number in sorted(ids.items()) if number > 1),
        *dangling(elements, {*ids, ""}),
        *misplaced(elements),
    ]


def dangling(elements, ids):
    for element in elements:
        for name in REFERENCES:
            for target in (element.attrs.get(name) or "").split():
                if target not in ids:
                    yield f"{element.name}[{name}] names no element: {target}"
        href = element.attrs.get("href") or ""
        if href.startswith("#") and href[1:] not in ids:
            yield f"link to no element: {href}"


def misplaced(elements):
    for element in elements:
        allowed = MAY_HOLD.get(element.name)
        children = {child.name for child in element.children if child.name[0] not in "#!"}
        if allowed and children - allowed - {"script", "template"}:
            yield f"{element.name} holds {sorted(children - allowed)}"


def burdens_of(page, tree):
    """What makes a page heavy: more bytes or requests than somebody on a phone should wait for."""
    linked = [one.attrs["href"] for one in tree.query('link[rel="stylesheet"]')]
    linked += [one.attrs["src"] for one in tree.query("script[src]")]
    files = [
        Path(finders.find(address.removeprefix("/static/"))).read_bytes() for address in linked
    ]
    weight = sum(len(gzip.compress(one)) for one in [page.encode(), *files])
    if weight > MOST_BYTES:
        yield f"{weight} bytes"
    if 1 + len(files) > MOST_REQUESTS:
        yield f"{1 + len(files)} requests"
