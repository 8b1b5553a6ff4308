"""The rows of articles: what they name, and what that comes to."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from catalog.choices import Identity, ItemKind
from catalog.models import (
    FeatureRevision,
    FrameworkRevision,
    Item,
    Statement,
    is_live,
    prefetch_live,
)


def live_rows(*, at=None):
    """The framework rows of live articles, with the names that they print."""
    return Item.objects.filter(
        is_live("section__revision__", at=at), kind=ItemKind.ROW
    ).select_related("printed_name", "section__revision__entry")


@dataclass(frozen=True)
class RowCounts:
    """What the rows of the live articles come to."""

    rows: int
    names: int
    repetitions: int
    combinations: int
    not_found: int
    frameworks: int


def row_counts(*, at=None):
    rows = list(live_rows(at=at).prefetch_related("printed_name__components"))
    names = {row.printed_name for row in rows}
    named = {part.framework_id for name in names for part in name.components.all()} - {None}
    live = FrameworkRevision.objects.live(at).filter(entry__in=named)
    identities = Counter(name.identity for name in names)
    real = [
        name for name in names if name.identity not in (Identity.COMBINATION, Identity.NOT_FOUND)
    ]
    return RowCounts(
        rows=len(rows),
        names=len(names),
        repetitions=sum(row.duplicate_of_id is not None for row in rows),
        combinations=identities[Identity.COMBINATION],
        not_found=identities[Identity.NOT_FOUND],
        frameworks=len(
            {*live.values_list("entry_id", flat=True)}
            & {part.framework_id for name in real for part in name.components.all()}
        ),
    )


def passages_about(subject, entry, *, at=None):
    """Numbered points of live articles that speak of a feature or category."""
    return Item.objects.filter(
        is_live("section__revision__", at=at), **{subject: entry}
    ).select_related("section__revision__entry")


def numbers_of_rows_naming(framework, *, at=None):
    """The numbers under which live articles print a framework, each once."""
    rows = live_rows(at=at).filter(printed_name__components__framework=framework)
    return sorted({*rows.values_list("number", flat=True)})


def rows_naming(framework, *, at=None):
    """Rows of live articles whose name contains a framework."""
    return (
        live_rows(at=at)
        .filter(printed_name__components__framework=framework)
        .distinct()
        .prefetch_related("printed_name__components")
    )


def claims_about(framework, rows, *, at=None):
    """Those of `rows` whose name means a framework and no other, with what they state."""
    claims = [row for row in rows if _denotes_alone(row, framework)]
    prefetch_related_objects(
        claims,
        Prefetch("statements", queryset=Statement.objects.visible(at)),
        "statements__sources",
        "statements__feature",
        prefetch_live("statements__feature", FeatureRevision.objects, at=at),
    )
    return claims


def _denotes_alone(row, framework):
    parts = {part.framework_id for part in row.printed_name.components.all()}
    return row.printed_name.identity != Identity.COMBINATION and parts == {framework.pk}


def visible_pairs(combination):
    """The pairs of a combination of which readers can see both ends."""
    return [
        pair
        for pair in combination.pairs.all()
        if pair.a.live_revision is not None and pair.b.live_revision is not None
    ]
