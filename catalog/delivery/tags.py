"""Names under which caches further out find the answers that a change touches.

A page shows an entry when it names its address, so the names are read off the finished bytes. An
address that is not of one entry (a list, a search, a feed) may show any entry tomorrow: it is
called `lists`, and so is one that names more entries than a header holds. What is of a framework
prints terms without their addresses, and is called `terms` too.
"""

import re

LISTS, TERMS = "lists", "terms"
# Networks take 16 KB of names, and proxies 4 or 8 KB of headers by default.
MOST_BYTES = 2000

KINDS = rb"(frameworks|features|categories|articles|combinations|glossary|sources)"
NAMED = re.compile(rb"/(?:en|zh-hans|api/v1)/" + KINDS + rb"/([\w.-]+)/")
OWN = re.compile(rb"/(?:en|zh-hans|api/v1)/" + KINDS + rb"/([\w.-]+)/.*")


def tags(path, body):
    """The names of an answer, its own entry first, the others sorted."""
    own = OWN.fullmatch(path.encode("latin-1", "replace"))
    if own is None:
        return [LISTS]
    mine = _tag(*own.groups())
    named = {_tag(*pair) for pair in NAMED.findall(body)} - {mine}
    if sum(map(len, named)) > MOST_BYTES:
        named = {LISTS}
    if own[1] == b"frameworks":
        named.add(TERMS)
    return [mine, *sorted(named)]


def _tag(kind, slug):
    return f"{kind.decode()}/{slug.decode()}"
