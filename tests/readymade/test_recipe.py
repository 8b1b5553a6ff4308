"""The number that says how documents are made, and what it stands for."""

import json
from hashlib import blake2b
from pathlib import Path

import pytest

from catalog.documents.tables import all_tables
from catalog.readymade.store import RECIPE

pytestmark = pytest.mark.engine

DESCRIPTION = Path(__file__).parent.parent.parent / "docs" / "api" / "openapi.json"
SHOWN = ("Framework", "FrameworkSummary", "Topic", "Article", "ArticleSummary", "GlossaryTerm")


def shape_of_documents():
    """A short name of what documents are made of: fields of the API, columns of dumps."""
    schemas = json.loads(DESCRIPTION.read_text(encoding="utf-8"))["components"]["schemas"]
    reached, queue = {}, [*SHOWN]
    while queue:
        name = queue.pop()
        if name not in reached:
            reached[name] = sorted(schemas[name]["properties"])
            queue += _named(schemas[name])
    tables = {name: [*table.header] for name, table in all_tables().items()}
    shape = json.dumps([reached, tables], sort_keys=True)
    return blake2b(shape.encode(), digest_size=4).hexdigest()


def _named(value):
    """The schemas that a schema refers to."""
    if isinstance(value, list):
        return [name for one in value for name in _named(one)]
    if not isinstance(value, dict):
        return []
    own = [value["$ref"].rpartition("/")[2]] if "$ref" in value else []
    return own + _named([*value.values()])


def test_recipe_is_raised_with_every_change_of_what_documents_say():
    known = {1: "d7c940e2", 2: "679c1ec3"}

    assert known.get(RECIPE) == shape_of_documents(), "Raise RECIPE and note the new shape here."
