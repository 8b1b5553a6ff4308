"""Sources that claims cite."""

from functools import cache, reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from catalog.models import Source, by_model, is_live
from catalog.queries.claims import CITING, OTHER_ENDS, from_row, revision_model


def public_sources(*, at=None):
    """Sources that something live cites; one that only drafts cite is not shown.

    Each is asked for its first citation, however many it has.
    """
    return Source.objects.filter(_are_cited_now() if at is None else _are_cited(at))


def public_among(sources):
    """The ids of those among `sources`, ids too, that something live cites."""
    return set(public_sources().filter(pk__in=sources).order_by().values_list("pk", flat=True))


def sources_cited_by(revisions):
    """The ids of the sources that the rows of revisions, live or not, cite."""
    own = by_model(revisions)
    cited = [
        model.sources.through.objects.filter(
            **{"__".join([*filter(None, [model._meta.model_name, path]), "in"]): those}
        )
        for model, path in CITING.items()
        if (those := own.get(revision_model(model)))
    ]
    if not cited:
        return set()
    first, *others = (links.order_by().values_list("source_id", flat=True) for links in cited)
    return set(first.union(*others))


def _are_cited(at):
    citations = (_public_citations(model, at=at) for model in CITING)
    return reduce(or_, (Exists(links.filter(source=OuterRef("pk"))) for links in citations))


@cache
def _are_cited_now():
    """Kept, because putting it together takes longer than asking it; every publish does."""
    return _are_cited(None)


def _public_citations(model, *, at=None):
    """The links from `public_claims` to sources."""
    row = f"{model._meta.model_name}__"
    links = model.sources.through.objects.filter(is_live(row + from_row(model, ""), at=at))
    for end in OTHER_ENDS.get(model, ()):
        is_shown = Q(**{f"{row}{end}": None}) | is_live(f"{row}{end}__revisions__", at=at)
        links = links.filter(is_shown)
    return links
