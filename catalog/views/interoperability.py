from dataclasses import dataclass

from django.views.generic import TemplateView

from catalog import interoperability
from catalog.models import FrameworkRevision
from catalog.moments import PARAMETER
from catalog.pair_answers import sentence
from catalog.views.moments import ReadAsOf
from catalog.views.picking import LISTED, LONGEST, choices, picked

# A table of more rows and columns is no answer to anybody; any pair can still be asked.
MOST = 40


@dataclass(frozen=True)
class NameWithoutEntry:
    """What a relation names and the catalogue has no entry of."""

    name: str

    @property
    def slug(self):
        return self.name


class InteroperabilityView(ReadAsOf, TemplateView):
    """The table of all pairs about which something is known, and the answer about any two."""

    template_name = "catalog/interoperability.html"

    def get_context_data(self, **kwargs):
        asked = [self.request.GET.get(name, "") for name in ("a", "b")]
        names = interoperability.names_without_entry(most=LISTED, at=self.at)
        without_entry = {name.lower(): NameWithoutEntry(name) for name in names}
        known = {one: without_entry.get(one[:LONGEST].lower()) for one in asked}
        known |= picked([*filter(None, asked)], at=self.at)
        known = {one: thing for one, thing in known.items() if thing}
        a, b = (known.get(one) for one in asked)
        listed = choices(at=self.at)
        return super().get_context_data(
            choices=listed,
            names_without_entry=names,
            asked=[known[one].slug if one in known else one for one in asked],
            unknown=[one[:80] for one in asked if one and one not in known],
            a=a,
            b=b,
            is_same=a is not None and a == b,
            **(self.answer(a, b) if a and b and a != b else {}),
            **self.table(),
            is_filtered=bool(self.request.GET.keys() - {PARAMETER}),
            **kwargs,
        )

    def answer(self, a, b):
        absent = [one for one in (a, b) if isinstance(one, NameWithoutEntry)]
        if absent:
            answer = self.answer_about_name(a, b)
            return {"answer": answer, "sentence": sentence(answer), "absent": absent}
        known = interoperability.answers_about([a.entry_id, b.entry_id], at=self.at)
        answer = known[frozenset((a.entry_id, b.entry_id))]
        bridges = interoperability.bridges(a, b, known, at=self.at)
        return {"answer": answer, "sentence": sentence(answer), "bridges": bridges}

    def answer_about_name(self, a, b):
        """What the entry of one says about the name of the other, which has none."""
        if isinstance(a, NameWithoutEntry):
            a, b = b, a
        if isinstance(a, NameWithoutEntry):
            return interoperability.Answer()
        return interoperability.answer_about_name(a.entry_id, b.name, at=self.at)

    def table(self):
        """The frameworks with most answers, and what is known about each two of them."""
        ids = interoperability.most_answered(MOST, at=self.at)
        live = FrameworkRevision.objects.live(self.at).filter(entry__in=ids)
        heads = list(live.order_by("sort_key", "pk"))
        known = interoperability.answers(ids, at=self.at)
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
