"""What holds for every type of page: it is in the list, its HTML is valid, and it is light."""

import pytest
from justhtml import JustHTML

from catalog.admin import urls as desk_urls
from catalog.urls import urlpatterns
from tests.factories import make_editor
from tests.page_types import DESK, DESK_REDIRECTS, NOT_PAGES, PUBLIC, desk_pages, make_keras_draft
from tests.page_types import public_pages as addresses

LANGUAGES = ("zh-hans", "en")
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
def test_every_page_is_valid_html(content, client, settings):
    settings.DEBUG = True  # with the style page
    desk = [f"/zh-hans/admin/{path}" for path in desk_pages(make_keras_draft()).values()]

    faults = {}
    for path in [f"/{language}/{path}" for language in LANGUAGES for path in addresses()]:
        faults[path] = faults_of(client.get(path, follow=True).content.decode())
    client.force_login(make_editor())
    for path in desk:
        faults[path] = faults_of(client.get(path, follow=True).content.decode())

    assert {path: found for path, found in faults.items() if found} == {}


def faults_of(page):
    """What the parser names, references that lead nowhere, and children that stand wrong."""
    tree = JustHTML(page, collect_errors=True, sanitize=False)
    elements = tree.query("*")
    ids = [element.attrs["id"] for element in elements if "id" in element.attrs]
    return [
        *(f"line {error.line}: {error.code}" for error in tree.errors),
        *(f"id twice: {one}" for one in sorted({one for one in ids if ids.count(one) > 1})),
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
