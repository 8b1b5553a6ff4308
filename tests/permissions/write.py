"""Writes the table anew; named so that only a command of its own runs it."""

import pytest

from tests import databases
from tests.permissions import table
from tests.permissions.site import make_site

pytestmark = pytest.mark.django_db


@databases.fixture
def site():
    return make_site()


def test_table_is_written(site):
    table.write(site)
