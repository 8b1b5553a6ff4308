"""Features and categories: what frameworks are judged and sorted by."""

from django.views.generic import ListView

from catalog import queries
from catalog.models import CategoryRevision, FeatureRevision
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


class TopicDetailView(EntryDetailView):
    context_object_name = "topic"
    template_name = "catalog/topic_detail.html"
    subject = None

    def get_context_data(self, **kwargs):
        entry = self.object.entry
        return super().get_context_data(
            assessments=queries.assessments_under(self.subject, entry, at=self.at),
            counts=queries.verdict_counts(self.subject, at=self.at).get(entry.pk, []),
            passages=queries.passages_about(self.subject, entry, at=self.at),
            subject=self.subject,
            **kwargs,
        )


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
