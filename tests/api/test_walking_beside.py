"""A walk through a whole list while another process publishes."""

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.factories import make_editor, make_framework
from tests.servers import ROOT, database_url

pytestmark = [pytest.mark.engine, pytest.mark.server]


@contextmanager
def publisher():
    """The other process, on the database of this test."""
    variables = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "config.settings"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.publisher"],
        env=os.environ | variables,
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()


@pytest.mark.django_db(transaction=True)
def test_walk_misses_nothing_while_another_process_publishes(client):
    by = make_editor()
    for number in range(4):
        make_framework(f"f{number}", by=by)
        make_framework(f"doomed-{number}", by=by)
    start = "/api/v1/frameworks/?lang=en&page_size=1&cursor="
    before = client.get(start.replace("page_size=1", "page_size=100")).json()["results"]
    walked, answers = [], []

    with publisher() as other:
        body = client.get(start).json()
        walked += body["results"]
        while body["next"]:
            other.stdin.write("go\n")
            other.stdin.flush()
            body = client.get(body["next"]).json()  # while it publishes
            answers.append(other.stdout.readline())
            walked += body["results"]

    after = client.get("/api/v1/frameworks/?lang=en&page_size=100").json()["results"]
    assert answers == ["done\n"] * 7
    assert walked == before
    assert sorted(one["id"] for one in after) == sorted(
        [*(f"f{number}" for number in range(4)), *(f"new-{number}" for number in range(7))]
    )
