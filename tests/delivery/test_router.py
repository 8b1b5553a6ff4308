"""Which database a reader's request reads, and what is said of an answer that may be old."""

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError
from django.http import HttpResponse

from catalog.delivery import replicas
from catalog.models import Framework

PRIMARY, REPLICA = DEFAULT_DB_ALIAS, "replica1"


@pytest.fixture
def answer(monkeypatch, settings, rf):
    """A function that gives the response to a reader while the databases have these stamps."""
    settings.REPLICAS = {REPLICA: {}}

    def answer(**stamps):
        def current_stamp(*, using):
            if stamps[using] is None:
                raise OperationalError("away")
            return stamps[using]

        monkeypatch.setattr(replicas, "current_stamp", current_stamp)
        replicas._stamps_of.cache_clear()
        respond = lambda _request: HttpResponse(replicas.Router().db_for_read(Framework))  # noqa: E731
        return replicas.ReplicaMiddleware(respond)(rf.get("/en/"))

    yield answer
    replicas._stamps_of.cache_clear()


@pytest.mark.parametrize(
    ("primary", "replica", "read"),
    [(2, 2, REPLICA), (2, 3, REPLICA), (2, 1, PRIMARY), (2, None, PRIMARY), (None, None, PRIMARY)],
)
def test_replica_is_read_where_it_is_not_behind(answer, primary, replica, read):
    response = answer(default=primary, replica1=replica)

    assert response.text == read
    assert "Cache-Control" not in response


def test_answer_of_a_replica_that_nothing_was_compared_with_is_kept_by_no_cache(answer):
    response = answer(default=None, replica1=1)

    assert response.text == REPLICA
    assert response["Cache-Control"] == "no-store"
    assert response["Warning"] == '110 - "Response is Stale"'
