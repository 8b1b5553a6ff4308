"""How well the catalogue is founded."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Q

from catalog.models import FrameworkRevision, Item, Statement, is_live
from catalog.queries.claims import CITING, public_claims


@dataclass(frozen=True)
class Evidence:
    """How many claims of one kind there are, how many cite a source, and how sure they are."""

    model: type
    cited: int
    uncited: int
    confidence: dict


def evidence_by_kind(*, at=None):
    """`Evidence` of each kind of claim that readers see; the article’s own lines are none."""
    found = []
    for model in [one for one in CITING if one is not Item]:
        claims = public_claims(model, at=at).order_by()
        links = model.sources.through.objects.values(model._meta.model_name)
        cited = Q(pk__in=links)
        tallies = claims.values_list("confidence").annotate(
            cited=Count("pk", filter=cited, distinct=True), number=Count("pk", distinct=True)
        )
        rows = list(tallies)
        if number := sum(row[2] for row in rows):
            with_source = sum(row[1] for row in rows)
            confidence = {level: count for level, _cited, count in rows}
            found.append(Evidence(model, with_source, number - with_source, confidence))
    return found


def statement_verdicts(*, at=None):
    """How often each verdict was given on what the article claims, by kind of statement."""
    tallies = (
        Statement.objects.visible(at)
        .filter(is_live("item__section__revision__", at=at))
        .order_by()
        .values_list("kind", "verdict")
        .annotate(number=Count("pk", distinct=True))
    )
    counts = defaultdict(dict)
    for kind, verdict, number in tallies:
        counts[kind][verdict] = number
    return counts


def oldest_verified(number, *, at=None):
    """The `number` live frameworks that nobody has confirmed for longest; never is longest."""
    live = FrameworkRevision.objects.live(at)
    return live.order_by(F("verified_on").asc(nulls_first=True), "entry__slug")[:number]
