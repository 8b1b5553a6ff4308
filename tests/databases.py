"""Databases of a test run: each is filled once, and copied instead of being filled again.

`empty` has the migrations and no content; `shipped` has the shipped content as well. Both are made
by the first worker that needs them and copied by the others. A test module may add its own, copies
of `empty` that a function filled and committed, once in each worker: `pytest.mark.database` names
such a function, and `@databases.fixture` makes a fixture of one.

Tests that roll back share their worker's copy. A test that commits (`transaction=True`,
`live_server`) gets a copy of its own, so it leaves no rows behind and no table has to be emptied.
The order of tests therefore makes no difference.
"""

import copy
import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase, override_settings
from django.utils import translation

from tests.postgres import address_of

# One name for the run: workers inherit it from the process that starts them.
RUN = os.environ.setdefault("ATLAS_TEST_RUN", f"atlas-test-{os.getpid()}")
FOLDER = Path(tempfile.gettempdir()) / RUN
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
COMMITTING = {"transactional_db", "live_server"}

_numbers = count(1)
_own = {}  # this worker's copies, by the function that filled them
_results = {}  # what these functions returned
_committed = []  # the copy of the last test that committed
_filling = {}  # functions that fill a database, by the module and the name of their fixture


def empty():
    call_command("migrate", verbosity=0)


def shipped():
    from catalog.documents import load
    from catalog.management.commands.load_content import SHIPPED, loader_user

    load(SHIPPED, by=loader_user())


# Django would empty every table after a test that commits; its database is dropped instead.
TransactionTestCase._fixture_teardown = lambda self: None


def select(item):
    """Connect this process to the database that the test `item` needs."""
    build = _wanted(item)
    if build not in _own:
        _own[build] = _make_own(build)
    name = _own[build]
    while _committed:
        connect_to(name)
        _engine().drop(_committed.pop())
    if _commits(item):
        connection.close()
        name = _copy(name)
        _committed.append(name)
    connect_to(name)


def fixture(build):
    """A fixture of its module: the database that `build` filled, and a copy of what it returned.

    `build` takes no arguments. Every test gets the rows as they were made, at the cost of one.
    """
    _filling[build.__module__, build.__name__] = build

    @pytest.fixture(name=build.__name__)
    def filled(db):
        return copy.deepcopy(_results[build])

    return filled


@contextmanager
def undone():
    """What happens inside is taken back, so that whatever follows starts from the same rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def connect_to(name):
    """Make this the database that every thread of this process connects to next."""
    address = _engine().address(name)
    if connection.settings_dict["NAME"] != address:
        connection.close()
        connection.settings_dict["NAME"] = address


@contextmanager
def blank():
    """Connects this process to a database without any table, which is dropped at the end."""
    before, name = connection.settings_dict["NAME"], _next_name()
    _engine().create(name)
    connect_to(name)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        _engine().drop(name)


def media_folder():
    """Where the pictures of this worker's tests are."""
    folder = FOLDER / f"{WORKER}-media"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def remove_all():
    """Drop the databases of this run; for the process that started it."""
    connection.close()
    _engine().drop_run()
    shutil.rmtree(FOLDER, ignore_errors=True)


def _wanted(item):
    marker = item.get_closest_marker("database")
    if marker:
        return marker.kwargs["filled_by"]
    if "content" in item.fixturenames:
        return shipped
    named = (_filling.get((item.module.__name__, name)) for name in item.fixturenames)
    return next(filter(None, named), empty)


def is_used_by(item):
    """Whether the test opens the database of the test run."""
    marker = item.get_closest_marker("django_db")
    return bool(marker) or "db" in item.fixturenames or _commits(item)


def _commits(item):
    marker = item.get_closest_marker("django_db")
    return bool((marker and marker.kwargs.get("transaction")) or COMMITTING & {*item.fixturenames})


def _make_own(build):
    if build in (empty, shipped):
        return _copy(_make_shared(build))
    name = _copy(_make_shared(empty))
    _fill(name, build)
    return name


def _make_shared(build):
    """The database of this run that `build` filled. It is only copied, never connected to."""
    name = build.__name__
    with _locked(name):
        done = FOLDER / f"{name}.done"
        if not done.exists():
            if build is empty:
                _engine().create(name)
            else:
                _engine().copy(_make_shared(empty), name)
            _fill(name, build)
            done.touch()
    return name


def _fill(name, build):
    connect_to(name)
    with translation.override("zh-hans"), override_settings(MEDIA_ROOT=media_folder()):
        _results[build] = build()
    connection.close()


def _copy(source):
    name = _next_name()
    _engine().copy(source, name)
    return name


def _next_name():
    return f"{WORKER}-{next(_numbers)}"


@contextmanager
def _locked(name):
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _engine():
    return PostgreSQL if connection.vendor == "postgresql" else SQLite


class SQLite:
    """A file for each database. In memory, threads of a live server would share a connection."""

    @staticmethod
    def address(name):
        return str(FOLDER / f"{name}.sqlite3")

    @classmethod
    def create(cls, name):
        """SQLite makes the file when it connects."""

    @classmethod
    def copy(cls, source, name):
        shutil.copyfile(cls.address(source), cls.address(name))

    @classmethod
    def drop(cls, name):
        for suffix in ("", "-wal", "-shm"):
            Path(cls.address(name) + suffix).unlink(missing_ok=True)

    @staticmethod
    def drop_run():
        """The files go with their folder."""


class PostgreSQL:
    @staticmethod
    def address(name):
        return f"{RUN}-{name}"

    @classmethod
    def create(cls, name):
        cls._run(f'CREATE DATABASE "{cls.address(name)}"')

    @classmethod
    def copy(cls, source, name):
        source, name = cls.address(source), cls.address(name)
        cls._run(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY file_copy')

    @classmethod
    def drop(cls, name):
        cls._run(f'DROP DATABASE "{cls.address(name)}" WITH (FORCE)')

    @classmethod
    def drop_run(cls):
        with psycopg.connect(address_of("postgres"), autocommit=True) as server:
            query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            for (name,) in server.execute(query, [f"{RUN}-"]).fetchall():
                server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    @staticmethod
    def _run(statement):
        with psycopg.connect(address_of("postgres"), autocommit=True) as server:
            server.execute(statement)
