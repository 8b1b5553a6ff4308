"""The three-way merge, as a whole."""

import pytest

from catalog.merging import MINE, THEIRS, merge, same, with_texts


def state(fields=None, rows=None):
    return {"fields": fields or {}, "rows": {"facts": rows or {}}}


def outcome(base, theirs, mine, choices=None):
    done = merge(base, theirs, mine, choices)
    cells = [[cell.pointer for cell in side] for side in (done.conflicts, done.theirs, done.mine)]
    return done.state, *cells


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged", "kinds"),
    [
        ("a", "a", "a", "a", ""),
        ("a", "b", "a", "b", "theirs"),
        ("a", "a", "b", "b", "mine"),
        ("a", "b", "b", "b", ""),
        ("a", "b", "c", "b", "conflict"),
        ("a\nb", "a\r\nb", "a\nb ", "a\r\nb", ""),
    ],
)
def test_field(base, theirs, mine, merged, kinds):
    sides = [state({"name": [value]}) for value in (base, theirs, mine)]

    found, conflicts, their, own = outcome(*sides)

    assert found == state({"name": [merged]})
    named = {"conflict": conflicts, "theirs": their, "mine": own}
    assert {kind: cells for kind, cells in named.items() if cells} == (
        {kinds: ["name"]} if kinds else {}
    )


def test_order_of_several_values_is_no_change():
    assert same(["1", "2"], ["2", "1"])
    assert not same(["1"], ["1", "2"])


def test_choice_settles_a_conflict():
    sides = [state({"name": [value]}) for value in "abc"]

    assert merge(*sides, {"name": MINE}).state == state({"name": ["c"]})
    assert merge(*sides, {"name": THEIRS}).state == state({"name": ["b"]})
    assert merge(*sides, {"other": MINE}).conflicts


def test_without_a_base_every_difference_is_a_conflict():
    theirs, mine = state({"a": ["1"], "b": ["2"]}), state({"a": ["1"], "b": ["3"]})

    assert outcome(None, theirs, mine)[1:] == (["b"], [], [])


def test_field_that_the_form_does_not_have_stays_as_it_is():
    base, theirs = state({"a": ["1"], "b": ["1"]}), state({"a": ["1"], "b": ["2"]})

    assert outcome(base, theirs, state({"a": ["5"]})) == (
        state({"a": ["5"], "b": ["2"]}),
        [],
        [],
        ["a"],
    )


ROW, OTHER, THIRD = ({"note": [value]} for value in ("a", "b", "c"))


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged", "conflicts"),
    [
        ({"1": ROW}, {}, {"1": ROW}, {}, []),
        ({"1": ROW}, {"1": ROW}, {}, {}, []),
        ({"1": ROW}, {}, {}, {}, []),
        ({"1": ROW}, {}, {"1": OTHER}, {}, ["facts/1"]),
        ({"1": ROW}, {"1": OTHER}, {}, {"1": OTHER}, ["facts/1"]),
        ({}, {"1": ROW}, {}, {"1": ROW}, []),
        ({}, {}, {"new-0": ROW}, {"new-new-0": ROW}, []),
        ({}, {"1": ROW}, {"new-0": ROW}, {"1": ROW}, []),
        ({}, {"1": ROW}, {"new-0": OTHER}, {"1": ROW, "new-new-0": OTHER}, []),
        ({"1": ROW}, {"1": OTHER}, {"1": THIRD}, {"1": OTHER}, ["facts/1/note"]),
    ],
)
def test_rows(base, theirs, mine, merged, conflicts):
    found = outcome(*(state(rows=rows) for rows in (base, theirs, mine)))

    assert found[:2] == (state(rows=merged), conflicts)


def test_row_that_was_deleted_can_be_put_back():
    sides = [state(rows=rows) for rows in ({"1": ROW}, {}, {"1": OTHER})]

    assert merge(*sides, {"facts/1": MINE}).state == state(rows={"new-1": OTHER})


def test_texts_written_by_hand_count_as_mine():
    mine = state({"a": ["1"]}, {"7": {"note": ["2"]}})

    found = with_texts(mine, {"a": "x", "facts/7/note": "y", "b": "z", "facts/8/note": "z"})

    assert found == state({"a": ["x"]}, {"7": {"note": ["y"]}})
    assert mine == state({"a": ["1"]}, {"7": {"note": ["2"]}})
