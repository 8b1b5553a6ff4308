from django.db.models.functions import Lower
from django.views.generic import TemplateView

from catalog import interoperability
from catalog.models import FrameworkRevision
from catalog.moments import PARAMETER
from catalog.views.moments import ReadAsOf

# A table of more rows and columns is no answer to anybody; any pair can still be asked.
MOST = 40


class InteroperabilityView(ReadAsOf, TemplateView):
    """The table of all pairs about which something is known, and the answer about any two."""

    template_name = "catalog/interoperability.html"

    def get_context_data(self, **kwargs):
        frameworks = list(FrameworkRevision.objects.live(self.at).order_by(Lower("name"), "pk"))
        known = interoperability.answers(at=self.at)
        by_slug = {framework.slug: framework for framework in frameworks}
        asked = [self.request.GET.get(name, "") for name in ("a", "b")]
        a, b = (by_slug.get(slug) for slug in asked)
        return super().get_context_data(
            frameworks=frameworks,
            asked=asked,
            unknown=[slug[:80] for slug in asked if slug and slug not in by_slug],
            a=a,
            b=b,
            is_same=a is not None and a == b,
            **(self.answer(a, b, known, frameworks) if a and b and a != b else {}),
            **self.table(known, frameworks),
            is_filtered=bool(self.request.GET.keys() - {PARAMETER}),
            **kwargs,
        )

    def answer(self, a, b, known, frameworks):
        return {
            "answer": interoperability.between(a, b, at=self.at),
            "bridges": list(interoperability.bridges(a, b, known, frameworks)),
        }

    def table(self, known, frameworks):
        """The frameworks with most answers, and what is known about each two of them."""
        counts = {framework.entry_id: 0 for framework in frameworks}
        for ends in known:
            for end in ends & counts.keys():
                counts[end] += 1
        heads = sorted(frameworks, key=lambda one: -counts[one.entry_id])[:MOST]
        heads = [one for one in frameworks if one in heads and counts[one.entry_id]]
        rows = [
            (
                row,
                [
                    (column, known.get(frozenset((row.entry_id, column.entry_id))))
                    for column in heads
                ],
            )
            for row in heads
        ]
        return {"heads": heads, "rows": rows}
