"""Requests that were recorded with an earlier contract, and whether they are answered as then."""

import json
import re

from tests.api.recording import _body, cut
from tests.factories import make_editor
from tests.programs import Program

PERSONS = ("editor", "reviewer")


def sender(client):
    """A function that sends a recorded request: a reader’s, or one by the holder of a token."""
    programs = {}

    def send(one):
        if one["by"] is None:
            return client.get(one["path"], headers=one["headers"])
        if one["by"] not in programs:
            programs[one["by"]] = Program(make_editor(one["by"]))
        headers = one["headers"] | {"accept-language": "en"}
        body = json.dumps(one["body"]) if one["body"] is not None else ""
        return programs[one["by"]].generic(
            one["method"], one["path"], body, content_type="application/json", headers=headers
        )

    return send


def said(answer):
    """What is compared of an answer: its status, and its JSON cut down to an example."""
    return {
        "status": answer.status_code,
        "answer": _without_cursor(cut(_body(answer))) if _is_json(answer) else None,
    }


def _without_cursor(answer):
    """A cursor of a walk is opaque, and names the time of the first request."""
    if following := isinstance(answer, dict) and answer.get("next"):
        answer["next"] = re.sub(r"cursor=\w+", "cursor=CURSOR", following)
    return answer


def _is_json(answer):
    kind = answer.headers.get("Content-Type", "")
    return kind.endswith(("/json", "+json"))


def lost(then, now, place=""):
    """What was answered `then` and is not `now`, as sentences; more in an answer is no loss."""
    if isinstance(then, dict) and isinstance(now, dict):
        for name, one in then.items():
            if name not in now:
                yield f"{place}/{name} is gone"
            else:
                yield from lost(one, now[name], f"{place}/{name}")
    elif isinstance(then, list) and isinstance(now, list) and then and now:
        yield from lost(then[0], now[0], f"{place}/0")
    elif then != now:
        yield f"{place} was {then!r} and is {now!r}"
