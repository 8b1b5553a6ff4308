"""Draws docs/performance.md: `python -m bench.page` puts what was measured between its marks.

The two pictures of the page are drawn too.
"""

import re
from pathlib import Path

from bench import pictures
from bench.goals import GOALS
from bench.record import FOLDER, read
from catalog.whole_files import write_whole

ENGINES = ("sqlite", "postgresql")
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
IMAGES = PAGE.parent / "images"
SHAPES = {"sqlite": "circle", "postgresql": "square"}
NAMES = r"growth-\w+|large|delivery|documents|bulk|cms|load|thirteen|profiles"
# Of what is drawn from several files.
LARGE = [f"{what}-{one}" for what in ("search", "publishing") for one in ENGINES]
FILES = {"large": [*LARGE, "plans"]}
MARKED = re.compile(rf"(<!-- ({NAMES}) -->\n).*?(<!-- end -->)", re.S)


def drawn(text):
    """The page with its tables drawn anew from the results."""

    def put(found):
        draw = DRAWN.get(found[2], table)
        lines = [line for file in FILES.get(found[2], [found[2]]) for line in read(file)]
        return found[1] + draw(lines) + found[3]

    return MARKED.sub(put, text)


def goals(lines):
    """A row for each line: what was compared, to what, and whether it is what was wanted."""
    if not lines:
        return "Not measured yet.\n"
    rows = [["goal", "what", "compared with", "ratio", "wanted", "reached"], ["---"] * 6]
    for line in lines:
        told = [str(line["goal"]), line["name"], line["peer"], _ratio(line)]
        rows.append([*told, *_wanted(line)])
    return _laid_out(rows)


def _laid_out(rows):
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _wanted(line):
    """The limit, and whether it is kept; dashes where there is none."""
    if "at_most" not in line and "at_least" not in line:
        return "–", "–"
    limit = f"≤ {line['at_most']}" if "at_most" in line else f"≥ {line['at_least']}"
    return f"{limit} ×", _yes(line)


def thirteen(_lines):
    """A row for each goal, with the line that is farthest from it among all results."""
    rows = [["goal", "what", "wanted", "farthest from it", "compared with", "reached", "why not"]]
    rows.append(["---"] * len(rows[0]))
    for number, lines in _by_goal().items():
        goal = GOALS[number]
        reached, verdict = _count_reached(lines)
        worst = min(lines, key=_reach, default=None)
        said = [f"{worst['name']}: {_ratio(worst)}", worst["peer"]] if worst else ["", ""]
        why = goal.why if reached < len(lines) or not lines else ""
        rows.append([str(number), goal.work, goal.wanted, *said, verdict, why])
    return _laid_out(rows)


def _count_reached(lines):
    """How many reach their goal, as a number and in words."""
    reached = sum(_reach(line) >= 1 for line in lines)
    return reached, f"{reached} of {len(lines)}" if lines else "not measured"


def _by_goal():
    """The lines of every bench that have a limit; of growth, those of the largest catalogue."""
    lines = [line for file in sorted(FOLDER.glob("*.jsonl")) for line in read(file.stem)]
    lines = [line for line in lines if {"at_most", "at_least", "limit"} & set(line)]
    largest = max((line["entries"] for line in lines if "limit" in line), default=0)
    found = {number: [] for number in GOALS}
    for line in lines:
        if "limit" not in line or line["entries"] == largest:
            found[line["goal"]].append(line)
    return found


def _reach(line):
    """1 and more: the goal is reached."""
    if "at_least" in line:
        return line["ratio"] / line["at_least"]
    limit = line.get("at_most", line.get("limit"))
    return limit / line["ratio"] if line["ratio"] else float("inf")


def _yes(line):
    return "yes" if _reach(line) >= 1 else "no"


def levels(lines):
    """A row for each number of connections: what was asked, and what must not have come."""
    if not lines:
        return "Not measured yet.\n"
    head = ["connections", "seconds", "answers", "publishes", "5xx", "lost", "readers of the page"]
    head += ["answers to them", "older than 1 s", "oldest", "memory of a worker"]
    rows = [head, ["---"] * len(head)]
    for line in sorted(lines, key=lambda line: line["connections"]):
        counts = ("connections", "seconds", "requests", "publishes", "faults", "lost", "readers")
        memory = f"{line['memory']} MB, {line['ratio']:.2f} × of before"
        numbers = [f"{line[name]:,}" for name in (*counts, "asked", "old")]
        rows.append([*numbers, f"{line['oldest']:.1f} s", memory])
    return _laid_out(rows)


def shares(lines):
    """A row for each kind of work: which parts of the program used the processor's time."""
    if not lines:
        return "Not measured yet.\n"
    rows = [["goal", "work", "where the time goes"], ["---"] * 3]
    for line in sorted(lines, key=lambda line: line["goal"]):
        parts = ", ".join(f"{part} {share:.0%}" for part, share in line["shares"])
        rows.append([str(line["goal"]), line["name"], parts])
    return _laid_out(rows)


def table(lines):
    """A row for each page: how it grows from one size to the next, and whether that is enough."""
    if not lines:
        return "Not measured yet.\n"
    sizes = list(dict.fromkeys(line["peer"].split()[0] for line in lines))
    steps = [(size, larger) for size, larger in _steps(lines) if size in sizes]
    head = ["page", *(f"{small} → {large}" for small, large in steps), "queries", "goal", "reached"]
    rows = [head, ["---"] * len(head)]
    for page in dict.fromkeys(line["page"] for line in lines):
        found = {_step(line): line for line in lines if line["page"] == page}
        rows.append([page, *(_ratio(found.get(step)) for step in steps), *_verdict(found, steps)])
    return _laid_out(rows)


def _steps(lines):
    return sorted({_step(line) for line in lines}, key=lambda step: int(step[1].replace(",", "")))


def _step(line):
    return line["peer"].split()[0], f"{line['entries']:,}"


def _ratio(line):
    if line is None:
        return "not measured"
    ratio, low, high = map(_number, (line["ratio"], *line["spread"]))
    return f"{ratio} × ({low}–{high})"


def _number(value):
    """Two digits, also of a small part."""
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def _verdict(found, steps):
    """Queries at the sizes, the goal, and whether the last step reaches it."""
    last = found.get(steps[-1])
    counts = [number for step in steps if step in found for number in found[step]["queries"]]
    queries = " → ".join(str(number) for number in dict.fromkeys(counts))
    limit = max(line["limit"] for line in found.values())
    verdict = _yes(last) if last else "not measured"
    return queries, f"≤ {limit:.1f} ×", verdict


def picture_of_goals():
    """Each line beside its goal, by how many times it is reached."""
    rows = []
    for number, lines in _by_goal().items():
        dots = [_dot(line, _reach(line)) for line in lines]
        label = f"{number}  {GOALS[number].work}"
        rows.append(pictures.Row(label, dots, goal=1, note=_count_reached(lines)[1]))
    axis = pictures.Axis(
        0.01,
        30,
        (0.01, 0.1, 1, 10),
        lambda value: "goal" if value == 1 else f"{value:g} ×",
        "How many times the goal is reached",
    )
    return pictures.drawn("What was measured, beside the goals", rows, axis)


def picture_of_growth():
    """How many times the time of each page, on both engines, beside what it may be."""
    lines, rows = [line for line in _by_goal()[7] if "page" in line], []
    for page in dict.fromkeys(line["page"] for line in lines):
        found = [line for line in lines if line["page"] == page]
        dots = [_dot(line, line["ratio"], SHAPES[line["engine"]]) for line in found]
        rows.append(pictures.Row(page, dots, goal=found[0]["limit"]))
    axis = pictures.Axis(
        0.9, 2.2, (1, 1.3, 2), lambda value: f"{value:g} ×", "● SQLite   ■ PostgreSQL"
    )
    return pictures.drawn("How pages grow from 10,000 to 100,000 frameworks", rows, axis)


def _dot(line, at, shape="circle"):
    said = f"{line['name']}: {_ratio(line)} of {line['peer']}"
    return pictures.Dot(at, _reach(line) >= 1, said, shape)


PICTURES = {
    "performance-goals.svg": picture_of_goals,
    "performance-growth.svg": picture_of_growth,
}

DRAWN = {
    **dict.fromkeys(("large", "delivery", "documents", "bulk", "cms"), goals),
    "load": levels,
    "thirteen": thirteen,
    "profiles": shares,
}


def main():
    write_whole(PAGE, drawn(PAGE.read_text(encoding="utf-8")))
    for name, draw in PICTURES.items():
        write_whole(IMAGES / name, draw())
    print(f"{PAGE.name} is drawn from {', '.join(sorted(one.name for one in FOLDER.glob('*')))}")


if __name__ == "__main__":
    main()
