"""Pictures of what was measured, as SVG that follows the reader's choice of light or dark."""

from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from math import log10
from typing import NamedTuple

WIDTH, ROW, HEAD, LEFT, RIGHT = 880, 32, 46, 320, 80
BESIDE = (0, -5, 5, -10, 10)  # where dots stand that would hide each other
STYLE = """
    svg { --ink: #1b2328; --quiet: #5c6469; --rule: #ddd4c1; --good: #1d5a38; --bad: #942720 }
    @media (prefers-color-scheme: dark) {
      svg { --ink: #ece7db; --quiet: #a9aca8; --rule: #3a4247; --good: #8fcf9f; --bad: #f0a196 }
    }
    text { font: 14px system-ui, "Segoe UI", "Noto Sans", sans-serif; fill: var(--ink) }
    .quiet { fill: var(--quiet); font-size: 13px }
    .end { text-anchor: end }
    .middle { text-anchor: middle }
    line { stroke: var(--rule) }
    .goal { stroke: var(--ink); stroke-width: 2 }
    .reached { fill: var(--good) }
    .missed { fill: none; stroke: var(--bad); stroke-width: 2 }
"""


class Dot(NamedTuple):
    """`shape` is "circle" or "square"; `said` is what its title says."""

    at: float
    reached: bool
    said: str
    shape: str = "circle"


class Row(NamedTuple):
    """`goal` is where its goal lies, `note` stands at its end."""

    label: str
    dots: Sequence[Dot]
    goal: float
    note: str = ""


class Axis(NamedTuple):
    """The values at its ends, those that are written, what each is called, and what it shows."""

    first: float
    last: float
    ticks: Sequence[float]
    named: Callable[[float], str]
    said: str

    def place(self, value):
        """On a logarithmic scale; what lies beyond the ends is put there."""
        within = min(max(value, self.first), self.last)
        share = log10(within / self.first) / log10(self.last / self.first)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def drawn(title, rows, axis):
    """The text of a picture: dots along an axis for each row."""
    height = HEAD + ROW * len(rows) + 12
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        f'<text class="quiet" x="0" y="16">{escape(axis.said)}</text>',
    ]
    for tick in axis.ticks:
        x = axis.place(tick)
        parts.append(f'<text class="quiet middle" x="{x}" y="16">{escape(axis.named(tick))}</text>')
        parts.append(f'<line x1="{x}" x2="{x}" y1="26" y2="{height - 8}"/>')
    for number, row in enumerate(rows):
        parts.extend(_row(row, HEAD + ROW * number + ROW / 2 - 8, axis))
    return "\n".join([*parts, "</svg>", ""])


def _row(row, y, axis):
    x = axis.place(row.goal)
    yield f'<text x="0" y="{y + 5}">{escape(row.label)}</text>'
    yield f'<line class="goal" x1="{x}" x2="{x}" y1="{y - 11}" y2="{y + 11}"/>'
    beside = Counter()
    for dot in sorted(row.dots):
        x = axis.place(dot.at)
        place = round(x / 8)
        up = BESIDE[beside[place] % len(BESIDE)]
        beside[place] += 1
        style = "reached" if dot.reached else "missed"
        yield f'<g class="{style}"><title>{escape(dot.said)}</title>{_shape(dot, x, y + up)}</g>'
    if row.note:
        yield f'<text class="quiet end" x="{WIDTH}" y="{y + 5}">{escape(row.note)}</text>'


def _shape(dot, x, y):
    if dot.shape == "square":
        return f'<rect x="{x - 4}" y="{y - 4}" width="8" height="8"/>'
    return f'<circle cx="{x}" cy="{y}" r="4.5"/>'
