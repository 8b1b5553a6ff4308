"""Two to six frameworks side by side: facts, assessments and relations, row by row."""

from dataclasses import dataclass
from typing import Any

from django.views.generic import TemplateView

from catalog import queries
from catalog.choices import FactField
from catalog.models import FrameworkRevision
from catalog.moments import PARAMETER
from catalog.views.facts import fact_rows
from catalog.views.moments import ReadAsOf
from catalog.views.picking import choices, picked

MOST = 6


@dataclass(frozen=True)
class Row:
    """One line of the comparison; `said` is what decides whether its cells differ."""

    label: str
    anchor: str
    cells: list[Any]
    said: list[Any]

    @property
    def differs(self):
        return any(one != self.said[0] for one in self.said)


class CompareView(ReadAsOf, TemplateView):
    template_name = "catalog/compare.html"

    def get_context_data(self, **kwargs):
        wanted = list(dict.fromkeys(filter(None, self.request.GET.getlist("f"))))
        known = picked(wanted, at=self.at)
        slugs = [*dict.fromkeys(known[one].slug for one in wanted if one in known)]
        left_out, slugs = len(slugs[MOST:]), slugs[:MOST]
        only_differences = "differences" in self.request.GET
        compared = self.compared(slugs)
        groups = self.groups(compared, only_differences=only_differences) if compared else []
        return super().get_context_data(
            compared=[(one, self.address_without(one.slug, slugs)) for one in compared],
            groups=groups,
            only_differences=only_differences,
            choices=choices(without=slugs, at=self.at),
            may_add=len(slugs) < MOST,
            most=MOST,
            unknown=[slug[:80] for slug in wanted if slug not in known],
            left_out=left_out,
            is_filtered=bool(self.request.GET.keys() - {PARAMETER}),
            **kwargs,
        )

    def compared(self, slugs):
        """The frameworks with everything that is compared, in the order they were asked for."""
        live = FrameworkRevision.objects.live(self.at).filter(entry__slug__in=slugs)
        return sorted(live.with_evidence(self.at), key=lambda one: slugs.index(one.slug))

    def address_without(self, slug, slugs):
        query = self.request.GET.copy()
        query.setlist("f", [one for one in slugs if one != slug])
        return f"?{query.urlencode()}"

    def groups(self, compared, *, only_differences):
        assessed = [queries.assessments_by_subject(one) for one in compared]
        groups = [
            ("facts", self.fact_lines(compared)),
            ("features", assessment_lines([features for features, _categories in assessed])),
            ("categories", assessment_lines([categories for _features, categories in assessed])),
            ("relations", [self.relation_line(compared)]),
        ]
        return [
            (name, [row for row in rows if row.differs or not only_differences])
            for name, rows in groups
        ]

    def fact_lines(self, compared):
        for cells in zip(*(fact_rows(one) for one in compared), strict=True):
            field = cells[0].field
            if field == FactField.NAME:
                continue  # the head of the column says it
            said = [said_by_fact(cell) for cell in cells]
            framed = list(zip(cells, compared, strict=True))
            yield Row(field.label, f"fact-{field.value}", framed, said)

    def relation_line(self, compared):
        ids = {one.entry_id for one in compared}
        cells = []
        for one in compared:
            found = queries.outgoing_relations(one)
            cells.append(sorted(found, key=lambda relation: relation.target_id not in ids))
        said = [{(one.type, one.target_id, one.target_name) for one in cell} for cell in cells]
        return Row("", "relations", cells, said)


def said_by_fact(row):
    """A fact without its evidence, comparable between frameworks."""
    if row.form == "terms":
        return {use.term_id for use in row.value}
    if row.form == "releases":
        return [(release.version, release.released_on) for release in row.value]
    return str(row.value) if row.form != "nothing" else ""


def assessment_lines(assessed):
    """A row for each subject that one of the frameworks was judged under, by position."""
    subjects = {one.subject: one.subject.live_revision for found in assessed for one in found}
    for subject, topic in sorted(subjects.items(), key=lambda pair: pair[1].position):
        cells = [next((one for one in found if one.subject == subject), None) for found in assessed]
        yield Row(
            str(topic.name), topic.slug, cells, [cell.verdict if cell else "" for cell in cells]
        )
