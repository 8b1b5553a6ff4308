"""Claims: rows that cite sources, and which of them readers see."""

from collections import defaultdict
from functools import cache
from itertools import compress

from django.db.models import Exists, OuterRef, Q

from catalog.models import (
    Assessment,
    CategoryRevision,
    Combination,
    Fact,
    FeatureRevision,
    FrameworkRevision,
    GlossaryTermRevision,
    Item,
    Package,
    Pair,
    Paper,
    PrintedName,
    Relation,
    Release,
    Source,
    Statement,
    by_model,
    is_live,
    prefetch_live,
)

# Each model whose rows cite sources, and the way from a row to the revision that owns it; a term
# of the glossary is such a revision itself.
CITING = {
    Fact: "revision",
    Release: "revision",
    Package: "revision",
    Paper: "revision",
    Relation: "revision",
    Assessment: "revision",
    PrintedName: "revision",
    Combination: "printed_name__revision",
    Pair: "combination__printed_name__revision",
    Item: "section__revision",
    Statement: "item__section__revision",
    GlossaryTermRevision: "",
}
# The other ends of a claim: it is shown only while each of them is live too.
OTHER_ENDS = {
    Relation: ["target"],
    Assessment: ["feature", "category"],
    Pair: ["a", "b"],
    Statement: ["feature"],
}
# What must be read besides to name a claim to readers.
NAMES_OF_CLAIMS = {
    Assessment: {"feature": FeatureRevision, "category": CategoryRevision},
    Relation: {"target": FrameworkRevision},
    Pair: {"a": FrameworkRevision, "b": FrameworkRevision},
}


def public_claims(model, *, at=None):
    """The rows of `model` that readers see: of live revisions, about nothing that is not live."""
    claims = model.objects.filter(is_live(from_row(model, ""), at=at))
    for end in OTHER_ENDS.get(model, ()):
        claims = claims.filter(Q(**{end: None}) | is_live(f"{end}__revisions__", at=at))
    return claims


def from_row(model, field):
    """The lookup from a row that cites sources to a field of its revision."""
    return f"{CITING[model]}__{field}" if CITING[model] else field


def revisions_quoting(entries):
    """The live revisions with claims that hide when one of `entries` is not live.

    Pairs of a model and the keys of its revisions.
    """
    wanted, found = by_model(entries), defaultdict(set)
    for model, ends in OTHER_ENDS.items():
        for end in ends:
            if those := wanted.get(model._meta.get_field(end).related_model):
                path = CITING[model]
                claims = model.objects.filter(is_live(from_row(model, "")), **{f"{end}__in": those})
                found[revision_model(model)].update(claims.values_list(path, flat=True))
    return found.items()


def revision_model(model):
    for name in filter(None, CITING[model].split("__")):
        model = model._meta.get_field(name).related_model
    return model


def claims_citing(source, *, at=None):
    """What live revisions say on the word of a source: rows by model, of those that have some."""
    found = {
        model: list(
            public_claims(model, at=at)
            .filter(sources=source)
            .select_related(from_row(model, "entry"))
            .prefetch_related(
                *(
                    prefetch_live(end, revisions.objects, at=at)
                    for end, revisions in NAMES_OF_CLAIMS.get(model, {}).items()
                )
            )
        )
        for model in _models_citing(source)
    }
    return {model: rows for model, rows in found.items() if rows}


def _models_citing(source):
    """The models of which any row, of a draft or of history too, cites the source; one query."""
    return [*compress(CITING, _citations().get(pk=source.pk))]


@cache
def _citations():
    """Kept, because putting it together takes longer than asking it."""
    links = (model.sources.through.objects.filter(source=OuterRef("pk")) for model in CITING)
    return Source.objects.values_list(*map(Exists, links))
