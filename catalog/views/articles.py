from django.shortcuts import redirect
from django.views.generic import ListView

from catalog import linked, queries
from catalog.models import ArticleRevision, CategoryRevision, FeatureRevision, prefetch_live
from catalog.moments import put_into
from catalog.views.entries import EntryDetailView
from catalog.views.moments import ReadAsOf


class ArticleListView(ReadAsOf, ListView):
    template_name = "catalog/article_list.html"
    context_object_name = "articles"

    def get_queryset(self):
        return ArticleRevision.objects.live(self.at)

    def render_to_response(self, context, **kwargs):
        if len(context["articles"]) == 1:
            page = context["articles"][0].get_absolute_url()
            return redirect(put_into(page, self.request.moment))
        return super().render_to_response(context, **kwargs)


class ArticleDetailView(EntryDetailView):
    model = ArticleRevision
    template_name = "catalog/article_detail.html"
    context_object_name = "article"

    def with_parts(self, revisions):
        return revisions.with_sections(self.at).prefetch_related(
            prefetch_live("sections__items__feature", FeatureRevision.objects, at=self.at),
            prefetch_live("sections__items__category", CategoryRevision.objects, at=self.at),
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            counts=queries.row_counts(at=self.at), linked=linked.article(self.object), **kwargs
        )
