"""A dump of any length is loaded in the memory of its names."""

import json
import tracemalloc

import pytest
from django.utils.translation import override

from catalog.documents import FaultsFound, load
from catalog.documents.dumped import DumpReader
from catalog.documents.spool import Spool
from catalog.management.commands.load_content import loader_user
from catalog.models import Framework, Relation

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


SOURCE = {
    "slug": "paper",
    "kind": "web_page",
    "title": "A paper",
    "locator": "p. 1",
    "url": "https://example.org/paper",
    "accessed_on": "2026-11-20",
}


def framework(number, *, next_one, sources=("paper",)):
    relation = {"type": "uses", "target": f"f-{next_one}", "sources": [*sources]}
    values = {
        "name": f"F {number}",
        "kind": "framework",
        "summary_en": f"{number} word " * 300,
        "summary_zh": f"{number} 字" * 300,
        "relations": [relation],
    }
    return {"kind": "framework", "slug": f"f-{number}", "revision": 1, "values": values}


def write(path, frameworks):
    shared = {"kind": "source", "slug": SOURCE["slug"], "revision": None, "values": SOURCE}
    path.write_text("".join(json.dumps(one) + "\n" for one in [shared, *frameworks]))
    return path


def ring(count):
    """Frameworks of which each names the next, and the last the first."""
    return [framework(number, next_one=(number + 1) % count) for number in range(count)]


def peak(path):
    """The bytes that were held at once, at most, while a dump was read."""
    tracemalloc.start()
    try:
        _lists, documents = DumpReader(path).read()
        assert len([*map(type, documents)]) == len(documents)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_reading_takes_as_much_memory_for_a_long_dump_as_for_a_short_one(tmp_path):
    few = write(tmp_path / "few.ndjson", ring(20))
    many = write(tmp_path / "many.ndjson", ring(400))
    peak(few)  # what is loaded once is loaded now

    more = peak(many) - peak(few)

    assert more < 0.2 * (many.stat().st_size - few.stat().st_size)


def test_entries_may_name_those_that_come_later(tmp_path):
    outcome = load(write(tmp_path / "ring.ndjson", ring(3)), by=loader_user())

    assert len(outcome.created) == 4
    assert [*Relation.objects.order_by("pk").values_list("target__slug", flat=True)] == [
        "f-1",
        "f-2",
        "f-0",
    ]


def test_shared_rows_may_come_last(tmp_path):
    path = write(tmp_path / "dump.ndjson", ring(2))
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines[1:], lines[0]]))

    load(path, by=loader_user())

    assert Relation.objects.filter(sources__slug="paper").count() == 2


def test_every_name_that_nobody_has_is_a_fault_on_its_line(tmp_path):
    lost = [framework(0, next_one=9), framework(1, next_one=0, sources=["paper", "lost"])]
    path = write(tmp_path / "dump.ndjson", lost)

    with pytest.raises(FaultsFound) as found:
        load(path, by=loader_user())

    assert [(one.line, one.field, one.message) for one in found.value.faults] == [
        (2, "target", "no framework has the identifier “f-9”"),
        (3, "sources", "no source has the identifier “lost”"),
    ]
    assert not Framework.objects.exists()


def test_shared_row_stands_under_the_name_that_it_gives_itself(tmp_path):
    path = write(tmp_path / "dump.ndjson", ring(2))
    path.write_text(path.read_text().replace('"slug": "paper"', '"slug": "other"', 1))

    with pytest.raises(FaultsFound) as found:
        load(path, by=loader_user())

    faults = [(one.line, one.field, one.message) for one in found.value.faults]
    assert (1, "slug", "must be the identifier of a row, got “other”") in faults


def test_line_that_is_no_json_is_named(tmp_path):
    path = write(tmp_path / "dump.ndjson", ring(2))
    path.write_text(path.read_text() + "{\n")

    with pytest.raises(FaultsFound) as found:
        load(path, by=loader_user())

    assert [(one.line, one.field) for one in found.value.faults] == [(4, "file")]


def test_spool_gives_its_values_back_as_often_as_it_is_asked():
    spool = Spool()
    for value in ({"a": 1}, "two"):
        spool.append(value)

    assert next(iter(spool)) == {"a": 1}
    spool.append(3)

    assert [*spool] == [*spool] == [{"a": 1}, "two", 3]
    assert len(spool) == 3


def test_each_step_shows_how_far_it_is(tmp_path):
    path, steps = write(tmp_path / "dump.ndjson", ring(3)), []

    def progress(step, work):
        for one in work:
            steps.append(step)
            yield one

    load(path, by=loader_user(), progress=progress)
    load(path, by=loader_user(), progress=progress)

    first, again = steps[:10], steps[10:]
    assert first == ["Checking content"] * 4 + ["Comparing content"] * 3 + ["Publishing"] * 3
    assert again == first[:7]
