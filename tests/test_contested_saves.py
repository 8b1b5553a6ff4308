"""Many saves of one form at the same moment, over HTTP, on a server of several processes."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from tests.contested import FIELDS, own_text
from tests.postgres import own_database
from tests.servers import ROOT, site_server

pytestmark = [pytest.mark.engine, pytest.mark.server]

PERSONS = 50
TOKEN = "a" * 32  # a check against forgery compares the cookie with the form, and both are ours


@pytest.fixture
def environment(tmp_path):
    """Variables that lead to an empty database of the kind that the tests run on."""
    variables = {**os.environ, "DEBUG": "true", "DJANGO_SETTINGS_MODULE": "config.settings"}
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        yield variables | {"DATABASE_URL": f"sqlite:///{tmp_path / 'atlas.sqlite3'}"}
        return
    with own_database(f"contested_{os.getpid()}") as address:
        yield variables | {"DATABASE_URL": address}


@pytest.fixture
def site(environment):
    """Asks the program that fills the database, and says how it stands."""

    def ask(*arguments):
        command = [sys.executable, "-m", "tests.contested", *arguments]
        done = subprocess.run(
            command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True
        )
        return json.loads(done.stdout)

    return ask


@pytest.fixture
def address(environment):
    with site_server(environment, workers=2) as address:
        yield address


def save(address, page, person, number):
    """The status of a save in which the person writes their own text."""
    name, text = own_text(number)
    values = {**person["form"], name: text, "csrfmiddlewaretoken": TOKEN}
    connection = HTTPConnection(*address, timeout=120)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={person['session']}; csrftoken={TOKEN}",
    }
    connection.request("POST", page, urlencode(values, doseq=True), headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_of_fifty_saves_at_once_each_is_in_history_or_kept_for_its_author(site, address):
    prepared = site("prepare", str(PERSONS))

    with ThreadPoolExecutor(PERSONS) as threads:
        saves = [
            threads.submit(save, address, prepared["page"], person, number)
            for number, person in enumerate(prepared["persons"])
        ]
        statuses = [one.result() for one in saves]

    after = site("report")
    accepted = [number for number, status in enumerate(statuses) if status == 302]
    refused = [number for number, status in enumerate(statuses) if status == 409]
    assert sorted({*statuses}) == [302, 409]
    assert after["version"] == len(after["edits"]) == len(accepted) == len(FIELDS)
    assert sorted(after["edits"]) == sorted(
        [f"writer-{number}", own_text(number)[0]] for number in accepted
    )
    assert after["texts"] == dict(own_text(number) for number in accepted)
    kept = {f"writer-{number}": own_text(number) for number in refused}
    assert {who: after["kept"][who][name] for who, (name, _text) in kept.items()} == {
        who: [text] for who, (_name, text) in kept.items()
    }
    assert after["kept"].keys() == kept.keys()
