"""Writes the examples of the description anew; `make openapi` runs it."""

import json

import pytest

from catalog.api.examples import KEPT
from catalog.whole_files import write_whole
from tests.api.recording import recorded

pytestmark = pytest.mark.django_db


def test_examples_are_written(content, client):
    text = json.dumps(recorded(client), ensure_ascii=False, indent=1)
    write_whole(KEPT, text + "\n")
