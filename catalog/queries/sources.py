"""Sources that claims cite."""

from django.db.models import Q

from catalog.models import Source, is_live
from catalog.queries.claims import CITING, OTHER_ENDS, from_row, revision_model


def public_sources(*, at=None):
    """Sources that something live cites; one that only drafts cite is not shown."""
    cited = Q()
    for model in CITING:
        cited |= Q(pk__in=_public_citations(model, at=at).values("source_id"))
    return Source.objects.filter(cited)


def public_among(sources):
    """The ids of those among `sources`, ids too, that something live cites; cheap for a few."""
    cited = [_public_citations(model).filter(source__in=sources) for model in CITING]
    return _source_ids(cited)


def sources_cited_by(revision):
    """The ids of the sources that the rows of a revision, live or not, cite."""
    cited = [
        model.sources.through.objects.filter(
            **{"__".join(filter(None, [model._meta.model_name, path])): revision}
        )
        for model, path in CITING.items()
        if revision_model(model) is type(revision)
    ]
    return _source_ids(cited) if cited else set()


def _public_citations(model, *, at=None):
    """The links from `public_claims` to sources, joined: of few sources, few of them are read."""
    row = f"{model._meta.model_name}__"
    links = model.sources.through.objects.filter(is_live(row + from_row(model, ""), at=at))
    for end in OTHER_ENDS.get(model, ()):
        is_shown = Q(**{f"{row}{end}": None}) | is_live(f"{row}{end}__revisions__", at=at)
        links = links.filter(is_shown)
    return links


def _source_ids(citations):
    first, *others = [links.order_by().values_list("source_id", flat=True) for links in citations]
    return set(first.union(*others))
