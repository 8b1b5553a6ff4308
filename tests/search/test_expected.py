"""The searches of expected.yaml, and that both engines find the same for each of them."""

import re

import pytest

from catalog.models import SearchDocument
from catalog.search import query as queries
from catalog.search.engines import find
from tests.products import portions
from tests.search import score

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

AWKWARD = [
    "",
    "a",
    "图",
    "的",
    "c++",
    "C#",
    "x" * 500,
    "动态图" * 60,
    "NEAR(",
    '"torch" OR *',
    "row 4",
]


def test_list_is_long_enough_and_half_of_it_chinese():
    typed = [one.query for one in score.expectations()]
    chinese = [query for query in typed if re.search("[\u4e00-\u9fff]", query)]
    pinyin = [one.query for one in score.expectations() if "pinyin" in one.group]

    no_names = [one for one in score.expectations() if one.group == "questions without a name"]
    assert len(typed) == len(set(typed)) >= 193 + 120
    assert 2 * len(chinese + pinyin) >= len(typed)
    assert len(no_names) >= 40


def test_first_results_are_the_expected_ones(content):
    missed = score.misses()

    assert len(missed) <= (1 - score.GOAL) * len(score.expectations()), missed


@pytest.mark.parametrize(
    "searches",
    portions([*AWKWARD, *(one.query for one in score.expectations())], one_in=12),
)
def test_engine_finds_exactly_the_documents_that_hold_the_tokens(searches, content):
    """What is asked of an engine is defined here without one, so the two can not differ."""
    known = {document.pk: set(document.tokens.split()) for document in SearchDocument.objects.all()}

    for typed in searches:
        query = queries.read_query(typed)
        if not query.pieces:
            continue
        asked = [
            *queries.everywhere(query, kind="row"),
            *queries.everywhere(query),
            *queries.partly(query, limit=queries.MOST_RESULTS),
            *queries.near(query.pieces),
        ]
        for branch in asked:
            found = {row[1] for row in find([branch])}
            assert found == {pk for pk, held in known.items() if holds(held, branch)}, branch


def holds(tokens, branch):
    return all(any(has(tokens, token) for token in group) for group in branch.groups)


def has(tokens, wanted):
    if wanted.is_prefix:
        return any(token.startswith(wanted.text) for token in tokens)
    return wanted.text in tokens
