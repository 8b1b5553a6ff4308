"""Pages of revisions that readers can not see yet, for staff."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control

from catalog.choices import EntryKind
from catalog.views.articles import ArticleDetailView
from catalog.views.frameworks import FrameworkDetailView
from catalog.views.topics import CategoryDetailView, FeatureDetailView


class Preview:
    """A detail page of one numbered revision, in any state, that nobody stores."""

    extra_context = {"is_preview": True}

    def get_queryset(self):
        return self.with_parts(self.model.objects.select_related("entry"))

    def get_object(self):
        return get_object_or_404(
            self.get_queryset(), entry__slug=self.kwargs["slug"], number=self.kwargs["number"]
        )


class ArticlePreview(Preview, ArticleDetailView):
    pass


class CategoryPreview(Preview, CategoryDetailView):
    pass


class FeaturePreview(Preview, FeatureDetailView):
    pass


class FrameworkPreview(Preview, FrameworkDetailView):
    pass


PREVIEWS = {
    EntryKind.ARTICLE: ArticlePreview,
    EntryKind.CATEGORY: CategoryPreview,
    EntryKind.FEATURE: FeaturePreview,
    EntryKind.FRAMEWORK: FrameworkPreview,
}


def revision_preview(request, kind, slug, number):
    """A revision as its page will be; for anybody who may not see it, it does not exist."""
    view = PREVIEWS.get(kind)
    if view is None or not _may_view(request.user, view.model):
        raise Http404
    response = view.as_view()(request, slug=slug, number=number).render()
    patch_cache_control(response, private=True, no_store=True)
    return response


def _may_view(user, model):
    permission = f"{model._meta.app_label}.view_{model._meta.model_name}"
    return user.is_active and user.is_staff and user.has_perm(permission)
