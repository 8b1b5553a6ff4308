"""What is said of frameworks: relations, releases, terms."""

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import NullIf

from catalog.bilingual import LANGUAGES, column
from catalog.choices import ReleaseRole
from catalog.models import FrameworkRevision, FrameworkTerm, Relation, Release, Term, is_live
from catalog.queries.claims import public_claims
from catalog.terminology import Terminology


def frameworks_mentioning(term, *, at=None):
    """Live frameworks whose summary says a term of the glossary, in order of name."""
    words, terminology = term.words, Terminology([term.words])
    named = Q()
    for language in LANGUAGES:
        for word in words.allowed[language]:
            named |= Q(**{f"{column('summary', language)}__icontains": word})
    if not named:
        return []
    candidates = FrameworkRevision.objects.live(at).filter(named).order_by("sort_key", "pk")
    return [
        framework
        for framework in candidates
        if any(_says(terminology, framework, language) for language in LANGUAGES)
    ]


def public_terms():
    """Terms that live frameworks use; each is asked for its first use, however many it has."""
    uses = FrameworkTerm.objects.filter(is_live("revision__"), term=OuterRef("pk"))
    return Term.objects.filter(Exists(uses))


def _says(terminology, framework, language):
    """Whether the summary says one of the words as a word, and not only its letters."""
    summary = getattr(framework, column("summary", language))
    return any(not one.is_forbidden for one in terminology.found_in(summary, language))


def outgoing_relations(revision):
    """Relations that a revision states, without those to entries that readers can not see."""
    return [
        relation
        for relation in revision.relations.all()
        if relation.target_id is None or relation.target.live_revision is not None
    ]


def public_relations(*, at=None):
    """Every relation of live frameworks, without those to entries that readers can not see."""
    return Relation.objects.live(at).filter(pk__in=public_claims(Relation, at=at).values("pk"))


def incoming_relations(framework, *, at=None):
    """What live frameworks state about this one, in an order that no new revision changes."""
    stated = Relation.objects.live(at).filter(target=framework)
    return stated.order_by("revision__entry__slug", "pk")


def framework_lives(*, most, at=None):
    """The `most` oldest live frameworks, with the releases that date them; undated ones last."""
    first = Release.objects.filter(revision=OuterRef("pk"), role=ReleaseRole.FIRST)
    born = NullIf(Subquery(first.order_by("pk").values("released_on")[:1]), Value(""))
    in_order = (born.asc(nulls_last=True), "sort_key", "pk")
    by_birth = FrameworkRevision.objects.live(at).order_by(*in_order)
    return list(by_birth.prefetch_related("releases", "facts")[:most])


def newest_releases(number):
    """Dated releases of live frameworks, the newest first."""
    dated = public_claims(Release).exclude(released_on="").select_related("revision__entry")
    return dated.order_by("-released_on", "-pk")[:number]
