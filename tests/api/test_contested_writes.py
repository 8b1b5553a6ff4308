"""Fifty programs write one entry at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from catalog.models import Change, FrameworkRevision
from tests.factories import make_editor, make_framework
from tests.programs import Program

pytestmark = pytest.mark.engine

PROGRAMS = 50
AT_ONCE = 16  # so many wait for one lock; each gets it long before it would give up


def write_twice(program, number):
    """What a write that has seen revision 1, and a second one that has seen more, are answered."""
    answers, text = [], f"LicenseRef-{number}"
    try:
        seen = '"1"'
        for _attempt in (1, 2):
            answer = program.patch_framework("alpha", {"licence": text}, seen=seen)
            answers.append((answer.status_code, text))
            seen = answer["ETag"]
    finally:
        connection.close()
    return answers


@pytest.mark.django_db(transaction=True)
def test_of_fifty_writes_at_once_each_is_in_history_or_refused_as_stale():
    make_framework("alpha")
    owner = make_editor()
    programs = [Program(owner) for _number in range(PROGRAMS)]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = [*threads.map(write_twice, programs, range(PROGRAMS))]

    first, second = zip(*answers, strict=True)
    draft = FrameworkRevision.objects.get(state="draft")
    accepted = [text for status, text in (*first, *second) if status == 200]
    edits = Change.objects.filter(action="edit", token__isnull=False)
    assert {status for status, _text in (*first, *second)} == {200, 412}
    assert [status for status, _text in first].count(200) == 1
    assert draft.licence in accepted
    # A program whose first write was accepted writes the same again, which changes nothing.
    assert draft.version == edits.count() == len(set(accepted))
