"""An import that dies leaves the catalogue as it was, on the engine that the tests run on."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
COUNT = 3000
SCRIPT = (
    "from catalog.models import *;"
    "print(Framework.objects.count(), FrameworkRevision.objects.count(), Change.objects.count())"
)
NOTHING, EVERYTHING = [0, 0, 0], [COUNT] * 3


@contextmanager
def scratch_address(folder):
    """The address of a database that only this test knows."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield f"sqlite:///{folder / 'scratch.sqlite3'}"
        return
    import psycopg

    given = os.environ["DATABASE_URL"]
    name = f"scratch_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{given.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Manage:
    """Runs `manage.py` on the scratch database, as a process that can be killed."""

    def __init__(self, address):
        self.environment = {**os.environ, "DATABASE_URL": address, "DEBUG": "true"}

    def start(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        output = subprocess.DEVNULL
        return subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, env=self.environment, stdout=output, stderr=output
        )

    def run(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(  # noqa: S603
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def counts(self):
        return [int(word) for word in self.run("shell", "--no-imports", "-c", SCRIPT).split()]


@pytest.fixture
def path(tmp_path):
    rows = [f"framework,f-{number},F {number},framework" for number in range(COUNT)]
    path = tmp_path / "many.csv"
    path.write_text("\n".join(["table,slug,name,kind", *rows]) + "\n", encoding="utf-8")
    return path


def test_killed_import_leaves_the_catalogue_as_it_was(path, tmp_path):
    arguments = ("import_file", str(path), "--by=admin", "--verbosity=0")
    with scratch_address(tmp_path) as address:
        manage = Manage(address)
        manage.run("migrate", "--verbosity=0")
        manage.run("ensure_superuser")
        started = time.monotonic()
        manage.run(*arguments, "--dry-run")
        took = time.monotonic() - started

        found = []
        for _kill in range(4):
            process = manage.start(*arguments)
            time.sleep(random.uniform(0.3, 1.2) * took)  # noqa: S311 - any moment will do
            process.send_signal(signal.SIGKILL)
            process.wait()
            found.append(manage.counts())
        manage.run(*arguments)

        assert [counts for counts in found if counts not in (NOTHING, EVERYTHING)] == []
        assert manage.counts() == EVERYTHING
