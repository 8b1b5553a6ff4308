"""Verdicts under features and categories."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Prefetch

from catalog.choices import Verdict
from catalog.models import Assessment, FeatureRevision, FrameworkRevision, is_live


@dataclass(frozen=True)
class MatrixRow:
    framework: FrameworkRevision
    assessments: list  # one for each column, or None


def feature_matrix(*, most, at=None):
    """The live features, and the first `most` live frameworks by name with their assessments."""
    features = list(FeatureRevision.objects.live(at).order_by("position", "pk"))
    judged = Prefetch("assessments", queryset=Assessment.objects.filter(feature__isnull=False))
    frameworks = FrameworkRevision.objects.live(at).prefetch_related(judged)
    rows = []
    for framework in frameworks.order_by("sort_key", "pk")[:most]:
        found = {assessment.feature_id: assessment for assessment in framework.assessments.all()}
        rows.append(MatrixRow(framework, [found.get(feature.entry_id) for feature in features]))
    return features, rows


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
        .order_by("revision__sort_key", "pk")
    )


def assessments_by_subject(revision):
    """The assessments of a framework under live features and under live categories."""
    features, categories = [], []
    for assessment in revision.assessments.all():
        if assessment.subject.live_revision is not None:
            (features if assessment.feature_id else categories).append(assessment)
    for group in (features, categories):
        group.sort(key=lambda assessment: assessment.subject.live_revision.position)
    return features, categories
