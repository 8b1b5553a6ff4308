import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.server

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "deploy" / "production.env.example"


def start(**environment):
    """Import the settings in a fresh process with nothing but `environment` set."""
    return subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "ALLOWED_HOSTS is not set"),
        ({"DEBUG": "perhaps"}, "DEBUG is 'perhaps'. Accepted: true or false"),
        ({"ALLOWED_HOSTS": "a.example"}, "SECRET_KEY is not set"),
        ({"DEBUG": "true", "DATABASE_URL": "mysql://u:hidden@h/d"}, "DATABASE_URL is"),
        ({"DEBUG": "true", "REPLICA_URLS": "sqlite:///a"}, "REPLICA_URLS is 'sqlite:///a'"),
        ({"DEBUG": "true", "MEDIA_BUCKET": "No Bucket"}, "MEDIA_BUCKET is 'No Bucket'"),
        ({"DEBUG": "true", "LOG_FORMAT": "xml"}, "LOG_FORMAT is 'xml'. Accepted: line or json"),
        ({"DEBUG": "true", "SITE_URL": "atlas.example.org"}, "SITE_URL is 'atlas.example.org'"),
        ({"DEBUG": "true", "CONN_MAX_AGE": "-1"}, "CONN_MAX_AGE is -1"),
    ],
)
def test_bad_value_stops_start_up_and_says_what_to_set(environment, said):
    result = start(**environment)

    last = result.stderr.strip().splitlines()[-1]
    assert result.returncode == 1
    assert said in last
    assert "for example: export" in last
    assert "hidden" not in last


def test_debug_needs_nothing_else():
    assert start(DEBUG="true").returncode == 0


def test_production_example_passes_the_deployment_check():
    lines = [line for line in EXAMPLE.read_text().splitlines() if line and line[0] != "#"]
    environment = dict(line.split("=", 1) for line in lines)
    environment["SECRET_KEY"] = "x7" * 20 + "abcdefghijklmnopqrstuvw"

    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
    )

    assert (result.returncode, result.stderr) == (0, "")


def test_example_names_every_variable_that_the_settings_read():
    settings = (ROOT / "config" / "settings.py").read_text()
    read = set(re.findall(r'environment\.\w+\(\s*"(\w+)"', settings))

    assert read == set(re.findall(r"^([A-Z][A-Z_]*)=", EXAMPLE.read_text(), re.M))
