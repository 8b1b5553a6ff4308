"""What programs sent under an earlier contract is answered as then, but for mended faults."""

import json
import re
from pathlib import Path

import pytest

from tests.api.replaying import lost, said, sender

pytestmark = pytest.mark.django_db

KEPT = Path(__file__).with_name("requests_of_1.2.json")
# What the changelog of 1.3.0 names as mended, by the request and what is lost.
MENDED = (
    r"GET /api/v1/frameworks/keras\?lang=en /(status|answer)",  # the last slash: 301
    r"GET \S+ /answer/detail was .*(is not known here|Known here)",  # more is known
    r"PATCH /api/v1/frameworks/keras/ /answer/detail",  # in words of ours
)


def test_requests_of_the_last_contract_are_answered_as_then(content, client):
    send, found = sender(client), {}
    for number, one in enumerate(json.loads(KEPT.read_text(encoding="utf-8"))):
        then = {"status": one["status"], "answer": one["answer"]}
        if gone := [*lost(then, said(send(one)))]:
            found[f"{number} {one['method']} {one['path']}"] = gone

    assert {key: gone for key, gone in found.items() if not _is_mended(key, gone)} == {}


def _is_mended(key, gone):
    return all(any(re.search(known, f"{key} {one}") for known in MENDED) for one in gone)
