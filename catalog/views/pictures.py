"""Pages of pictures: how frameworks descend from each other, and how much is borne out."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from catalog import pictures, queries
from catalog.choices import Confidence, ReleaseRole, StatementKind, Status, Verdict
from catalog.models import CategoryRevision, FeatureRevision, Revision
from catalog.moments import put_into
from catalog.readings import sort_key
from catalog.views.moments import ReadAsOf

ENDED = {Status.INACTIVE, Status.ARCHIVED, Status.RETIRED}
# What a relation means for descent; arcs of one family look alike.
FAMILIES = {
    "successor_of": "descent",
    "superseded_by": "descent",
    "merged_into": "descent",
    "influenced_by": "descent",
    "adapted_for": "descent",
    "built_on": "structure",
    "part_of": "structure",
    "interface_to": "structure",
    "backend_of": "structure",
}


def life_of(framework, *, moment):
    """What the pictures draw of a live framework; its address is read at `moment` too."""
    dates = {release.role: release.released_on for release in framework.releases.all()}
    return pictures.Life(
        key=framework.entry_id,
        label=framework.name,
        born=dates.get(ReleaseRole.FIRST, ""),
        latest=dates.get(ReleaseRole.LATEST, ""),
        ended=framework.status_since if framework.status in ENDED else "",
        url=put_into(framework.get_absolute_url(), moment),
    )


def drawn_relation(relation):
    """A relation as `pictures.lineage` takes it: source, target, family, words."""
    target = relation.target.live_revision.name if relation.target_id else relation.target_name
    words = f"{relation.revision.name} {relation.get_type_display()} {target}"
    if relation.since or relation.until:
        words += f" ({relation.since}–{relation.until})"
    key = relation.target_id or relation.target_name
    return relation.revision.entry_id, key, FAMILIES.get(relation.type, "use"), words


LIVES = 200  # names that a picture has room for


class LineageView(ReadAsOf, TemplateView):
    template_name = "catalog/lineage.html"

    def get_context_data(self, **kwargs):
        found = queries.framework_lives(most=LIVES + 1, at=self.at)
        frameworks = found[:LIVES]
        relations = list(queries.public_relations(at=self.at).filter(revision__in=frameworks))
        moment = self.request.moment
        lives = [life_of(framework, moment=moment) for framework in frameworks]
        day = moment.at if moment else timezone.now()
        outside = {relation.target_name for relation in relations if relation.target_name}
        framework_of = {framework.entry_id: framework for framework in frameworks}
        strangers = [pictures.Life(key=name, label=name) for name in sorted(outside, key=sort_key)]
        return super().get_context_data(
            lineage=pictures.lineage([*lives, *strangers], map(drawn_relation, relations)),
            timeline=pictures.timeline(
                [life_of(framework, moment=moment) for framework in frameworks],
                today=f"{day:%Y-%m-%d}",
            ),
            rows=[(life, framework_of[life.key]) for life in pictures.in_order(lives)],
            is_cut=len(found) > LIVES,
            relations=sorted(relations, key=lambda one: (one.type, one.revision.sort_key)),
            **kwargs,
        )


def verdict_bar(counts):
    """A stacked bar of the verdicts in `counts`, the best first."""
    return pictures.stacked(
        [(verdict.replace("_", "-"), verdict.label, counts.get(verdict, 0)) for verdict in Verdict]
    )


def named(evidence):
    """What its claims are called; a term of the glossary is called so, and not a revision."""
    model = evidence.model
    if issubclass(model, Revision):
        model = model._meta.get_field("entry").related_model
    return model._meta.verbose_name_plural


class CoverageView(ReadAsOf, TemplateView):
    """How much of what the catalogue says is borne out, and how much nobody has looked at."""

    template_name = "catalog/coverage.html"

    def get_context_data(self, **kwargs):
        evidence = queries.evidence_by_kind(at=self.at)
        return super().get_context_data(
            subjects=[
                *self.subjects("feature", FeatureRevision),
                *self.subjects("category", CategoryRevision),
            ],
            evidence=[(named(one), self.citation_bar(one)) for one in evidence],
            confidence=[(named(one), self.confidence_bar(one)) for one in evidence],
            statements=self.statements(),
            oldest=queries.oldest_verified(5, at=self.at),
            **kwargs,
        )

    def subjects(self, subject, revisions):
        counts = queries.verdict_counts(subject, at=self.at)
        for topic in revisions.objects.live(self.at).order_by("position", "pk"):
            yield topic, verdict_bar(dict(counts.get(topic.entry_id, [])))

    def statements(self):
        counts = queries.statement_verdicts(at=self.at)
        return [(kind.label, verdict_bar(counts[kind])) for kind in StatementKind if kind in counts]

    def citation_bar(self, evidence):
        return pictures.stacked(
            [
                ("supported", _("with a source"), evidence.cited),
                ("contradicted", _("without a source"), evidence.uncited),
            ]
        )

    def confidence_bar(self, evidence):
        levels = [(f"confidence-{level}", level.label) for level in Confidence]
        parts = [
            (style, label, evidence.confidence.get(level, 0))
            for (style, label), level in zip(levels, Confidence, strict=True)
        ]
        return pictures.stacked(
            [*parts, ("unknown", _("not stated"), evidence.confidence.get("", 0))]
        )
