"""No visitor begins a line of a log or commands a terminal, and no log holds a preview key."""

import json
import logging
import sys

import pytest
from django.conf import settings
from django.urls import reverse

from catalog import actions
from config.logs import JsonFormatter, LineFormatter, hide_keys
from tests.factories import make_draft, make_editor

LINE = LineFormatter("{levelname} {name} {message}", style="{")
CONTROLS = "a\nb\rc\x1b[2Jd\x00e\x7ff\x9bg\x85h\u2028i\u2029j\tk"


def record(message, *arguments, exc_info=None):
    return logging.LogRecord("site", logging.INFO, __file__, 1, message, arguments, exc_info)


@pytest.mark.parametrize("formatter", [LINE, JsonFormatter()])
def test_control_characters_are_escaped(formatter):
    line = formatter.format(record("框架 %s", CONTROLS))

    assert line.isprintable()
    assert "框架 a\\nb" in line.replace("\\u000a", "\\n")


def test_json_says_what_was_logged():
    said = json.loads(JsonFormatter().format(record("%s", CONTROLS)))

    assert said["message"] == CONTROLS


@pytest.mark.parametrize("formatter", [LINE, JsonFormatter()])
def test_fault_keeps_its_lines_and_hides_keys(formatter):
    try:
        raise ValueError("/en/preview/MTI:1x:rN/ \x1b[2J")
    except ValueError:
        text = formatter.format(record("failed", exc_info=sys.exc_info()))

    assert "ValueError: /en/preview/***/ \\u001b[2J" in text
    assert "MTI" not in text


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        ("/en/preview/MTI:1xYEgK:rN-f_z/", "/en/preview/***/"),
        ("/en/preview/MTI%3A1xYEgK%3arNfz/?a=b", "/en/preview/***/?a=b"),
        ("/api/v1/preview/MTI:1xYEgK:rNfz/", "/api/v1/preview/***/"),
        ('"GET /zh-hans/preview/MTI:1x:rN HTTP/1.1"', '"GET /zh-hans/preview/*** HTTP/1.1"'),
        ("/en/preview/framework/keras/2/", "/en/preview/framework/keras/2/"),
        ("/en/frameworks/keras/ at 12:30:01", "/en/frameworks/keras/ at 12:30:01"),
    ],
)
def test_key_of_a_preview_is_hidden_and_nothing_else(address, logged):
    assert hide_keys(address) == logged


@pytest.mark.parametrize("name", ["granian.access", "django.server", "django.request"])
def test_servers_log_through_the_same_formatter(name):
    handlers = settings.LOGGING["loggers"].get(name, settings.LOGGING["root"])["handlers"]

    assert handlers == ["console"]
    formatters = settings.LOGGING["formatters"]
    assert {one["()"] for one in formatters.values()} == {
        "config.logs.LineFormatter",
        "config.logs.JsonFormatter",
    }


@pytest.mark.django_db
def test_refused_preview_leaves_no_key_in_the_log(client, caplog):
    by = make_editor()
    draft = make_draft("alpha", by=by)
    link = actions.share_preview(draft, draft.updated_at.replace(year=2099), by=by)

    with caplog.at_level(logging.INFO):
        client.post(reverse("catalog:shared-preview", args=[link.token]))

    lines = [LINE.format(one) for one in caplog.records]
    assert [line for line in lines if "/preview/***/" in line]
    assert [line for line in lines if link.token in line] == []
