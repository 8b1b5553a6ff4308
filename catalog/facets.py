"""What frameworks are filtered by, and how many would be left: counted on bits, not on rows.

Each value of a facet is a number whose bits are the frameworks that have it. What is live now is
kept so in `FacetValue`, by the transaction that moves the live pointer; an earlier moment is
counted from its revisions. A facet then costs an AND for each value, in any catalogue.
"""

import zlib
from collections import defaultdict
from functools import cached_property, reduce
from operator import and_, or_

from django.db import transaction
from django.db.models import Q

from catalog.choices import Facet, Verdict
from catalog.models import Assessment, FacetValue, Framework, FrameworkRevision, FrameworkTerm

HOLDS = (Verdict.SUPPORTED, Verdict.PARTLY)
COLUMNS = ("status", "kind", "licence", "execution_model", "distributed_training")
TERMS = {
    "developer": Facet.DEVELOPER,
    "language": Facet.USER_LANGUAGE,
    "accelerator": Facet.ACCELERATOR,
    "platform": Facet.PLATFORM,
}
EVERY = ("", "")
# Two dozen frameworks make a page; of a value that one in so many has, a page is met in a thousand.
FEW = 50


class Facets:
    """How many frameworks have each value, by (facet, value); what nobody has is not in it."""

    def __init__(self, *, at=None):
        self.at = at

    @cached_property
    def numbers(self):
        if self.at is None:
            return {(facet, value): n for facet, value, n in _columns(_kept(), "number")}
        return {key: members.bit_count() for key, members in self.members.items()}

    @cached_property
    def members(self):
        if self.at is None:
            return _unpacked(_kept())
        return _members(FrameworkRevision.objects.live(self.at))

    def values(self, facet):
        return {value for name, value in self.numbers if name == facet}

    def are_frequent(self, facet, values):
        """Whether of `FEW` frameworks at least one has one of these values now."""
        if self.at is not None:
            return False  # to know it, every revision of that moment would be read
        having = sum(self.numbers.get((facet, value), 0) for value in values)
        return having * FEW >= self.numbers.get(EVERY, 0)

    def counts(self, chosen):
        """The numbers under `chosen`, the values chosen by facet; that of `EVERY` is the total.

        Values of one facet widen each other, facets narrow each other, and so do features; what
        is chosen under a facet does not narrow itself.
        """
        if not any(chosen.values()):
            return self.numbers
        if alone := self._alone(chosen):
            own = {key: number for key, number in self.numbers.items() if key[0] == alone}
            values = _named((alone, value) for value in chosen[alone])
            members = _unpacked(_kept().filter(~Q(facet=alone) | values))
            return _narrowed(_groups(chosen, members), members) | own
        return _narrowed(_groups(chosen, self.members), self.members)

    def _alone(self, chosen):
        """The only facet that narrows the others, whose own numbers then stay what they are."""
        facets = [facet for facet, values in chosen.items() if values]
        is_alone = self.at is None and len(facets) == 1 and facets != ["feature"]
        return facets[0] if is_alone else None

    def total(self, chosen):
        """How many frameworks `chosen` leaves; what is not chosen is not read."""
        keys = [EVERY, *((facet, value) for facet, those in chosen.items() for value in those)]
        members = self.members if self.at else _unpacked(_kept().filter(_named(keys)))
        return reduce(and_, _groups(chosen, members).values(), members.get(EVERY, 0)).bit_count()


def _narrowed(groups, members):
    every = members.get(EVERY, 0)
    among_all = reduce(and_, groups.values(), every)
    among = {
        own: reduce(and_, (one for key, one in groups.items() if key != own), every)
        for own in groups
    }
    return {
        key: (those & among.get(_group(*key), among_all)).bit_count()
        for key, those in members.items()
    }


def _groups(chosen, members):
    """The members of what is chosen, by what widens itself: a facet, or one feature."""
    groups = defaultdict(int)
    for facet, values in chosen.items():
        for value in values:
            groups[_group(facet, value)] |= members.get((facet, value), 0)
    return groups


def _kept():
    return FacetValue.objects.filter(number__gt=0).order_by()


def _columns(kept, column):
    return kept.values_list("facet", "value", column)


def _unpacked(kept):
    return {(facet, value): _unpack(members) for facet, value, members in _columns(kept, "members")}


def _named(keys):
    values = defaultdict(list)
    for facet, value in keys:
        values[facet].append(value)
    return reduce(or_, (Q(facet=facet, value__in=those) for facet, those in values.items()))


def _group(facet, value):
    """What a choice belongs to: each feature is a facet of its own."""
    return (facet, value.partition(":")[0]) if facet == "feature" else (facet, "")


@transaction.atomic
def entries_moved(moves):
    """Follow the live pointers of entries."""
    moves = [move for move in moves if isinstance(move.entry, Framework)]
    had = _values([move.before for move in moves if move.before])
    has = _values([move.after for move in moves if move.after])
    changed = sorted({key for key, _entry in had ^ has})
    if not changed:
        return
    FacetValue.objects.bulk_create(
        [FacetValue(facet=facet, value=value) for facet, value in changed], ignore_conflicts=True
    )
    # Locked in one order, so that two entries published at once wait for each other, never both.
    rows = FacetValue.objects.select_for_update().filter(_named(changed))
    rows = list(rows.order_by("facet", "value"))
    gone, come = _by_key(had - has), _by_key(has - had)
    for row in rows:
        key = row.facet, row.value
        _keep(row, _unpack(row.members) & ~gone.get(key, 0) | come.get(key, 0))
    FacetValue.objects.bulk_update(rows, ["number", "members"], batch_size=200)


@transaction.atomic
def rebuild():
    """Find the members of every value anew; return how many values there are."""
    FacetValue.objects.all().delete()
    found = _members(FrameworkRevision.objects.live())
    rows = [
        _keep(FacetValue(facet=facet, value=value), members)
        for (facet, value), members in sorted(found.items())
    ]
    return len(FacetValue.objects.bulk_create(rows, batch_size=200))


def _keep(row, members):
    row.members, row.number = _pack(members), members.bit_count()
    return row


def _pack(members):
    return zlib.compress(members.to_bytes((members.bit_length() + 7) // 8, "little"), level=1)


def _unpack(kept):
    return int.from_bytes(zlib.decompress(kept), "little") if kept else 0


def _values(revisions):
    """The pairs of all these revisions."""
    if not revisions:
        return set()
    ids = [revision.pk for revision in revisions]
    return {*_pairs(FrameworkRevision.objects.filter(pk__in=ids))}


def _members(revisions):
    return _by_key(_pairs(revisions))


def _by_key(pairs):
    entries = defaultdict(list)
    for key, entry in pairs:
        entries[key].append(entry)
    return {key: _bits(found) for key, found in entries.items()}


def _bits(places):
    found = bytearray(max(places) // 8 + 1)
    for place in places:
        found[place // 8] |= 1 << place % 8
    return int.from_bytes(found, "little")


def _pairs(revisions):
    """Each value that the revisions have, with the key of the entry that has it; three queries."""
    revisions = revisions.order_by()
    columns = revisions.values_list("entry_id", *COLUMNS)
    for entry, *values in columns.iterator():
        yield EVERY, entry
        yield from (((name, value), entry) for name, value in zip(COLUMNS, values, strict=True))
    names = {facet: name for name, facet in TERMS.items()}
    terms = FrameworkTerm.objects.filter(revision__in=revisions, term__facet__in=names).order_by()
    for entry, facet, slug in terms.values_list("revision__entry", "term__facet", "term__slug"):
        yield (names[facet], slug), entry
    judged = Assessment.objects.filter(revision__in=revisions).order_by()
    subjects = judged.values_list("revision__entry", "feature__slug", "category__slug", "verdict")
    for entry, feature, category, verdict in subjects.iterator():
        yield from ((key, entry) for key in _judgements(feature, category, verdict))


def _judgements(feature, category, verdict):
    if feature:
        yield "feature", f"{feature}:{verdict}"
    if verdict in HOLDS:
        yield ("feature", feature) if feature else ("category", category)
