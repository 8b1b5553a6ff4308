"""An import that dies leaves the catalogue as it was, on the engine that the tests run on."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from hashlib import sha256

import psycopg
import pytest
from django.conf import settings

from tests.postgres import own_database
from tests.servers import ROOT

pytestmark = [pytest.mark.engine, pytest.mark.server]

OLD, NEW = 40, 800
KILLS = 3


class SqliteScratch:
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'catalog_%'"

    def __init__(self, folder):
        self.path = folder / "scratch.sqlite3"
        self.address = f"sqlite:///{self.path}"

    def connect(self):
        return closing(sqlite3.connect(self.path))

    def wait_until_alone(self):
        """The dead have no connection to a file."""


class PostgresScratch:
    tables = "SELECT tablename FROM pg_tables WHERE tablename LIKE 'catalog_%'"
    others = (
        "SELECT pid FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )

    def __init__(self, address):
        self.address = address

    def connect(self):
        return psycopg.connect(self.address, autocommit=True)

    def wait_until_alone(self):
        """The server notices only after a moment that its client is dead."""
        with self.connect() as connection:
            for _attempt in range(300):
                if not connection.execute(self.others).fetchall():
                    return
                time.sleep(0.1)
        raise AssertionError("The server still works for a process that was killed.")


@contextmanager
def scratch_database(folder):
    """A database that only this test knows."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield SqliteScratch(folder)
        return
    with own_database(f"scratch_{os.getpid()}") as address:
        yield PostgresScratch(address)


def contents(scratch):
    """A digest of every row of each table of the catalogue, by table."""
    with scratch.connect() as connection:
        names = sorted(name for (name,) in connection.execute(scratch.tables).fetchall())
        rows = {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608 - our tables
            for name in names
        }
    return {
        name: sha256("\n".join(sorted(map(repr, those))).encode()).hexdigest()
        for name, those in rows.items()
    }


def said_names(scratch):
    with scratch.connect() as connection:
        names = connection.execute("SELECT name FROM catalog_frameworkrevision").fetchall()
    return {name for (name,) in names}


class Manage:
    """Runs `manage.py` on the scratch database, as a process that can be killed."""

    def __init__(self, address):
        self.environment = {**os.environ, "DATABASE_URL": address, "DEBUG": "true"}

    def start(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        output = subprocess.PIPE
        return subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, env=self.environment, stdout=output, stderr=output, text=True
        )

    def run(self, *arguments):
        process = self.start(*arguments)
        _output, errors = process.communicate()
        assert process.returncode == 0, errors


@pytest.fixture
def write(tmp_path):
    def write(count, name):
        """A file of `count` frameworks, each called `name` and its number."""
        rows = [f"framework,f-{number},{name} {number},framework" for number in range(count)]
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join(["table,slug,name,kind", *rows]) + "\n", encoding="utf-8")
        return str(path)

    return write


def test_killed_import_leaves_the_catalogue_as_it_was(write, tmp_path):
    options = ("--by=admin", "--verbosity=0")
    everything = ("import_file", write(NEW, "New"), *options)
    wanted = {f"New {number}" for number in range(NEW)}
    with scratch_database(tmp_path) as scratch:
        manage = Manage(scratch.address)
        manage.run("migrate", "--verbosity=0")
        manage.run("ensure_superuser")
        manage.run("import_file", write(OLD, "Old"), *options)
        before = contents(scratch)
        started = time.monotonic()
        manage.run(*everything, "--dry-run")
        took = time.monotonic() - started

        found = [contents(scratch)]
        for _kill in range(KILLS):
            process = manage.start(*everything)
            time.sleep(random.uniform(0.4, 1.1) * took)  # noqa: S311 - any moment will do
            process.send_signal(signal.SIGKILL)
            process.communicate()
            scratch.wait_until_alone()
            if said_names(scratch) >= wanted:
                break  # it was ready before it was killed
            found.append(contents(scratch))
        manage.run(*everything)

        assert [{name for name in now if now[name] != before[name]} for now in found] == [
            set() for _now in found
        ]
        assert said_names(scratch) >= wanted
