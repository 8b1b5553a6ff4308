"""The SQLite database belongs to its owner, whoever connects first."""

import os
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from config.private_sqlite import PrivateConnection, is_file
from tests import databases


@pytest.fixture(autouse=True)
def _usual_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder):
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}


def test_database_and_the_files_beside_it_are_made_for_their_owner(tmp_path):
    with closing(PrivateConnection(tmp_path / "db")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE t (c)")
        found = modes(tmp_path)
    (tmp_path / "other").touch()

    assert found == {"db": 0o600, "db-wal": 0o600, "db-shm": 0o600}
    assert modes(tmp_path)["other"] == 0o644  # what is written afterwards is as it was


def test_database_that_exists_keeps_its_mode_and_its_rows(tmp_path):
    path = tmp_path / "db"
    with closing(PrivateConnection(path)) as database:
        database.execute("CREATE TABLE t (c)")
    path.chmod(0o640)

    with closing(PrivateConnection(path)) as database:
        tables = database.execute("SELECT name FROM sqlite_master").fetchall()

    assert (tables, modes(tmp_path)) == ([("t",)], {"db": 0o640})


@pytest.mark.parametrize("name", ["", ":memory:", "file:db?mode=memory"])
def test_database_in_memory_makes_no_file(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with closing(PrivateConnection(name, uri=name.startswith("file:"))) as database:
        database.execute("CREATE TABLE t (c)")

    assert not is_file(name)
    assert modes(tmp_path) == {}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its own files")
@pytest.mark.django_db
def test_new_database_of_the_site_is_private():
    with databases.blank():
        connection.ensure_connection()
        path = Path(connection.settings_dict["NAME"])

        assert path.stat().st_mode & 0o777 == 0o600

    assert settings.DATABASES["default"]["OPTIONS"]["factory"] is PrivateConnection
