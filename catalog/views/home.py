from django.views.generic import TemplateView

from catalog import queries
from catalog.models import ArticleRevision, CategoryRevision


class HomeView(TemplateView):
    template_name = "catalog/home.html"

    def get_context_data(self, **kwargs):
        features, rows = queries.feature_matrix()
        return super().get_context_data(
            articles=ArticleRevision.objects.live(),
            categories=CategoryRevision.objects.live().order_by("position", "pk"),
            counts=queries.row_counts(),
            features=features,
            matrix=rows,
            **kwargs,
        )
