"""What load balancers ask, and what machines read in the logs."""

import json
import logging
import sys

import pytest
from django.db import OperationalError, connection

from config.logs import JsonFormatter


def test_health_is_answered_to_any_host_and_without_a_redirect(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get("/healthz", headers={"Host": "10.0.0.7"})

    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_readiness_is_that_of_the_database(client):
    ready = client.get("/readyz")
    with connection.execute_wrapper(lose_the_database):
        lost = client.get("/readyz")

    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})
    assert (lost.status_code, lost.json()) == (503, {"status": "no database"})


def lose_the_database(execute, sql, params, many, context):
    raise OperationalError("the server closed the connection")


def test_log_is_one_object_a_line(rf):
    record = logging.LogRecord("site", logging.ERROR, __file__, 1, "框架\n%s", ("forged",), None)
    record.request, record.status_code = rf.get("/en/search/?q=secret"), 500
    try:
        raise ValueError("no\nway")
    except ValueError:
        record.exc_info = sys.exc_info()

    line = JsonFormatter().format(record)

    said = json.loads(line)
    assert "\n" not in line
    assert "框架" in line
    assert said.pop("time").endswith("+00:00")
    assert said.pop("exception").endswith("ValueError: no\nway")
    assert said == {
        "level": "ERROR",
        "logger": "site",
        "message": "框架\nforged",
        "method": "GET",
        "path": "/en/search/",
        "status": 500,
    }
