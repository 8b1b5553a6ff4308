from django.views.generic import TemplateView

from catalog import linked, queries
from catalog.models import ArticleRevision, CategoryRevision
from catalog.views.moments import ReadAsOf

MATRIX_ROWS = 40


class HomeView(ReadAsOf, TemplateView):
    template_name = "catalog/home.html"

    def get_context_data(self, **kwargs):
        features, rows = queries.feature_matrix(most=MATRIX_ROWS + 1, at=self.at)
        return super().get_context_data(
            linked=linked.website(),
            articles=ArticleRevision.objects.live(self.at),
            categories=CategoryRevision.objects.live(self.at).order_by("position", "pk"),
            counts=queries.row_counts(at=self.at),
            features=features,
            matrix=rows[:MATRIX_ROWS],
            matrix_is_cut=len(rows) > MATRIX_ROWS,
            **kwargs,
        )
