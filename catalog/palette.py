"""The design tokens of tokens.css, read off that file, and how much its colours stand out.

Contrast is the ratio of WCAG 2.2 ("contrast ratio" and "relative luminance" in its glossary):
from 1 for two equal colours to 21 for black on white.
"""

import re
from dataclasses import dataclass

LIGHT, DARK = "light", "dark"
SELECTORS = {LIGHT: ":root", DARK: ':root[data-theme="dark"]'}

TEXT = 4.5  # WCAG 1.4.3: text of any size
SHAPE = 3.0  # WCAG 1.4.11: borders of controls, the focus ring

GROUNDS = ("bg", "surface", "sunken")
INKS = ("ink", "ink-2", "ink-3", "accent", "accent-strong")
TONES = ("supported", "partly", "contradicted", "outdated", "none", "unknown")
SHAPES = ("rule-strong", "focus")


@dataclass(frozen=True)
class Pair:
    """A colour on a ground, as the name of a token each; `least` is the contrast it must have."""

    ink: str
    ground: str
    least: float

    def contrast(self, tokens: dict[str, str]) -> float:
        return contrast(tokens[f"--c-{self.ink}"], tokens[f"--c-{self.ground}"])


PAIRS = [
    *(Pair(ink, ground, TEXT) for ink in (*INKS, *TONES) for ground in GROUNDS),
    *(Pair(tone, f"{tone}-wash", TEXT) for tone in (*TONES, "accent")),
    Pair("ink", "mark", TEXT),
    Pair("on-accent", "accent", TEXT),
    *(Pair(shape, ground, SHAPE) for shape in SHAPES for ground in GROUNDS),
]


def blocks(css: str) -> list[tuple[str, dict[str, str]]]:
    """Every rule of `css` in order: its selector, and the custom properties it sets."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    return [
        (" ".join(selector.split()), dict(re.findall(r"(--[\w-]+):\s*([^;]+);", body)))
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", bare)
    ]


def schemes(css: str) -> dict[str, dict[str, str]]:
    """The tokens of each scheme by name; what dark does not set again is as in light."""
    found = blocks(css)
    light = next(tokens for selector, tokens in found if selector == SELECTORS[LIGHT])
    dark = next(tokens for selector, tokens in found if selector == SELECTORS[DARK])
    return {LIGHT: light, DARK: {**light, **dark}}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as #rrggbb."""
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb, from 0 for black to 1 for white."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    if channel <= 0.04045:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
