"""One document of the index: its texts in both languages, and the tokens that it is found by."""

import re
from typing import NamedTuple

from catalog import text as markup
from catalog.bilingual import EN, ZH, column
from catalog.choices import SearchKind
from catalog.models import SearchDocument
from catalog.search import tokens

# Raise this with every change of what is indexed or how: `rebuild_search --if-stale` looks at it.
RECIPE = 3

# A row or a source repeats the names of what it is about, which is to stand above it.
NAMED_BY_OTHERS = (SearchKind.ROW, SearchKind.SOURCE)
_BRACKETS = re.compile(r"[()（）]")
_MARKUP = re.compile(r"[*_`<>&\[\]\\~]|^\s*(?:[-+#]|\d+[.)])", re.M)
LONGEST_NAME = 400


class Texts(NamedTuple):
    """A text in both languages, each paragraph on a line of its own."""

    zh: str
    en: str


def neutral(text):
    """A text that is the same in both languages."""
    return Texts(text, text)


def both(row, field):
    """A bilingual field of a row, without its markup."""
    return Texts(*(_plain(getattr(row, column(field, language))) for language in (ZH, EN)))


def by_script(text):
    """A text that says nothing of its language: what holds Chinese characters is Chinese."""
    return Texts(text, "") if tokens.has_han(text) else Texts("", text)


def joined(texts, *, separator="\n"):
    columns = zip(*texts, strict=True)
    return Texts(*(separator.join(filter(None, dict.fromkeys(column))) for column in columns))


def _plain(text):
    return markup.plain(text) if _MARKUP.search(text) else " ".join(text.split())


NOTHING = Texts("", "")


def document(
    kind,
    owner,
    *,
    slug,
    names,
    other_names=(),
    handles=(),
    reading="",
    facts=(),
    addresses=(),
    lead=NOTHING,
    body=NOTHING,
    is_named=True,
    **place,
):
    """An unsaved document.

    `owner` is the kind and the slug of the entry that brings it; `other_names` are names too,
    `handles` what repositories and packages are called; `reading` is how the Chinese name is said,
    `facts` are what ordinary words may mean, as column/value, `addresses` what is found and makes
    no passage. `place` orders what is equally good: the shorter name first, unless it is given;
    `anchor` is the place on the page. What is not
    `is_named` bears a name that belongs to something else, and is not found by it.
    """
    others = [*dict.fromkeys(filter(None, [*other_names, *_parts(*names, *other_names)]))]
    own_names = [*names, *others] if is_named else []
    found = _tokens(kind, own_names, [*filter(None, handles)], lead, body)
    found |= {tokens.ANY + term for term in _terms(addresses)}
    found |= {tokens.FACT + tokens.key(fact) for fact in (f"{kind}/{slug}", *facts)}
    if is_named and kind not in NAMED_BY_OTHERS:
        found |= {tokens.HANDLE + one for one in _said(names, others, reading)}
    return SearchDocument(
        kind=kind,
        slug=slug,
        owner_kind=owner[0],
        owner_slug=owner[1],
        recipe=RECIPE,
        name_zh=names.zh[:LONGEST_NAME],
        name_en=names.en[:LONGEST_NAME],
        other_names=[name for name in others if name not in names],
        lead_zh=lead.zh,
        lead_en=lead.en,
        body_zh=body.zh,
        body_en=body.en,
        tokens=" ".join(sorted(found)),
        **{"place": len(names.zh or names.en), **place},
    )


def _parts(*names):
    """What stands outside and inside the brackets of a name: “Torch (Torch7)” is both."""
    for name in names:
        parts = [part.strip() for part in _BRACKETS.split(name)]
        if len(parts) > 1:
            yield from parts


def _tokens(kind, names, handles, lead, body):
    by_name = _terms(names)
    by_lead = by_name | _terms(lead)
    zones = {tokens.KIND: {kind}, tokens.ANY: by_lead | _terms([*handles, *body])}
    if kind in NAMED_BY_OTHERS:
        zones[tokens.TITLE] = _keys(names)
    else:
        zones[tokens.NAME] = _keys(names)
        zones[tokens.HANDLE] = _keys(handles)
        zones[tokens.NAME_WORD] = by_name
        zones[tokens.LEAD] = by_lead
        zones[tokens.NEAR] = _near(names)
    return {zone + term for zone, found in zones.items() for term in found if term}


def _said(names, others, reading):
    """The names as they are typed in pinyin; the stated reading is that of the Chinese name."""
    chinese = next(filter(tokens.has_han, (names.zh, *others)), "")
    return set().union(
        *(
            tokens.pinyin_keys(name, reading=reading if name == chinese else "")
            for name in (*names, *others)
        )
    )


def _keys(names):
    return {*map(tokens.key, names)}


def _near(names):
    words = {word for name in names for word in tokens.latin_words(name)}
    return set().union(*map(tokens.near, words))


def _terms(texts):
    return set().union(*map(tokens.terms_of, texts))
