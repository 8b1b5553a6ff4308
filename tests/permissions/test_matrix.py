"""Address × method × person, as `expected.txt` says."""

import pytest

from tests import databases
from tests.permissions import table
from tests.permissions.routes import routes
from tests.permissions.site import PERSONS, make_site

pytestmark = pytest.mark.django_db
EXPECTED = table.read()
# One of each kind of view; all others are tried with the mark `matrix`.
REPRESENTATIVES = [
    "/LANG/frameworks/",
    "/LANG/preview/<str:token>/",
    "/LANG/admin/desk/import/",
    "/LANG/admin/catalog/change/export/",
    "/LANG/admin/catalog/autosave/<path:object_id>/change/",
    "/LANG/admin/catalog/finding/<int:pk>/decide/",
    "/LANG/admin/catalog/frameworkrevision/",
    "/LANG/admin/catalog/frameworkrevision/<int:pk>/publish/",
    "/LANG/admin/auth/user/<id>/password/",
    "/api/v1/frameworks/(?P<slug>[\\w.-]+)/",
    "/api/v1/batch/",
]


@databases.fixture
def site():
    return make_site()


def differences(site, wanted, persons=PERSONS):
    """Where the answers to `wanted`, pairs of a route and a method, differ from the table."""
    found = {}
    for route, method in wanted:
        path = route.path(site.values(route))
        for person in persons:
            status = table.answer(site.visitors[person], method, path)
            if status != EXPECTED[route.key, method][person]:
                found[f"{method} {route.key} {person}"] = (
                    f"{status} and not {EXPECTED[route.key, method][person]}"
                )
    return found


def test_every_address_has_a_row_for_every_method_and_every_row_an_address():
    known = {(route.key, method) for route in routes() for method in table.METHODS}

    assert sorted(known - EXPECTED.keys()) == []  # write.py adds them; then look at the difference
    assert sorted(EXPECTED.keys() - known) == []


def test_no_cell_is_an_error_of_the_server():
    statuses = {status for row in EXPECTED.values() for status in row.values()}

    assert sorted(status for status in statuses if status.startswith("5")) == []


def test_site_has_a_row_of_every_model(site):
    assert [model for model, row in site.rows.items() if row is None] == []


def test_stranger_gets_what_the_table_says_at_every_address(site):
    wanted = [(route, "GET") for route in routes()]

    assert differences(site, wanted, ["anonymous"]) == {}


@pytest.mark.parametrize("key", REPRESENTATIVES)
def test_everybody_gets_what_the_table_says_by_every_method(key, site):
    wanted = [(route, method) for route in routes() if route.key == key for method in table.METHODS]

    assert len(wanted) == len(table.METHODS)
    assert differences(site, wanted) == {}


@pytest.mark.matrix
@pytest.mark.parametrize("person", PERSONS)
def test_person_gets_what_the_table_says_at_every_address_by_every_method(person, site):
    wanted = [(route, method) for route in routes() for method in table.METHODS]

    assert differences(site, wanted, [person]) == {}
