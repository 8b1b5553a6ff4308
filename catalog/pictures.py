"""Where everything stands in a picture: pure geometry, drawn by templates as inline SVG.

All lengths are user units of the SVG, which is `WIDTH` units wide: the width of a phone, so that
text of 12 units is legible there and larger everywhere else. A partial date is an interval: 2015
lasts a year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

WIDTH = 360
ROW = 30
MARGIN = 14
AXIS = 24  # room for the years above the first row
ARC_REACH = 100  # how far the widest arc bows out to the left of the names
ARC_STEP = 9  # how much further an arc bows for each row that it passes
NODE_X = ARC_REACH + 16
NAME_X = NODE_X + 46  # behind the year
LETTER = 7  # a generous width for one letter of a name

Scale = Callable[[float], float]  # from a year to its place on the axis


def interval(partial: str) -> tuple[float, float]:
    """The span of a partial date in years: ``2015-07`` is (2015.5, 2015.583…)."""
    year, *rest = (int(part) for part in partial.split("-"))
    if not rest:
        return float(year), float(year + 1)
    start = year + (rest[0] - 1) / 12
    if len(rest) == 1:
        return start, start + 1 / 12
    day = start + (rest[1] - 1) / 366
    return day, day + 1 / 366


@dataclass
class Life:
    """What is drawn of one framework; `key` tells it from others, dates are partial dates."""

    key: Hashable
    label: str
    born: str = ""
    latest: str = ""
    ended: str = ""
    url: str = ""
    y: float = 0
    marks: dict[str, float] = field(default_factory=dict)

    @property
    def short_label(self) -> str:
        """The name, cut where a phone has no room for it behind the year."""
        most = (WIDTH - NAME_X) // LETTER + 1
        return self.label if len(self.label) <= most else f"{self.label[: most - 1].rstrip()}…"

    @property
    def anchor(self) -> str:
        """A name begins where its bar does, unless that leaves no room for it."""
        room = WIDTH - self.marks["born"]
        return "start" if len(self.label) * LETTER < room else "end"

    @property
    def name_x(self) -> float:
        return WIDTH if self.anchor == "end" else self.marks["born"]


@dataclass(frozen=True)
class Arc:
    """One relation from row to row, as an SVG path that ends at its target."""

    source: Hashable
    target: Hashable
    type: str
    title: str
    path: str


@dataclass(frozen=True)
class Picture:
    height: float
    lives: list[Life]
    arcs: list[Arc] = field(default_factory=list)
    years: list[tuple[int, float]] = field(default_factory=list)
    width: int = WIDTH
    node_x: int = NODE_X

    @property
    def families(self) -> list[str]:
        """The kinds of arcs, for one arrow-head and one line of the legend each."""
        return sorted({arc.type for arc in self.arcs})


def in_order(lives: Iterable[Life]) -> list[Life]:
    """By birth, the oldest first; what has no date stands last. Equals stay in the given order."""
    return sorted(lives, key=lambda life: (not life.born, life.born))


def lineage(
    lives: Iterable[Life], relations: Iterable[tuple[Hashable, Hashable, str, str]]
) -> Picture:
    """Names in order of birth, and an arc for each relation (source, target, type, title)."""
    rows = in_order(lives)
    for index, life in enumerate(rows):
        life.y = MARGIN + index * ROW + ROW / 2
    places = {life.key: index for index, life in enumerate(rows)}
    drawn: Counter[frozenset[Hashable]] = Counter()
    arcs = []
    for source, target, type_, title in relations:
        if source not in places or target not in places:
            continue
        pair = frozenset((source, target))
        path = _arc(rows[places[source]].y, rows[places[target]].y, nth=drawn[pair])
        drawn[pair] += 1
        arcs.append(Arc(source, target, type_, title, path))
    return Picture(2 * MARGIN + ROW * len(rows), rows, arcs)


def _arc(start: float, end: float, *, nth: int) -> str:
    """A bow to the left of the names; the `nth` between the same two rows bows further out."""
    rows_passed = abs(end - start) / ROW
    # A cubic curve reaches three quarters of the way to its control points.
    bow = min(14 + ARC_STEP * rows_passed + 7 * nth, ARC_REACH) / 0.75
    x = NODE_X - 8
    return f"M{x} {start:g}C{x - bow:.1f} {start:g} {x - bow:.1f} {end:g} {x} {end:g}"


def timeline(lives: Iterable[Life], *, today: str) -> Picture:
    """A bar for each life that has a birth, from there to its end or to `today`.

    `marks` of a life are places along the axis: ``born`` and ``born_width`` (as wide as the date is
    vague), ``latest``, ``end`` and ``bar_width``.
    """
    rows = [life for life in in_order(lives) if life.born]
    first = min((_start(life.born) for life in rows), default=_start(today))
    scale = _scale(int(first), _end(today))
    for index, life in enumerate(rows):
        life.y = AXIS + MARGIN + index * ROW + ROW * 0.75
        life.marks = _marks(life, scale, today)
    years = [(year, round(scale(year), 1)) for year in _round_years(int(first), int(_end(today)))]
    return Picture(AXIS + 2 * MARGIN + ROW * len(rows), rows, years=years)


def _marks(life: Life, scale: Scale, today: str) -> dict[str, float]:
    born, born_end = scale(_start(life.born)), scale(_end(life.born))
    end = scale(_end(life.ended or today))
    marks = {"born": born, "born_width": max(born_end - born, 3), "end": end}
    marks["bar_width"] = max(end - born, 3)
    if life.latest:
        marks["latest"] = scale(_start(life.latest))
    return {name: round(value, 1) for name, value in marks.items()}


def _scale(first: float, last: float) -> Scale:
    """A function from a year to its place on the axis."""
    room = WIDTH - 2 * MARGIN
    return lambda year: MARGIN + (year - first) / (last - first) * room


def _round_years(first: int, last: int) -> list[int]:
    return [year for year in range(first, last + 1) if year % 5 == 0]


def _start(partial: str) -> float:
    return interval(partial)[0]


def _end(partial: str) -> float:
    return interval(partial)[1]


@dataclass(frozen=True)
class Part:
    """A part of a stacked bar; `share` is in percent of the whole bar."""

    style: str
    label: str
    count: int
    x: float
    width: float
    share: float


def stacked(parts: Sequence[tuple[str, str, int]], *, width: float = WIDTH) -> list[Part]:
    """One bar of parts (style, label, count), each as wide as its share of `width`."""
    whole = sum(count for _style, _label, count in parts)
    found, x = [], 0.0
    for style, label, count in parts:
        if not count:
            continue
        part = count / whole * width
        found.append(Part(style, label, count, round(x, 2), round(part, 2), 100 * count / whole))
        x += part
    return found


GLANCE_ROW = 36
# How much of its bar a verdict fills; what is not here leaves an empty one.
FILLED = {"supported": 1.0, "outdated": 1.0, "partly": 0.5}


@dataclass(frozen=True)
class Glance:
    """One subject of an assessment: its name above, and a bar that its verdict fills."""

    label: str
    anchor: str
    style: str
    word: str
    y: float
    filled: float


def glance(subjects: Iterable[tuple[str, str, str, str]]) -> list[Glance]:
    """A row for each subject: (name, anchor on the page, verdict, word for the verdict)."""
    return [
        Glance(
            label,
            anchor,
            verdict.replace("_", "-"),
            word,
            index * GLANCE_ROW,
            FILLED.get(verdict, 0) * WIDTH,
        )
        for index, (label, anchor, verdict, word) in enumerate(subjects)
    ]


CELLS_ACROSS = 14


@dataclass(frozen=True)
class Cell:
    """One row of the article as a square that leads to it."""

    number: int
    anchor: str
    style: str
    title: str
    x: float
    y: float


def mosaic(rows: Iterable[tuple[int, str, str, str]]) -> tuple[list[Cell], float, float]:
    """A square for each row (number, anchor, style, title) in reading order; size, whole height."""
    size = WIDTH / CELLS_ACROSS
    cells = [
        Cell(
            number,
            anchor,
            style.replace("_", "-"),
            title,
            round(index % CELLS_ACROSS * size, 2),
            round(index // CELLS_ACROSS * size, 2),
        )
        for index, (number, anchor, style, title) in enumerate(rows)
    ]
    lines = -(-len(cells) // CELLS_ACROSS)
    return cells, round(size, 2), round(lines * size, 2)
