"""Whether pages and their translations name each other."""

import re

ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">')
LANG = re.compile(r'<html lang="([\w-]+)">')
DEFAULT = "x-default"


class Pairs:
    """Holds what each page says about its languages until all of them are known."""

    def __init__(self):
        self._alternates = {}

    def add(self, page):
        if page.is_html and (lang := LANG.search(page.text)):
            named = dict(ALTERNATE.findall(page.text))
            named.pop(DEFAULT, None)
            self._alternates[page.address] = (lang[1], named)

    def faults(self):
        """A page must name itself, and be named the same by every page it names."""
        said = {}
        for address, (lang, named) in self._alternates.items():
            if not named:
                continue
            if lang not in named:
                yield f"{address} names translations but not itself"
            for other, absolute in named.items():
                said.setdefault(absolute, {})[address] = (other, named)
        yield from _disagreements(said)


def _disagreements(said):
    for absolute, by in said.items():
        accounts = {tuple(sorted(named.items())) for _lang, named in by.values()}
        if len(accounts) > 1:
            yield f"the languages of {absolute} are told differently by {', '.join(sorted(by))}"
