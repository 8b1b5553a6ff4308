"""Which one for me? A ranking that can be added up by hand from the verdicts that it shows."""

from dataclasses import dataclass

from catalog.choices import Status, Verdict

# What a verdict is worth, of `BEST`. Outdated ones held once; what nobody knows is worth nothing
# and is counted as unknown, so that silence never looks like a judgement.
WORTH = {Verdict.SUPPORTED: 2, Verdict.PARTLY: 1, Verdict.OUTDATED: 1, Verdict.CONTRADICTED: 0}
BEST = 2
LIVING = frozenset({Status.ACTIVE, Status.MAINTENANCE})


@dataclass(frozen=True)
class Line:
    """One feature that matters: what its verdict is worth, times the weight."""

    topic: object
    assessment: object
    weight: int

    @property
    def is_known(self):
        return self.assessment is not None and self.assessment.verdict in WORTH

    @property
    def worth(self):
        return WORTH[self.assessment.verdict] if self.is_known else 0

    @property
    def points(self):
        return self.worth * self.weight

    @property
    def most(self):
        return BEST * self.weight


@dataclass(frozen=True)
class Ranked:
    framework: object
    lines: list

    @property
    def points(self):
        return sum(line.points for line in self.lines)

    @property
    def most(self):
        return sum(line.most for line in self.lines)

    @property
    def unknown(self):
        return sum(not line.is_known for line in self.lines)


def ranking(frameworks, features, weights):
    """`Ranked` frameworks, most points first, then the fewest unknowns, then by name.

    `features` are live revisions, `weights` their weights by slug; a weight of 0 leaves one out.
    """
    ranked = []
    for framework in frameworks:
        judged = {one.feature_id: one for one in framework.assessments.all() if one.feature_id}
        lines = [
            Line(topic, judged.get(topic.entry_id), weights[topic.slug])
            for topic in features
            if weights.get(topic.slug)
        ]
        ranked.append(Ranked(framework, lines))
    return sorted(ranked, key=lambda one: (-one.points, one.unknown, one.framework.sort_key))
