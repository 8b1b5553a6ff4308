"""What the benches measured: JSON lines in bench/results/, one file for each bench."""

import json
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from catalog.whole_files import write_whole

FOLDER = Path(__file__).with_name("results")


def write(bench, lines):
    """Put lines into the file of a bench, in place of older ones of the same goal and name.

    Each has at least `goal` (its number in docs/performance.md), `name`, `ratio`, `spread` (the
    lower and the upper quartile of the ratio) and `peer`, what it is compared to; the time is
    added.
    """
    at = datetime.now(UTC).isoformat(timespec="seconds")
    written = [{**line, "at": at} for line in lines]
    replaced = {_identity(line) for line in written}
    kept = [line for line in read(bench) if _identity(line) not in replaced]
    FOLDER.mkdir(exist_ok=True)
    texts = (json.dumps(line, ensure_ascii=False) + "\n" for line in [*kept, *written])
    write_whole(FOLDER / f"{bench}.jsonl", "".join(texts))


def read(bench):
    """The lines of a bench, oldest first; none when it never ran."""
    file = FOLDER / f"{bench}.jsonl"
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


def _identity(line):
    return line["goal"], line["name"]


def quartiles(numbers):
    """Lower quartile, median and upper quartile."""
    return quantiles(numbers, n=4) if len(numbers) > 1 else [*numbers] * 3


def compared(peer, ours):
    """`ratio` and `spread` of ours to the peer's, round by round."""
    low, middle, high = quartiles([b / a for a, b in zip(peer, ours, strict=True)])
    return {"ratio": round(middle, 2), "spread": [round(low, 2), round(high, 2)]}


def once(ratio):
    """`ratio` and `spread` of what is measured once."""
    return {"ratio": round(ratio, 3), "spread": [round(ratio, 3)] * 2}
