"""The commands of docs/api/writing.md do what the page says."""

import re
import shlex
from pathlib import Path

import pytest

from catalog import tokens
from tests.factories import make_editor

GUIDE = Path(__file__).parents[2] / "docs/api/writing.md"
EXAMPLE = re.compile(r"```sh\n(curl .*?)\n# (\d+)(?: ETag: (\S+))?\n```", re.S)


def taken_apart(command, *, token):
    """Method, path, headers and body of a curl command."""
    command = command.replace("\\\n", "").replace("$TOKEN", token).replace("$ATLAS", "")
    words = shlex.split(command)[1:]
    method, headers, body, path = "GET", {}, None, None
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, value = words.pop(0).split(": ", 1)
            headers[name] = value
        elif word == "-d":
            body = words.pop(0)
        else:
            path = word
    return method, path, headers, body


@pytest.mark.django_db
def test_commands_of_the_guide_are_answered_as_it_says(client):
    _token, secret = tokens.make_token(
        "guide", ["write_facts", "write_zh", "write_en", "publish"], days=1, by=make_editor()
    )
    examples = EXAMPLE.findall(GUIDE.read_text(encoding="utf-8"))
    said, answered = [], []

    for command, status, tag in examples:
        method, path, headers, body = taken_apart(command, token=secret)
        kind = headers.pop("Content-Type", "application/json")
        answer = client.generic(method, path, body or "", content_type=kind, headers=headers)
        said.append((int(status), tag))
        answered.append((answer.status_code, answer.headers.get("ETag", "") if tag else ""))

    assert len(examples) == GUIDE.read_text(encoding="utf-8").count("```sh")
    assert answered == said
