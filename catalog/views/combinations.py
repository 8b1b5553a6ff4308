from django.views.generic import DetailView, ListView

from catalog import linked, queries, translations
from catalog.bilingual import current_language
from catalog.choices import PairRole
from catalog.models import Combination
from catalog.views.moments import ReadAsOf


class CombinationListView(ReadAsOf, ListView):
    template_name = "catalog/combination_list.html"
    context_object_name = "combinations"

    def get_queryset(self):
        return Combination.objects.live(self.at).order_by("printed_name__sort_key", "pk")


class CombinationDetailView(ReadAsOf, DetailView):
    template_name = "catalog/combination_detail.html"
    context_object_name = "combination"
    slug_field = "printed_name__slug"

    def get_queryset(self):
        return Combination.objects.live(self.at).with_pairs(self.at)

    def get_context_data(self, **kwargs):
        visible = queries.visible_pairs(self.object)
        entry = self.object.printed_name.revision.entry
        return super().get_context_data(
            linked=linked.combination(self.object),
            behind=translations.behind([self.object, *visible], entry, current_language()),
            main=[pair for pair in visible if pair.role == PairRole.MAIN],
            between=[pair for pair in visible if pair.role == PairRole.BETWEEN_OTHERS],
            **kwargs,
        )
