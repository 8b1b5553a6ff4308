"""Copy the database and the pictures while the site goes on."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    help = "Copy the database, as of one moment, and the pictures into a folder."

    def add_arguments(self, parser):
        parser.add_argument("folder")

    def handle(self, *, folder, **options):
        folder = Path(folder)
        copy = copy_sqlite if connection.vendor == "sqlite" else dump_postgresql
        with private_files():
            folder.mkdir(parents=True, exist_ok=True)
            file = copy(folder)
            # After the database: pictures are stored before rows name them, so none is missing.
            count = copy_pictures(folder / "media")
        pictures = "their bucket keeps them" if count is None else f"{count} new"
        self.stdout.write(f"{file} ({file.stat().st_size:,} bytes); pictures: {pictures}.")


@contextmanager
def private_files():
    """Files and folders made here, also by programs, are their owner's alone.

    A database holds hashes of passwords and what the secrets of webhooks are made of.
    """
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def copy_sqlite(folder):
    """By SQLite's online backup: one moment, and nobody waits."""
    target = folder / "database.sqlite3"
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    source = f"{Path(connection.settings_dict['NAME']).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(source, uri=True)) as here, closing(sqlite3.connect(part)) as copy:
        here.backup(copy)
        (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise CommandError(f"The copy is damaged, and so may be the database: {verdict}")
    return part.replace(target)


def dump_postgresql(folder):
    """By pg_dump: one moment, and nobody waits."""
    program = shutil.which("pg_dump")
    if program is None:
        raise CommandError("pg_dump was not found. Install the client programs of PostgreSQL.")
    target = folder / "database.dump"
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)  # of a run that was killed, perhaps by an earlier version
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    variables = {name: str(given[key]) for name, key in names.items() if given[key]}
    command = [program, "--format=custom", f"--file={part}", f"--dbname={given['NAME']}"]
    done = subprocess.run(  # noqa: S603 - the program of the operator's PATH, arguments of settings
        command, env={**os.environ, **variables}, stderr=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise CommandError(done.stderr.strip())
    return part.replace(target)


def copy_pictures(folder):
    """How many were copied, or None where they are in a bucket. A name stands for one content."""
    if settings.MEDIA_BUCKET:
        return None
    source, count = Path(settings.MEDIA_ROOT), 0
    for path in sorted(one for one in source.rglob("*") if one.is_file()):
        target = folder / path.relative_to(source)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f"{target.name}.part")
            shutil.copyfile(path, part)
            part.replace(target)
            count += 1
    return count
