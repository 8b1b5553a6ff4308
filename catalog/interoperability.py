"""Does A work with B? What cited relations and judged pairs say about two frameworks."""

from collections import defaultdict
from dataclasses import dataclass, field

from catalog import queries
from catalog.choices import RelationType, Verdict
from catalog.models import FrameworkRevision, Pair, prefetch_live

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

        A relation that has ended makes the answer *outdated*.
        """
        if self.pairs:
            return min((Verdict(pair.verdict) for pair in self.pairs), key=list(Verdict).index)
        working = [relation for relation in self.relations if relation.type in WORKING]
        if any(not relation.until for relation in working):
            return Verdict.SUPPORTED
        return Verdict.OUTDATED if working else ""

    @property
    def since(self):
        """The earliest date from which they are said to go together; a partial date or empty."""
        rows = [*self.pairs, *(one for one in self.relations if one.type in WORKING)]
        return min((row.since for row in rows if row.since), default="")


def answers(*, at=None):
    """An `Answer` for each pair of frameworks about which anything is known, by both their ids."""
    found = defaultdict(Answer)
    for relation in queries.public_relations(at=at):
        if relation.target_id:
            found[frozenset((relation.revision.entry_id, relation.target_id))].relations.append(
                relation
            )
    for pair in judged_pairs(at=at):
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


def between(a, b, *, at=None):
    """The `Answer` about two frameworks, given as their live revisions."""
    ends = {a.entry_id, b.entry_id}
    relations = queries.public_relations(at=at).filter(revision__entry__in=ends, target__in=ends)
    pairs = judged_pairs(at=at).filter(a__in=ends, b__in=ends)
    return Answer(list(relations), list(pairs))


def bridges(a, b, known, frameworks):
    """Frameworks that are known to work with both: (framework, answer to a, answer to b)."""
    for other in frameworks:
        ends = (frozenset((a.entry_id, other.entry_id)), frozenset((b.entry_id, other.entry_id)))
        if other.entry_id not in (a.entry_id, b.entry_id) and all(end in known for end in ends):
            first, second = (known[end] for end in ends)
            if {first.verdict, second.verdict} <= HOLDS:
                yield other, first, second
