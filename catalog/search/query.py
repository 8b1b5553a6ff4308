"""From what somebody types to what is asked of an engine, bounded whatever was typed."""

from dataclasses import dataclass
from enum import IntEnum

from catalog.search import tokens
from catalog.search.matching import Branch, Token
from catalog.validators import NOT_IN_PARAMETERS

LONGEST = 200
MOST_PIECES = 16
# Of each tier so many are ranked; whoever is not content with them adds a word.
MOST_RESULTS = 500
MOST_NEAR = 100
MOST_SYNONYMS = 6
# What the pieces of a query are worth where no document holds all of them.
WORTH = {tokens.NAME: 8, tokens.NAME_WORD: 4, tokens.LEAD: 2, tokens.ANY: 1}


class Tier(IntEnum):
    """How good a result is; equally good ones stand in the order of kinds, then of `place`."""

    NAME = 0  # the query is the name, or another name
    HANDLE = 1  # it is what a package or repository is called, or the name in pinyin
    BEGINNING = 2  # a name begins so
    NAME_WORD = 3  # a name holds all of it
    NAMED = 4  # a part of it is the name, and everything together holds the rest
    LEAD = 5  # name and summary hold all of it
    TEXT = 6  # everything together does
    SYNONYM = 7  # it holds another word for it, by the glossary


@dataclass(frozen=True)
class Query:
    """The text as it is shown again, and the words and Chinese runs that are looked for."""

    text: str
    pieces: tuple[str, ...]
    is_cut: bool = False

    @property
    def terms(self):
        found = (term for piece in self.pieces for term in tokens.terms(piece))
        return [*dict.fromkeys(found)][: 2 * MOST_PIECES]

    @property
    def key(self):
        return "".join(map(tokens.token, self.pieces))[: tokens.LONGEST_KEY]


def read_query(given):
    """A query out of anything; a long one is cut, and control characters are dropped."""
    text = " ".join(NOT_IN_PARAMETERS.sub(" ", given[:LONGEST]).split())
    pieces = tokens.pieces(text)
    is_cut = len(given) > LONGEST or len(pieces) > MOST_PIECES
    return Query(text, tuple(pieces[:MOST_PIECES]), is_cut)


def by_name(query, *, kind=None, limit=MOST_RESULTS):
    """The branches that find names."""
    whole = {
        Tier.NAME: [Token(tokens.NAME + query.key), Token(tokens.TITLE + query.key)],
        Tier.HANDLE: [Token(tokens.HANDLE + query.key)],
        Tier.BEGINNING: [
            Token(tokens.NAME + query.key, is_prefix=True),
            Token(tokens.HANDLE + query.key, is_prefix=True),
        ],
    }
    branches = [Branch(tier, (tuple(group), *_only(kind)), limit) for tier, group in whole.items()]
    return [*branches, _holding(query, Tier.NAME_WORD, tokens.NAME_WORD, kind=kind, limit=limit)]


def everywhere(query, *, kind=None, limit=MOST_RESULTS):
    """The branches that find names and texts that hold the whole query.

    What merely holds it somewhere is left where enough names and summaries do: it would be ranked
    behind all of these, and its list is the longest.
    """
    lead = _holding(query, Tier.LEAD, tokens.LEAD, kind=kind, limit=limit)
    anywhere = _holding(query, Tier.TEXT, tokens.ANY, kind=kind, limit=limit)
    named = tuple(Token(tokens.NAME + tokens.token(piece)) for piece in query.pieces)
    return [
        *by_name(query, kind=kind, limit=limit),
        Branch(Tier.NAMED, (named, *anywhere.groups), limit),
        lead,
        anywhere._replace(better=lead),
    ]


def elsewhere(synonyms, *, kind=None, limit=MOST_RESULTS):
    """The branches that find texts which hold one of these other queries."""
    return [_holding(one, Tier.SYNONYM, tokens.ANY, kind=kind, limit=limit) for one in synonyms]


def partly(query, *, kind=None, limit=MOST_NEAR):
    """Branches that find whatever holds some of the query; their tiers are what each is worth."""
    return [
        Branch(worth, ((Token(zone + term),), *_only(kind)), limit)
        for term in query.terms
        for zone, worth in WORTH.items()
    ]


def near(words):
    """For each word a branch, with its number as tier, that finds names at one typing error."""
    return [
        Branch(
            number,
            (tuple(Token(tokens.NEAR + one) for one in sorted(tokens.near(word))),),
            MOST_NEAR,
        )
        for number, word in enumerate(words)
    ]


def _holding(query, tier, zone, *, kind, limit):
    *before, last = query.terms
    end = Token(zone + last, is_prefix=_is_open(last, zone))
    groups = [*((Token(zone + term),) for term in before), (end,), *_only(kind)]
    return Branch(tier, tuple(groups), limit)


def _is_open(term, zone):
    """Whether the term may be the beginning of a word; a short one begins too many."""
    return not tokens.is_han(term) and len(term) >= (2 if zone == tokens.NAME_WORD else 4)


def _only(kind):
    return [(Token(tokens.KIND + kind),)] if kind else []
