"""The examples of the description: requests, and what the API answered to them.

They are kept in `examples.json`, which `make openapi` writes anew (`tests/api/examples.py`). A test
sends the requests again.
"""

import json
from functools import cache
from pathlib import Path

from catalog.bilingual import current_language

KEPT = Path(__file__).with_name("examples.json")
JSON = "application/json"


def add_examples(result, generator, request, public):
    """What drf-spectacular calls with the finished description."""
    kept, shared = _kept(), result["components"].setdefault("examples", {})
    examples = kept["reads"][current_language()] | kept["writes"]
    for item in result["paths"].values():
        for operation in item.values():
            name = operation["operationId"]
            for part, value in examples.get(name, {}).items():
                told = _told_once(f"{name}.{part}", value, shared)
                for place in _places(operation, part):
                    place["examples"] = told
    return result


@cache
def _kept():
    return json.loads(KEPT.read_text(encoding="utf-8"))


def _told_once(name, value, shared):
    """The example by reference; what stands there under another name already keeps that."""
    same = next((known for known, one in shared.items() if one["value"] == value), name)
    shared[same] = {"value": value}
    return {same: {"$ref": f"#/components/examples/{same}"}}


def _places(operation, part):
    """Where the JSON of a request, or of the answer to it, is described."""
    if part == "body":
        return operation["requestBody"]["content"].values()
    answers = operation["responses"].items()
    return [one["content"][JSON] for status, one in answers if status in ("200", "201")]
