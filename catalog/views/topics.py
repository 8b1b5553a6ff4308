"""Features and categories: what frameworks are judged and sorted by."""

from django.core.paginator import InvalidPage
from django.http import Http404
from django.views.generic import ListView

from catalog import queries
from catalog.models import CategoryRevision, FeatureRevision
from catalog.paginator import Paginator, page_query
from catalog.views.entries import EntryDetailView
from catalog.views.moments import ReadAsOf


class TopicListView(ReadAsOf, ListView):
    template_name = "catalog/topic_list.html"
    subject = None

    def get_queryset(self):
        return self.model.objects.live(self.at).order_by("position", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(subject=self.subject, **kwargs)
        counts = queries.verdict_counts(self.subject, at=self.at)
        context["topics"] = [(topic, counts.get(topic.entry_id, [])) for topic in self.object_list]
        return context


ASSESSMENTS = 50  # on a page


class TopicDetailView(EntryDetailView):
    context_object_name = "topic"
    template_name = "catalog/topic_detail.html"
    subject = None

    def get_context_data(self, **kwargs):
        entry = self.object.entry
        counts = queries.verdict_counts(self.subject, at=self.at).get(entry.pk, [])
        page = self.page_of_assessments(sum(number for _verdict, number in counts))
        return super().get_context_data(
            canonical_query=page_query(page),
            counts=counts,
            page_obj=page,
            pages=page.paginator.get_elided_page_range(page.number),
            passages=queries.passages_about(self.subject, entry, at=self.at),
            subject=self.subject,
            **kwargs,
        )

    def page_of_assessments(self, number):
        listed = queries.assessments_under(self.subject, self.object.entry, at=self.at)
        paginator = Paginator(listed, ASSESSMENTS)
        paginator.count = number
        try:
            return paginator.page(self.request.GET.get("page", 1))
        except InvalidPage as error:
            raise Http404 from error


class FeatureListView(TopicListView):
    model = FeatureRevision
    subject = "feature"


class FeatureDetailView(TopicDetailView):
    model = FeatureRevision
    subject = "feature"


class CategoryListView(TopicListView):
    model = CategoryRevision
    subject = "category"


class CategoryDetailView(TopicDetailView):
    model = CategoryRevision
    subject = "category"
