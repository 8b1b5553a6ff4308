"""The form of `expected.txt`, which people read: addresses that answer alike stand together.

A block says in a comment who may do what there and why, then gives for each method the answer to
each person, then lists the addresses. `{a,b}` stands for one address with `a` and one with `b`.
"""

import re
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

FILE = Path(__file__).parent / "expected.txt"
INDENT = "    "
UNREVIEWED = "# NEW: say who may do what here, and why."
# The part of an address that names a table; addresses that differ in nothing else share a line.
TABLE = re.compile(r"(?<=/admin/catalog/)\w+(?=/)|(?<=model_name=)\w+|(?<=kind=)\w+|(?<=/v1/)\w+")
CHOICE = re.compile(r"\{([a-z]\w*(?:,[a-z]\w*)+)\}")
WIDTH = 100


@dataclass
class Block:
    """Addresses with the same answers: a tuple of (methods, statuses), the first as ``GET,HEAD``."""

    answers: tuple
    keys: list = field(default_factory=list)
    reason: list = field(default_factory=list)


def parse(text):
    """The blocks of the file, in its order."""
    blocks = []
    for is_empty, lines in groupby(text.splitlines(), key=lambda line: not line.strip()):
        block = None if is_empty else _block(list(lines))
        if block and block.keys:  # the head of the file has none
            blocks.append(block)
    return blocks


def _block(lines):
    rows = [line.split() for line in lines if not line.startswith(("#", INDENT))]
    listed = [line.strip() for line in lines if line.startswith(INDENT)]
    return Block(
        answers=tuple((methods, tuple(statuses)) for methods, *statuses in rows),
        keys=[key for line in listed for key in _expanded(line)],
        reason=[line for line in lines if line.startswith("#")],
    )


def blocks_of(answers, order):
    """Blocks of {key: {method: statuses}}, with the reasons of those that `order` holds already.

    They stand in the order of `order`, and new ones at the end.
    """
    found = {block.answers: Block(block.answers, reason=block.reason) for block in order}
    for key, by_method in answers.items():
        alike = {}
        for method, statuses in by_method.items():
            alike.setdefault(tuple(statuses), []).append(method)
        rows = tuple((",".join(methods), statuses) for statuses, methods in alike.items())
        found.setdefault(rows, Block(rows, reason=[UNREVIEWED])).keys.append(key)
    return [block for block in found.values() if block.keys]


def text_of(blocks, *, head, persons):
    """The text of the file."""
    heading = _row("# methods", persons)
    return "\n".join([head, heading, *map(_text_of_block, blocks)])


def _text_of_block(block):
    rows = [_row(methods, statuses) for methods, statuses in block.answers]
    lines = [*block.reason, *rows, *(f"{INDENT}{line}" for line in _folded(block.keys))]
    return "\n" + "\n".join(lines) + "\n"


def _row(first, others):
    return "  ".join([first.ljust(41), *(text.ljust(9) for text in others)]).rstrip()


def _folded(keys):
    """The addresses, with those that differ in the name of a table on one line."""
    named = {}
    for key in keys:
        match = TABLE.search(key)
        form = (key[: match.start()], key[match.end() :]) if match else (key, "")
        named.setdefault(form, []).append(match[0] if match else "")
    return [
        before + (names[0] if len(names) == 1 else f"{{{','.join(names)}}}") + after
        for (before, after), all_names in named.items()
        for names in _portions(all_names)
    ]


def _portions(names):
    """The names, in portions that fit on a line."""
    portions, length = [[]], 0
    for name in names:
        if portions[-1] and length + len(name) > WIDTH:
            portions.append([])
            length = 0
        portions[-1].append(name)
        length += len(name) + 1
    return portions


def _expanded(line):
    match = CHOICE.search(line)
    if match is None:
        return [line]
    return [line[: match.start()] + name + line[match.end() :] for name in match[1].split(",")]
