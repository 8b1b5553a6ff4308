"""Claims: rows that cite sources, and which of them readers see."""

from collections import defaultdict

from django.db.models import Q

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
    Statement,
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


def revisions_quoting(entry):
    """The live revisions, by model, with claims that hide when `entry` is not live."""
    found = defaultdict(set)
    for model, ends in OTHER_ENDS.items():
        for end in ends:
            if model._meta.get_field(end).related_model is type(entry):
                path = CITING[model]
                claims = model.objects.filter(is_live(from_row(model, "")), **{end: entry})
                found[revision_model(model)].update(claims.values_list(path, flat=True))
    return found


def revision_model(model):
    for name in filter(None, CITING[model].split("__")):
        model = model._meta.get_field(name).related_model
    return model


def claims_citing(source, *, at=None):
    """What live revisions say on the word of a source: rows by model."""
    return {
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
        for model in CITING
    }
