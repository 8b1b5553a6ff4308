"""A real primary, a replica that follows it, and a server of the site that reads from both."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from itertools import count

import psycopg
import pytest
from django.db import connection
from django.urls import get_resolver

from catalog.delivery.replicas import UNPUBLISHED
from tests.postgres import Server, find_binaries, server_folder
from tests.quality.site import production
from tests.servers import ROOT, site_server

KEPT = "/api/v1/frameworks/gamma/?lang=en"
_questions = count(1)

pytestmark = [
    pytest.mark.engine,
    pytest.mark.server,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has replicas"),
    pytest.mark.django_db,  # what opens no database runs on SQLite only
]


@pytest.fixture(scope="module")
def servers():
    """A primary with an empty catalogue of the present schema, and a replica that follows it."""
    with server_folder() as (folder, account):
        binaries = find_binaries(folder, account)

        def server(name):
            place = folder / name
            place.mkdir()
            if account:
                os.chown(place, account.pw_uid, account.pw_gid)
            return Server(place, account, binaries=binaries, options="-c log_statement=all")

        primary, replica = server("primary"), server("replica")
        primary.make()
        with primary.running():
            source = ["-h", primary.folder, "-U", "atlas"]
            replica.run(
                "pg_basebackup", *source, "-D", replica.data, "-R", "-c", "fast", "--no-sync"
            )
            with replica.running():
                yield primary, replica


@pytest.fixture(scope="module")
def schema(servers):
    """The tables of the catalogue, without rows."""
    primary, _replica = servers
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    environment = {**os.environ, "DEBUG": "true", "DATABASE_URL": primary.url}
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True)


@pytest.fixture(scope="module")
def site(servers, schema, tmp_path_factory):
    """The address of a server of the site, with the page cache on and some frameworks in it."""
    primary, replica = servers
    environment = {
        **os.environ,
        "DEBUG": "true",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": primary.url,
        "REPLICA_URLS": replica.url,
        "PAGE_CACHE": "true",
        "PAGE_CACHE_FOLDER": str(tmp_path_factory.mktemp("pages")),
        "CONN_MAX_AGE": "60",
    }
    fill = [sys.executable, "-m", "tests.replicated", "beta", "gamma"]
    subprocess.run(fill, env=environment, cwd=ROOT, check=True)
    with site_server(environment, threads=2) as address:
        wait_for(lambda: answers(address))
        yield address


def wait_for(condition, *, seconds=240):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


def answers(address):
    try:
        socket.create_connection(address).close()
    except ConnectionRefusedError:
        return False
    return True


def get(address, path, **headers):
    status, _headers, body = ask(address, path, **headers)
    assert status == 200, body
    return body


def ask(address, path, **headers):
    http = HTTPConnection(*address, timeout=30)
    http.request("GET", path, headers=headers)
    answer = http.getresponse()
    found = answer.status, answer.headers, answer.read().decode()
    http.close()
    return found


def execute(server, *statements):
    with psycopg.connect(server.url) as database:  # one transaction
        return [database.execute(statement) for statement in statements]


def publish(primary, slug, name):
    """What publishing does as far as readers see it: other words and another stamp, at once."""
    execute(
        primary,
        "UPDATE catalog_stamp SET number = number + 1",
        f"UPDATE catalog_frameworkrevision SET name = '{name}' FROM catalog_framework entry"  # noqa: S608
        f" WHERE entry_id = entry.id AND entry.slug = '{slug}'",
    )


def in_step(primary, replica):
    with psycopg.connect(primary.url) as first, psycopg.connect(replica.url) as second:
        (written,) = first.execute("SELECT pg_current_wal_lsn()").fetchone()
        ask = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
        return second.execute(ask, [written]).fetchone()[0]


def reads_of_frameworks(server):
    return server.log.read_text().count('FROM "catalog_frameworkrevision"')


def ask_anew(site, **headers):
    """A page that no cache has; where it was read from is then seen in the servers' logs."""
    return get(site, f"/en/frameworks/?q=none-{next(_questions)}", **headers)


def test_reads_of_a_reader_go_to_the_replica_and_of_a_person_to_the_primary(servers, site):
    primary, replica = servers
    wait_for(lambda: in_step(primary, replica))
    before = [reads_of_frameworks(server) for server in servers]

    ask_anew(site)
    of_reader = [reads_of_frameworks(server) for server in servers]
    ask_anew(site, Cookie="sessionid=somebody")
    of_person = [reads_of_frameworks(server) for server in servers]

    assert of_reader[0] == before[0]
    assert of_reader[1] > before[1]
    assert of_person[0] > of_reader[0]
    assert of_person[1] == of_reader[1]


def test_replica_that_is_behind_never_fills_the_cache(servers, site):
    primary, replica = servers
    wait_for(lambda: in_step(primary, replica))
    assert "Beta" in get(site, "/en/frameworks/beta/")
    execute(replica, "SELECT pg_wal_replay_pause()")
    publish(primary, "beta", "Second Words")

    wait_for(lambda: "Second Words" in get(site, "/en/frameworks/beta/"))
    behind = reads_of_frameworks(replica)
    ask_anew(site)
    assert reads_of_frameworks(replica) == behind

    execute(replica, "SELECT pg_wal_replay_resume()")
    wait_for(lambda: in_step(primary, replica))
    ask_anew(site)
    assert reads_of_frameworks(replica) > behind
    assert "Second Words" in get(site, "/en/frameworks/beta/")


def test_readers_are_served_while_the_replica_or_the_primary_is_away(servers, site):
    primary, replica = servers
    wait_for(lambda: in_step(primary, replica))
    ask_anew(site)
    replica.stop()

    assert "none-" in ask_anew(site)
    replica.start()

    def is_read_again():
        before = reads_of_frameworks(replica)
        ask_anew(site)
        return reads_of_frameworks(replica) > before

    wait_for(is_read_again)
    primary.stop()
    try:
        assert "Gamma" in get(site, "/en/frameworks/gamma/")
    finally:
        primary.start()


def test_readers_read_on_while_a_replica_is_frozen(servers, site):
    primary, replica = servers
    wait_for(lambda: in_step(primary, replica))
    ask_anew(site)
    with frozen(replica):
        found = [ask_anew(site) for _time in range(3)]  # `ask` waits for half a minute at most

    assert all("none-" in page for page in found)
    before = reads_of_frameworks(replica)
    wait_for(lambda: ask_anew(site) and reads_of_frameworks(replica) > before)


@contextmanager
def frozen(server):
    """All processes of a server stand still; what is sent to it is taken, and not answered."""
    with psycopg.connect(server.url) as database:
        others = "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        processes = [pid for (pid,) in database.execute(others)]
    processes.append(int((server.data / "postmaster.pid").read_text().split()[0]))
    try:
        send(signal.SIGSTOP, processes)
        yield
    finally:
        send(signal.SIGCONT, processes)


def send(signal, processes):
    for pid in processes:
        with suppress(ProcessLookupError):  # a backend whose client has just left
            os.kill(pid, signal)


def test_readers_read_on_while_every_database_is_killed(servers, site, tmp_path):
    addresses = {"DATABASE_URL": servers[0].url, "REPLICA_URLS": servers[1].url}
    with site_server(production(tmp_path) | addresses) as plain:
        kept = get(plain, KEPT)
        for server in servers:
            server.stop()
        try:
            wait_for(lambda: ask(plain, KEPT)[1]["Warning"] == '110 - "Response is Stale"')
            assert get(plain, KEPT) == kept
            status, headers, body = ask(plain, "/api/v1/frameworks/beta/?lang=en")
        finally:
            for server in servers:
                server.start()
        wait_for(lambda: ask(plain, KEPT)[1]["Warning"] is None)
        assert get(plain, "/api/v1/frameworks/beta/?lang=en")

    assert (status, headers["Retry-After"]) == (503, "5")
    assert json.loads(body)["code"] == "unavailable"


def test_pages_of_what_is_not_published_exist():
    assert url_names(get_resolver()) >= UNPUBLISHED


def url_names(resolver):
    names = set()
    for pattern in resolver.url_patterns:
        names |= url_names(pattern) if hasattr(pattern, "url_patterns") else {pattern.name}
    return names
