"""Joined reads, each for one page. All of them see live revisions only.

With `at` they see the revisions that were live at that moment, and all else that was true then.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Min, Prefetch, Q
from django.db.models.functions import Lower

from catalog.bilingual import LANGUAGES, column
from catalog.choices import OPEN_STATES, ChangeAction, Identity, ItemKind, State, Verdict
from catalog.models import (
    ENTRY_MODELS,
    Assessment,
    CategoryRevision,
    Change,
    Combination,
    Fact,
    FeatureRevision,
    FrameworkRevision,
    GlossaryTermRevision,
    Item,
    Package,
    Pair,
    Paper,
    Presence,
    PreviewLink,
    PrintedName,
    Relation,
    Release,
    Source,
    Statement,
    is_live,
    prefetch_live,
)
from catalog.terminology import Terminology

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


def first_published_at():
    """The moment from which on there is something to read, or None."""
    published = Change.objects.filter(action=ChangeAction.PUBLISH)
    return published.aggregate(first=Min("at"))["first"]


def next_published_at(entry_model, slug, *, at):
    """When an entry that readers see now came, or came back, after the moment `at`; or None."""
    revisions = entry_model.revisions.rel.related_model.objects
    live = revisions.live().filter(entry__slug=slug)
    later = revisions.filter(entry__in=live.values("entry"), published_at__gt=at)
    return later.aggregate(came=Min("published_at"))["came"]


def public_claims(model, *, at=None):
    """The rows of `model` that readers see: of live revisions, about nothing that is not live."""
    claims = model.objects.filter(is_live(from_row(model, ""), at=at))
    for end in OTHER_ENDS.get(model, ()):
        claims = claims.filter(Q(**{end: None}) | is_live(f"{end}__revisions__", at=at))
    return claims


def from_row(model, field):
    """The lookup from a row that cites sources to a field of its revision."""
    return f"{CITING[model]}__{field}" if CITING[model] else field


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
    live = set(FrameworkRevision.objects.live(at).values_list("entry_id", flat=True))
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
            live & {part.framework_id for name in real for part in name.components.all()}
        ),
    )


@dataclass(frozen=True)
class MatrixRow:
    framework: FrameworkRevision
    assessments: list  # one for each column, or None


def feature_matrix(*, at=None):
    """The live features, and each live framework with its assessment under every one of them."""
    features = list(FeatureRevision.objects.live(at).order_by("position", "pk"))
    judged = Prefetch("assessments", queryset=Assessment.objects.filter(feature__isnull=False))
    frameworks = FrameworkRevision.objects.live(at).prefetch_related(judged)
    rows = []
    for framework in frameworks.order_by(Lower("name"), "pk"):
        found = {assessment.feature_id: assessment for assessment in framework.assessments.all()}
        rows.append(MatrixRow(framework, [found.get(feature.entry_id) for feature in features]))
    return features, rows


def frameworks_mentioning(term, *, at=None):
    """Live frameworks whose summary says a term of the glossary, in order of name."""
    words, terminology = term.words, Terminology([term.words])
    named = Q()
    for language in LANGUAGES:
        for word in words.allowed[language]:
            named |= Q(**{f"{column('summary', language)}__icontains": word})
    if not named:
        return []
    candidates = FrameworkRevision.objects.live(at).filter(named).order_by(Lower("name"), "pk")
    return [
        framework
        for framework in candidates
        if any(_says(terminology, framework, language) for language in LANGUAGES)
    ]


def _says(terminology, framework, language):
    """Whether the summary says one of the words as a word, and not only its letters."""
    summary = getattr(framework, column("summary", language))
    return any(not one.is_forbidden for one in terminology.found_in(summary, language))


def verdict_counts(subject, *, at=None):
    """How often each verdict was given under each `subject`, feature or category, by its id."""
    judged = Assessment.objects.filter(
        is_live("revision__", at=at), **{f"{subject}__isnull": False}
    )
    tallies = judged.values_list(f"{subject}_id", "verdict")
    counts = defaultdict(dict)
    for entry, verdict, number in tallies.annotate(number=Count("pk")).order_by():
        counts[entry][verdict] = number
    return {
        entry: [(verdict, found[verdict]) for verdict in Verdict if verdict in found]
        for entry, found in counts.items()
    }


def assessments_under(subject, entry, *, at=None):
    """The verdicts on live frameworks under one feature or category, in order of name."""
    return (
        Assessment.objects.live(at)
        .filter(**{subject: entry})
        .prefetch_related("sources")
        .order_by(Lower("revision__name"), "pk")
    )


def passages_about(subject, entry, *, at=None):
    """Numbered points of live articles that speak of a feature or category."""
    return Item.objects.filter(
        is_live("section__revision__", at=at), **{subject: entry}
    ).select_related("section__revision__entry")


def assessments_by_subject(revision):
    """The assessments of a framework under live features and under live categories."""
    features, categories = [], []
    for assessment in revision.assessments.all():
        if assessment.subject.live_revision is not None:
            (features if assessment.feature_id else categories).append(assessment)
    for group in (features, categories):
        group.sort(key=lambda assessment: assessment.subject.live_revision.position)
    return features, categories


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
    return Relation.objects.live(at).filter(target=framework)


def rows_naming(framework, *, at=None):
    """Rows of live articles whose name contains a framework, with what they state."""
    return (
        live_rows(at=at)
        .filter(printed_name__components__framework=framework)
        .distinct()
        .select_related("duplicate_of", "printed_name__combination")
        .prefetch_related(
            "printed_name__components",
            Prefetch("statements", queryset=Statement.objects.visible(at)),
            "statements__sources",
            "statements__feature",
            prefetch_live("statements__feature", FeatureRevision.objects, at=at),
        )
    )


def visible_pairs(combination):
    """The pairs of a combination of which readers can see both ends."""
    return [
        pair
        for pair in combination.pairs.all()
        if pair.a.live_revision is not None and pair.b.live_revision is not None
    ]


def denotes_alone(row, framework):
    """Whether the name of a row means this framework and no other."""
    parts = {part.framework_id for part in row.printed_name.components.all()}
    return row.printed_name.identity != Identity.COMBINATION and parts == {framework.pk}


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
        if _revision_model(model) is type(revision)
    ]
    return _source_ids(cited) if cited else set()


def revisions_quoting(entry):
    """The live revisions, by model, with claims that hide when `entry` is not live."""
    found = defaultdict(set)
    for model, ends in OTHER_ENDS.items():
        for end in ends:
            if model._meta.get_field(end).related_model is type(entry):
                path = CITING[model]
                claims = model.objects.filter(is_live(from_row(model, "")), **{end: entry})
                found[_revision_model(model)].update(claims.values_list(path, flat=True))
    return found


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


def _revision_model(model):
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


def successor(entry_model, slug, *, at=None):
    """The live entry that addresses of the retired `slug` lead to, or None."""
    retired = entry_model.objects.filter(slug=slug).exclude(redirects_to=None)
    entry = retired.select_related("redirects_to").first()
    if entry is None:
        return None
    live = entry.redirects_to.revisions.live(at).first()
    return live.entry if live else None


def preview_links(revision):
    """Links by which `revision` can be seen now."""
    links = PreviewLink.objects.valid().select_related("created_by")
    kind = revision.entry._meta.model_name
    return links.filter(kind=kind, slug=revision.slug, revision=revision.number)


def newest_edits(revision, count):
    """The last `count` recorded edits of a revision, newest first, each with who made it."""
    kind = revision.entry._meta.model_name
    edits = Change.objects.filter(kind=kind, slug=revision.slug, revision=revision.number)
    return list(edits.filter(action=ChangeAction.EDIT).select_related("by")[:count])


def editing_now(subject, *, without):
    """Who else has a form of the revision (kind, slug, number) open."""
    return [one.user for one in Presence.objects.here().about(subject).exclude(user=without)]


def previewed_revision(token):
    """The revision that the preview link with `token` shows, open or live by now; or None."""
    link = PreviewLink.objects.valid().of_token(token).first()
    if link is None:
        return None
    model = next(model for model in ENTRY_MODELS if model._meta.model_name == link.kind)
    revisions = model.revisions.rel.related_model.objects.select_related("entry")
    shown = revisions.filter(state__in=[*OPEN_STATES, State.LIVE])
    return shown.filter(entry__slug=link.slug, number=link.revision).first()


def framework_lives(*, at=None):
    """Live frameworks with the releases that date them, by birth on the lineage page."""
    return list(FrameworkRevision.objects.live(at).prefetch_related("releases", "facts"))


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


def newest_releases(number):
    """Dated releases of live frameworks, the newest first."""
    dated = public_claims(Release).exclude(released_on="").select_related("revision__entry")
    return dated.order_by("-released_on", "-pk")[:number]
