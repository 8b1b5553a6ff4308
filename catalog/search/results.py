"""The search itself: candidates from the engine, ranked here, so that both engines agree."""

from collections import Counter
from dataclasses import dataclass, field, replace

from catalog.choices import SearchKind
from catalog.models import SearchDocument
from catalog.search import lexicon, tokens
from catalog.search.documents import NAMED_BY_OTHERS
from catalog.search.engines import find
from catalog.search.query import (
    MOST_RESULTS,
    MOST_SYNONYMS,
    Query,
    Tier,
    elsewhere,
    everywhere,
    near,
    partly,
    read_query,
)

MOST_SUGGESTIONS = 8
# What is made of frameworks, and what an article prints: suggested where no entry is named.
COMPOSED = (SearchKind.COMBINATION, *NAMED_BY_OTHERS)
RANK = {str(kind): rank for rank, kind in enumerate(SearchKind)}


@dataclass(frozen=True)
class Results:
    """What a search found, best first, as ids of documents.

    `query` is what was looked for in the end; it differs from `asked` where a typing error was
    corrected; `synonyms` were looked for besides. `absent` is what the query names and no entry is
    about. With `is_partial`, nothing holds the whole query, and these come nearest. With
    `is_capped` there are more than were ranked.
    """

    asked: Query
    query: Query
    ids: list = field(default_factory=list)
    counts: dict = field(default_factory=dict)
    synonyms: list = field(default_factory=list)
    absent: lexicon.Absent | None = None
    is_partial: bool = False
    is_capped: bool = False

    @property
    def is_corrected(self):
        return self.query is not self.asked

    @property
    def total(self):
        return sum(self.counts.values())


def search(given, *, kind=None):
    """Everything that `given` finds, in both languages at once.

    `counts` tells how many results there are of each kind; `ids` are those of `kind`, if given.
    """
    asked = read_query(given)
    if not asked.pieces:
        return Results(asked, asked)
    query, rows = asked, find(everywhere(asked))
    absent = _absent(asked, rows)
    if not rows and not absent and (query := _corrected(asked)) is not asked:
        rows = find(everywhere(query))
    if not rows and not absent:
        return _partly(asked, query, kind=kind)
    # Of all kinds together nobody would see what synonyms find: it stands behind the others.
    synonyms = _synonyms(query, rows, absent) if kind or not _is_capped(rows) else []
    rows += find(elsewhere(synonyms)) if synonyms else []
    is_capped = _is_capped(rows)
    counts = _counts(rows)
    if kind and is_capped:
        rows = find([*everywhere(query, kind=kind), *elsewhere(synonyms, kind=kind)])
    ids = _ranked(rows, best=min, kind=kind)[:MOST_RESULTS]
    return Results(asked, query, ids, counts, synonyms, absent, is_capped=is_capped)


@dataclass(frozen=True)
class Suggestions:
    """The documents that what is being typed may ask for, best first.

    `absent` is what it may name and no entry is about.
    """

    query: Query
    documents: list = field(default_factory=list)
    absent: lexicon.Absent | None = None


def suggest(given):
    """What may be meant: names first, then what ordinary words mean, then texts that hold it.

    Combinations, rows and sources are left out where there is an entry.
    """
    query = read_query(given)
    if not query.pieces:
        return Suggestions(query)
    rows = find(everywhere(query, limit=10 * MOST_SUGGESTIONS))
    absent = _absent(query, rows) or lexicon.absent_beginning(query.pieces)
    if not rows and not absent and (corrected := _corrected(query)) is not query:
        query, rows = corrected, find(everywhere(corrected, limit=10 * MOST_SUGGESTIONS))
    if absent and any(row[0] <= Tier.BEGINNING for row in rows):
        absent = None
    entries = [row for row in rows if row[2] not in COMPOSED]
    made = [row for row in rows if row[2] not in NAMED_BY_OTHERS]
    found = documents(_ranked(entries or made or rows, best=min)[:MOST_SUGGESTIONS])
    return Suggestions(query, found, absent)


def documents(ids):
    """The documents with these ids, in this order."""
    found = SearchDocument.objects.defer("tokens").in_bulk(ids)
    return [found[one] for one in ids if one in found]


def _ranked(rows, *, best, kind=None):
    """Ids by tier, kind and place; `best` makes one tier out of all that a document has."""
    tiers, others = {}, {}
    for tier, pk, *rest in rows:
        if kind in (None, rest[0]):
            tiers.setdefault(pk, []).append(tier)
            others[pk] = rest

    def order(pk):
        found_kind, slug, anchor, place = others[pk]
        tier = best(tiers[pk])
        # Of what ordinary words mean, that comes first which holds the words too.
        words = [one for one in tiers[pk] if tier == Tier.CONCEPT and tier < one <= Tier.LEAD]
        also = min(words, default=len(Tier))
        rank = RANK.get(found_kind, len(RANK))
        return _behind(tier, found_kind), tier, also, rank, place, slug, anchor

    return sorted(tiers, key=order)


def _behind(tier, kind):
    """The place of a tier among all; a row of an article stands behind every entry.

    Combinations, whose names hold those of frameworks, stand behind what these are about.
    """
    if tier <= Tier.HANDLE:
        return tier
    if kind == SearchKind.ROW:
        return len(Tier)
    return max(tier, Tier.REST_LEAD) if kind == SearchKind.COMBINATION else tier


def _absent(query, rows):
    """What the query names that has no entry, unless an entry bears the name by now."""
    if any(row[0] <= Tier.SUBJECT and row[2] == SearchKind.FRAMEWORK for row in rows):
        return None
    return query.absent


def _is_capped(rows):
    return max(Counter(row[0] for row in rows).values(), default=0) >= MOST_RESULTS


def _counts(rows):
    kinds = {pk: kind for _tier, pk, kind, *_rest in rows}
    return Counter(kinds.values())


def _synonyms(query, rows, absent=None):
    """The other names, in both languages, of what the query is a name of: terms, what is absent."""
    terms = [row[1] for row in rows if row[0] <= Tier.HANDLE and row[2] == SearchKind.GLOSSARY_TERM]
    named = [
        read_query(name)
        for term in documents(terms)
        for name in (term.name_zh, term.name_en, *term.other_names)
    ]
    named += map(read_query, absent.names if absent else ())
    others = {one.key: one for one in named if one.pieces and one.key != query.key}
    return [*others.values()][:MOST_SYNONYMS]


def _partly(asked, query, *, kind):
    """What holds at least half as much of the query as the document that holds most."""
    rows = find(partly(query))
    worth = Counter()
    for tier, pk, *_rest in rows:
        worth[pk] += tier
    most = max(worth.values(), default=0)
    rows = [row for row in rows if 2 * worth[row[1]] >= most]
    ids = _ranked(rows, best=lambda tiers: -sum(tiers), kind=kind)
    return Results(asked, query, ids, _counts(rows), is_partial=True)


def _corrected(query):
    """The query in words of the mainland, or with the nearest words of names for unknown ones."""
    regional = read_query(tokens.mainland(query.text))
    if regional.pieces != query.pieces:
        return replace(regional, is_cut=query.is_cut)
    words = [word for word in dict.fromkeys(query.pieces) if tokens.latin_words(word) == [word]]
    rows = find(near(words)) if words else []
    known = {document.pk: document for document in documents([row[1] for row in rows])}
    nearest = {}
    for number, word in enumerate(words):
        named = [known[row[1]] for row in rows if row[0] == number and row[1] in known]
        if (found := _nearest(word, named)) and tokens.fold(found) != word:
            nearest[word] = found
    if not nearest:
        return query
    shown = " ".join(nearest.get(piece, piece) for piece in query.pieces)
    return replace(read_query(shown), is_cut=query.is_cut)


def _nearest(word, documents):
    """The word of a name that is nearest to `word`, as it is written there, or None."""
    most = 1 if len(word) < 8 else 2
    found = [
        (tokens.distance(word, other), RANK[document.kind], other, written)
        for document in documents
        for name in (document.name_zh, document.name_en, *document.other_names)
        for other, written in _words_as_written(name)
    ]
    return min((one for one in found if one[0] <= most), default=[None])[-1]


def _words_as_written(name):
    folded = tokens.fold_letters(name)
    for word in tokens.latin_words(name):
        at = folded.find(word)
        yield word, name[at : at + len(word)] if at >= 0 else word
