"""What the benches fill databases with, and the page that is drawn from what they measured."""

from collections import Counter
from time import process_time

import pytest

from bench.databases import fill_up
from bench.generate import fill
from bench.load import LEVELS, Seen, ages, readers
from bench.mix import Mix
from bench.page import IMAGES, PAGE, PICTURES, drawn, table, thirteen
from bench.profiles import sampled
from bench.words import Writer
from catalog import facets
from catalog.facets import EVERY, Facets
from catalog.models import FrameworkRevision, ReadyDocument
from catalog.proofread import proofread
from tests.factories import make_category, make_feature


def line(**fields):
    usual = {"page": "list", "ratio": 1.1, "spread": [1.0, 1.2], "limit": 1.3, "queries": [9, 9]}
    return {"entries": 10_000, "peer": "70 entries", **usual, **fields}


def test_page_of_performance_is_drawn_from_the_results():
    text = PAGE.read_text(encoding="utf-8")

    assert drawn(text) == text
    for name, draw in PICTURES.items():
        assert (IMAGES / name).read_text(encoding="utf-8") == draw()
        assert f"](images/{name})" in text


def test_table_says_what_is_reached_and_what_is_not_measured():
    larger = {"entries": 100_000, "peer": "10,000 entries"}
    lines = [line(), line(**larger, ratio=1.5, queries=[9, 10]), line(page="search", limit=2.0)]

    rows = table(lines).splitlines()[2:]

    assert rows == [
        "| list | 1.10 × (1.00–1.20) | 1.50 × (1.00–1.20) | 9 → 10 | ≤ 1.3 × | no |",
        "| search | 1.10 × (1.00–1.20) | not measured | 9 | ≤ 2.0 × | not measured |",
    ]


def test_goals_without_a_result_say_so_and_every_goal_missed_says_why():
    rows = [row.split(" | ") for row in thirteen([]).splitlines()[2:]]

    assert [row[0] for row in rows] == [f"| {number}" for number in range(1, 14)]
    for row in rows:
        reached, _of, lines = row[5].partition(" of ")
        assert reached == "not measured" or int(reached) <= int(lines)
        assert (reached == lines) == (row[6] == " |")


def test_page_is_as_old_as_the_state_that_replaced_it_when_it_was_asked_for():
    moments = [0.0, 10.0, 20.0]
    seen = [Seen(9.5, 0, "hit"), Seen(10.8, 0, "hit"), Seen(13.0, 0, "hit"), Seen(25.0, 2, "hit")]

    assert list(ages(seen, moments)) == pytest.approx([0.0, 0.8, 3.0, 0.0])


def test_share_of_those_who_ask_is_that_of_readers_who_look_at_the_age():
    assert [readers(connections) for connections in LEVELS] == [4, 4, 16, 64]


def test_mix_asks_for_the_same_in_the_shares_that_it_promises():
    def drawn_addresses():
        return list(Mix(["keras", "jax"], ["网络", "tensor"]).addresses(2000))

    asked = drawn_addresses()

    starts = {"api": "/api/v1/", "en": "/en/", "zh": "/zh-hans/", "map": "/sitemap.xml"}
    shares = {name: sum(one.startswith(start) for one in asked) for name, start in starts.items()}
    assert asked == drawn_addresses()
    assert shares == {"api": 215, "en": 910, "zh": 859, "map": 16}
    assert all(one.isascii() for one in asked)


def test_same_seed_writes_the_same_texts():
    assert Writer().text("summary") == Writer().text("summary") != Writer(1).text("summary")


@pytest.mark.django_db
def test_generated_catalogue_is_one_that_readers_see(client):
    make_feature("speed")
    make_category("low-level")

    fill(25)
    facets.rebuild()

    page = client.get("/en/frameworks/?page=2")
    revision = FrameworkRevision.objects.live().get(entry__slug="g-0")
    assert Facets().numbers[EVERY] == FrameworkRevision.objects.live().count() == 25
    assert len(page.context["frameworks"]) == 5
    assert all([revision.summary_zh, revision.summary_en])
    assert FrameworkRevision.objects.open().count() == 1


@pytest.mark.django_db
def test_catalogue_of_a_bench_has_the_documents_that_publishing_makes():
    make_feature("speed")
    make_category("low-level")

    fill_up(3, with_search=False)

    ready = ReadyDocument.objects.filter(kind="framework").values_list("slug", flat=True)
    assert {*ready} == {"g-0", "g-1", "g-2"}


def test_profile_names_the_part_that_ran():
    used = Counter()

    with sampled(used):
        until = process_time() + 0.2
        while process_time() < until:
            proofread("1.用 Pytorch ,快", "1. Pytorch is fast", names=["PyTorch"])

    assert used.most_common(1)[0][0] == "catalog.proofread"
