import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.delivery.support import HOSTS, Clock, Counted, front


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def two_hosts(settings):
    """Requests in the transaction of a test: a server would close the connection after each."""
    settings.ALLOWED_HOSTS = HOSTS
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def site(two_hosts):
    """Django, and what it was asked."""
    return Counted()


@pytest.fixture
def process(site, tmp_path, clock):
    """A function that starts a process of the site; all share the second level."""

    def start(**options):
        return front(site, tmp_path, clock, **options)

    return start
