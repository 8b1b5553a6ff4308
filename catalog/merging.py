"""Three-way merge of what a form showed (base), what it would show now (theirs) and mine.

A state is plain data: ``{"fields": {name: values}, "rows": {prefix: {key: {name: values}}}}``.
Values are the strings that a browser sends for one field, so a state can be kept as JSON. The key
of a row is its primary key, or starts with ``new`` where the row has none yet; a deleted row is not
there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

Values = list[str]
Row = dict[str, Values]
State = dict[str, Any]
Path = tuple[str, ...]

THEIRS, MINE = "theirs", "mine"


@dataclass(frozen=True)
class Cell:
    """One field or one whole row with its three values; None where it is not there or unknown."""

    path: Path
    base: Any
    theirs: Any
    mine: Any

    @property
    def pointer(self) -> str:
        """What names the cell in a form."""
        return "/".join(self.path)

    @property
    def is_row(self) -> bool:
        return len(self.path) == 2


@dataclass
class Merge:
    """The outcome: the merged state, and what each side contributed to it."""

    state: State
    conflicts: list[Cell] = field(default_factory=list)
    theirs: list[Cell] = field(default_factory=list)
    mine: list[Cell] = field(default_factory=list)


def merge(
    base: State | None, theirs: State, mine: State, choices: dict[str, str] | None = None
) -> Merge:
    """Both sides' changes since `base`; a conflict that no choice settles keeps theirs.

    `choices` says by pointer whose side is taken, `THEIRS` or `MINE`. Without a base nobody knows
    who changed what, so every difference is a conflict.
    """
    done = Merge({"fields": {}, "rows": {}})
    known = base or {}
    done.state["fields"] = _merge_fields(
        done, (), known.get("fields"), theirs["fields"], mine["fields"], choices or {}
    )
    for prefix, rows in theirs["rows"].items():
        done.state["rows"][prefix] = _merge_rows(
            done,
            prefix,
            known.get("rows", {}).get(prefix),
            rows,
            mine["rows"].get(prefix, {}),
            choices or {},
        )
    return done


def same(left: Any, right: Any) -> bool:
    """Whether two values or rows say the same; line ends and outer white space do not count."""
    return bool(_normal(left) == _normal(right))


def _normal(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _normal(values) for name, values in value.items()}
    if value is None:
        return None
    lines = (text.replace("\r\n", "\n").replace("\r", "\n").strip() for text in value)
    return sorted(filter(None, lines))


def _merge_fields(
    done: Merge, path: Path, base: Row | None, theirs: Row, mine: Row, choices: dict[str, str]
) -> Row:
    """One row or the page itself; a field that mine does not have was not in that form."""
    merged = {}
    for name, now in theirs.items():
        cell = Cell((*path, name), (base or {}).get(name), now, mine.get(name, now))
        merged[name] = _settle(done, cell, choices)
    return merged


def _settle(done: Merge, cell: Cell, choices: dict[str, str]) -> Any:
    if same(cell.mine, cell.theirs):
        return cell.theirs
    if same(cell.mine, cell.base):
        done.theirs.append(cell)
        return cell.theirs
    if same(cell.theirs, cell.base):
        done.mine.append(cell)
        return cell.mine
    choice = choices.get(cell.pointer)
    if choice is None:
        done.conflicts.append(cell)
        return cell.theirs
    (done.theirs if choice == THEIRS else done.mine).append(cell)
    return cell.theirs if choice == THEIRS else cell.mine


def with_texts(state: State, texts: dict[str, str]) -> State:
    """The state with the fields that `texts` names by pointer written anew; it is not changed."""
    found: State = {"fields": dict(state["fields"]), "rows": {}}
    for prefix, rows in state["rows"].items():
        found["rows"][prefix] = {key: dict(row) for key, row in rows.items()}
    for pointer, text in texts.items():
        *path, name = pointer.split("/")
        row = reduce(lambda rows, key: rows.get(key, {}), path, found["rows"])
        row = row if path else found["fields"]
        if name in row:
            row[name] = [text]
    return found


def _merge_rows(
    done: Merge,
    prefix: str,
    base: dict[str, Row] | None,
    theirs: dict[str, Row],
    mine: dict[str, Row],
    choices: dict[str, str],
) -> dict[str, Row]:
    merged = {}
    added = [row for key, row in theirs.items() if key not in (base or {})]
    for key in _ordered(theirs, mine):
        path = (prefix, key)
        before, now, wanted = ((side or {}).get(key) for side in (base, theirs, mine))
        if before and wanted:
            wanted = {**before, **wanted}  # what was not in the form that was sent is unchanged
        if now is None and before is None and any(same(wanted, row) for row in added):
            continue  # the same new row arrived before: somebody sent the form twice
        if now is not None and wanted is not None:
            merged[key] = _merge_fields(done, path, before, now, wanted, choices)
        elif now is not None and before is None:
            merged[key] = now  # they added it, or nobody knows that it was there
            done.theirs.append(Cell(path, None, now, None))
        else:
            row = _settle(done, Cell(path, before, now, wanted), choices)
            if row is not None:
                merged[key if now is not None else f"new-{key}"] = row
    return merged


def _ordered(*sides: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(key for side in sides for key in side))
