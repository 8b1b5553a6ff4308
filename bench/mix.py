"""What readers ask for: `python -m bench.mix ENTRIES FILE` fills a database and writes addresses.

80 % pages, half in each language; 12 % documents of the API; 5 % searches; 2 % feeds and the
sitemap. Which of a kind is drawn by Zipf's law, the first pages before all entries. The last
per cent of the mix, an editor, is no reader: `bench.load` lets one publish.
"""

import random
import sys
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote

from bench.start import set_up

ADDRESSES = 20_000
LANGUAGES = ("zh-hans", "en")
FIRST = ("", "frameworks/", "matrix/", "glossary/", "features/", "compare/", "changes/", "about/")
MACHINE = (
    "/sitemap.xml",
    "/zh-hans/feeds/changes.atom",
    "/en/feeds/changes.atom",
    "/zh-hans/feeds/releases.atom",
    "/en/feeds/releases.atom",
)


class Mix:
    """Draws addresses; the same ones for the same slugs and words."""

    def __init__(self, slugs, words, *, seed=2026):
        self.random = random.Random(seed)  # noqa: S311  readers, not secrets
        entries = [f"frameworks/{slug}/" for slug in slugs]
        self.kinds = [
            (80, "/{language}/{one}", [*FIRST, *entries]),
            (12, "/api/v1/{one}?lang={language}", ["frameworks/", "features/", *entries]),
            (5, "/{language}/search/?q={one}", [quote(word) for word in words]),
            (2, "{one}", MACHINE),
        ]
        self.shares = [share for share, _form, _ones in self.kinds]
        self.weights = [
            list(accumulate(1 / rank for rank in range(1, len(ones) + 1)))
            for _share, _form, ones in self.kinds
        ]

    def addresses(self, count):
        for place in self.random.choices(range(len(self.kinds)), self.shares, k=count):
            _share, form, ones = self.kinds[place]
            (one,) = self.random.choices(ones, cum_weights=self.weights[place])
            yield form.format(language=self.random.choice(LANGUAGES), one=one)


def main(entries, file):
    set_up()
    from bench.databases import fill_up
    from catalog.models import FrameworkRevision, GlossaryTermRevision

    fill_up(entries)
    # The shipped ones were there first, and are asked for most.
    slugs = FrameworkRevision.objects.live().order_by("entry_id").values_list("entry__slug")
    terms = GlossaryTermRevision.objects.live().order_by("entry__slug")
    words = [word for pair in terms.values_list("name_zh", "name_en") for word in pair if word]
    mix = Mix([slug for (slug,) in slugs], words)
    Path(file).write_text("".join(f"{one}\n" for one in mix.addresses(ADDRESSES)))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
