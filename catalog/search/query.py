"""From what somebody types to what is asked of an engine, bounded whatever was typed."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import pairwise

from catalog.choices import SearchKind
from catalog.search import lexicon, tokens
from catalog.search.matching import Branch, Token
from catalog.validators import NOT_IN_PARAMETERS

LONGEST = 200
MOST_PIECES = 16
# Of each tier so many are ranked; whoever is not content with them adds a word.
MOST_RESULTS = 500
MOST_NEAR = 100
MOST_SYNONYMS = 6
# What the pieces of a query are worth where no document holds all of them.
FRAMEWORK = (Token(tokens.KIND + SearchKind.FRAMEWORK),)
WORTH = {tokens.NAME: 8, tokens.NAME_WORD: 4, tokens.LEAD: 2, tokens.ANY: 1}


class Tier(IntEnum):
    """How good a result is; equally good ones stand in the order of kinds, then of `place`."""

    NAME = 0  # the query is the name, or another name
    HANDLE = 1  # it is what a package or repository is called, or the name in pinyin
    SUBJECT = 2  # the query is the name and ordinary words beside it
    CONCEPT = 3  # it has what ordinary words mean, and holds the rest
    BEGINNING = 4  # a name begins so
    NAME_WORD = 5  # a name holds all of it
    NAMED = 6  # a part of it is the name, and everything together holds the rest
    LEAD = 7  # name and summary hold all of it
    REST_NAMED = 8  # it is one of several that the query names beside ordinary words
    REST_LEAD = 9  # name and summary hold what ordinary words leave of it
    TEXT = 10  # everything together holds all of it
    REST_TEXT = 11  # it holds what ordinary words leave of it
    SYNONYM = 12  # it holds another word for it, by the glossary


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

    @cached_property
    def reading(self):
        """What the query means by the lists of ordinary words, or None."""
        return lexicon.read(self.pieces)

    @cached_property
    def rest(self):
        """What ordinary words leave of the query, as a query; None where they say nothing."""
        return Query(" ".join(self.reading.rest), self.reading.rest) if self.reading else None

    @property
    def concepts(self):
        return self.reading.concepts if self.reading else ()

    @property
    def absent(self):
        """What the query names that the list knows to have no entry, or None."""
        named = lexicon.absent(self.pieces)
        return named or (lexicon.absent(self.rest.pieces) if self.rest else None)


def read_query(given):
    """A query out of anything; a long one is cut, and what nobody can see is dropped."""
    text = " ".join(NOT_IN_PARAMETERS.sub(" ", tokens.visible(given[:LONGEST])).split())
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
    return [
        *by_name(query, kind=kind, limit=limit),
        *meant(query, kind=kind, limit=limit),
        Branch(Tier.NAMED, (_one_named(query), *anywhere.groups), limit),
        lead,
        anywhere._replace(better=lead),
    ]


def meant(query, *, kind=None, limit=MOST_RESULTS):
    """The branches that find what ordinary words of the query mean.

    Beside a name they are forgiven: what is asked about CNTK is on the page of CNTK. Only what
    stands in a relation to it, its predecessor, comes before it.
    """
    if query.reading is None:
        return []
    rest, only = query.rest, _only(kind)
    meanings = tuple(tuple(Token(one) for one in concept.tokens) for concept in query.concepts)
    if not rest.pieces and meanings:
        return [Branch(Tier.CONCEPT, (*meanings, *only), limit)]
    if query.reading.is_framework:
        only = [*only, FRAMEWORK]
    if not rest.pieces:
        return [Branch(Tier.CONCEPT, (FRAMEWORK, *only), limit)]
    names = (Token(tokens.NAME + rest.key), Token(tokens.HANDLE + rest.key))
    tiers = [Tier.SUBJECT, Tier.CONCEPT]
    if any(concept.is_relation for concept in query.concepts):
        tiers.reverse()
    subject = Branch(tiers[0], (names, *only), limit)
    held = tuple((Token(tokens.ANY + term),) for term in rest.terms)
    named = Branch(Tier.REST_NAMED, (_one_named(rest), *only), limit)
    if meanings:
        return [subject, Branch(tiers[1], (*held, *meanings, *only), limit), named]
    leads = tuple((Token(tokens.LEAD + term),) for term in rest.terms)
    lead = Branch(Tier.REST_LEAD, (*leads, *only), limit)
    return [subject, named, lead, Branch(Tier.REST_TEXT, (*held, *only), limit, better=lead)]


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


def _one_named(query):
    """Tokens of which a document holds one where pieces of the query are its name."""
    words = [*map(tokens.token, query.pieces)]
    names = [*words, *map("".join, pairwise(words))]
    return tuple(Token(tokens.NAME + name) for name in names)


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
