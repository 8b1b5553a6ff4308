"""Does A work with B? What cited relations and judged pairs say about two frameworks."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from catalog import queries
from catalog.choices import RelationType, Verdict
from catalog.models import FrameworkRevision, Pair, prefetch_live
from catalog.readings import sort_key

# A relation of these types means that code of one runs with the other; the rest say who came first.
WORKING = frozenset(
    {
        RelationType.BUILT_ON,
        RelationType.PART_OF,
        RelationType.INTERFACE_TO,
        RelationType.BACKEND_OF,
        RelationType.USES,
        RelationType.EXCHANGES_MODELS_WITH,
        RelationType.ADAPTED_FOR,
    }
)

HOLDS = frozenset({Verdict.SUPPORTED, Verdict.PARTLY})


@dataclass
class Answer:
    """What is known about two frameworks: relations either way, and judgements of the pair."""

    relations: list = field(default_factory=list)
    pairs: list = field(default_factory=list)

    @property
    def verdict(self):
        """The best judgement, or what a working relation amounts to; empty when nobody knows.

        A relation that has ended makes the answer *outdated*. Pairs without evidence never hide a
        relation that a source states.
        """
        judged = [pair for pair in self.pairs if pair.verdict != Verdict.NO_EVIDENCE]
        if judged:
            return min((Verdict(pair.verdict) for pair in judged), key=list(Verdict).index)
        if self._current:
            return Verdict.SUPPORTED
        if self._ended:
            return Verdict.OUTDATED
        return Verdict.NO_EVIDENCE if self.pairs else ""

    @property
    def since(self):
        """The earliest date of what gives the verdict; a partial date or empty."""
        return min((row.since for row in self.grounds if row.since), default="")

    @property
    def grounds(self):
        """The pairs and relations that give the verdict."""
        pairs = [pair for pair in self.pairs if pair.verdict == self.verdict]
        if self.verdict in HOLDS:
            return [*pairs, *self._current]
        return [*pairs, *self._ended] if self.verdict == Verdict.OUTDATED else pairs

    @property
    def judgements(self):
        """Equal judgements of a pair once, each with the printed names that it is part of."""
        found = defaultdict(list)
        for pair in self.pairs:
            found[_judgement(pair)].append(pair)
        return [(pairs[0], [pair.combination for pair in pairs]) for pairs in found.values()]

    @property
    def _current(self):
        return [one for one in self.relations if one.type in WORKING and not one.until]

    @property
    def _ended(self):
        return [one for one in self.relations if one.type in WORKING and one.until]


def _judgement(pair):
    """What a pair says, apart from the printed name that it is part of."""
    sources = frozenset(source.pk for source in pair.sources.all())
    return pair.verdict, pair.confidence, pair.since, str(pair.rationale), sources


def names_without_entry(*, most, at=None):
    """At most so many names that live frameworks relate to and no entry is about, in order."""
    named = queries.public_relations(at=at).filter(target=None).order_by("target_name")
    return sorted(named.values_list("target_name", flat=True).distinct()[:most], key=sort_key)


def answer_about_name(entry_id, name, *, at=None):
    """An `Answer` about a framework and a name without an entry."""
    relations = queries.public_relations(at=at).filter(target=None, target_name__iexact=name)
    return Answer(relations=list(relations.filter(revision__entry=entry_id)))


def answers(among, *, at=None):
    """An `Answer` for each pair of these frameworks about which anything is known, by both ids."""
    relations = queries.public_relations(at=at).filter(revision__entry__in=among, target__in=among)
    return _by_ends(relations, judged_pairs(at=at).filter(a__in=among, b__in=among))


def answers_about(ends, *, at=None):
    """An `Answer` for each pair of which one of these frameworks is an end, by both ids."""
    pairs = judged_pairs(at=at).filter(Q(a__in=ends) | Q(b__in=ends))
    relations = queries.public_relations(at=at).exclude(target=None)
    said_by = relations.filter(revision__entry__in=ends)
    # Asked for apart, because each side has an index and both together have none.
    said_of = relations.filter(target__in=ends).exclude(revision__entry__in=ends)
    return _by_ends([*said_by, *said_of], pairs)


def most_answered(number, *, at=None):
    """The ids of the frameworks that belong to most pairs about which anything is known."""
    relations = queries.public_relations(at=at).exclude(target=None).order_by()
    pairs = judged_pairs(at=at).order_by()
    known = {frozenset(ends) for ends in relations.values_list("revision__entry", "target")}
    known |= {frozenset(ends) for ends in pairs.values_list("a", "b")}
    counts = Counter(sorted(end for ends in known for end in ends))
    return [end for end, _count in counts.most_common(number)]


def _by_ends(relations, pairs):
    found = defaultdict(Answer)
    for relation in relations:
        found[frozenset((relation.revision.entry_id, relation.target_id))].relations.append(
            relation
        )
    for pair in pairs:
        found[frozenset((pair.a_id, pair.b_id))].pairs.append(pair)
    return found


def judged_pairs(*, at=None):
    """Pairs that readers see, each with its sources, its ends and the combination it is from."""
    return (
        queries.public_claims(Pair, at=at)
        .select_related("combination__printed_name", "a", "b")
        .prefetch_related(
            "sources",
            prefetch_live("a", FrameworkRevision.objects, at=at),
            prefetch_live("b", FrameworkRevision.objects, at=at),
        )
        .order_by("pk")
    )


def bridges(a, b, known, *, at=None):
    """Frameworks that are known to work with both: (framework, answer to a, answer to b)."""
    others = frozenset().union(*known) - {a.entry_id, b.entry_id}
    found = {}
    for other in others:
        ends = (frozenset((a.entry_id, other)), frozenset((b.entry_id, other)))
        if all(end in known for end in ends) and {known[end].verdict for end in ends} <= HOLDS:
            found[other] = [known[end] for end in ends]
    live = FrameworkRevision.objects.live(at).filter(entry__in=found)
    return [(one, *found[one.entry_id]) for one in live.order_by("sort_key", "pk")]
