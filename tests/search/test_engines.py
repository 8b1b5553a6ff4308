"""What is asked of an engine is bounded, on both of them."""

import pytest

from catalog.choices import SearchKind
from catalog.search import query as queries
from catalog.search import search
from catalog.search.engines import find
from catalog.search.query import Tier
from tests.factories import make_framework

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def tiers_of(query, *, limit):
    """The tiers that a search is answered from where each gives at most `limit` documents."""
    return {row[0] for row in find(queries.everywhere(queries.read_query(query), limit=limit))}


def test_text_is_left_where_names_and_summaries_are_enough():
    for number in range(3):
        make_framework(f"one-{number}", summary_en="It has a zebra.")

    assert tiers_of("zebra", limit=3) == {Tier.LEAD}
    assert tiers_of("zebra", limit=4) == {Tier.LEAD, Tier.TEXT}


def test_synonyms_are_left_where_there_is_enough_without_them(content, monkeypatch):
    few = search("张量")
    monkeypatch.setattr("catalog.search.results.MOST_RESULTS", 1)

    enough = search("张量")
    of_one_kind = search("张量", kind=SearchKind.GLOSSARY_TERM)

    assert few.synonyms
    assert not enough.synonyms
    assert enough.ids == few.ids[:1]
    assert of_one_kind.synonyms
