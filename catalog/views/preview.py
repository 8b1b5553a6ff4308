"""Pages of revisions that readers can not see yet: for staff, and for who was sent a link."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from catalog import queries
from catalog.choices import EntryKind, State
from catalog.views.articles import ArticleDetailView
from catalog.views.frameworks import FrameworkDetailView
from catalog.views.glossary import GlossaryTermDetailView
from catalog.views.topics import CategoryDetailView, FeatureDetailView


class Preview:
    """A detail page of one numbered revision, in any state, that nobody stores."""

    extra_context = {"is_preview": True}
    has_moments = False

    def get_queryset(self):
        return self.with_parts(self.model.objects.select_related("entry"))

    def get(self, request, *args, **kwargs):
        # Straight to the page: a preview never leads elsewhere, as a retired address does.
        return DetailView.get(self, request, *args, **kwargs)

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


class GlossaryTermPreview(Preview, GlossaryTermDetailView):
    pass


PREVIEWS = {
    EntryKind.ARTICLE: ArticlePreview,
    EntryKind.CATEGORY: CategoryPreview,
    EntryKind.FEATURE: FeaturePreview,
    EntryKind.FRAMEWORK: FrameworkPreview,
    EntryKind.GLOSSARY_TERM: GlossaryTermPreview,
}


# The desk shows previews in frames of the width of a phone and of a screen.
FRAMED = csp_replace({"frame-ancestors": [SELF]})


@require_safe
@FRAMED
@xframe_options_sameorigin
def revision_preview(request, kind, slug, number):
    """A revision as its page will be; for anybody who may not see it, it does not exist."""
    view = PREVIEWS.get(kind)
    if view is None or not _may_view(request.user, view.model):
        raise Http404
    return _unstored(request, view, slug=slug, number=number)


@require_safe
def shared_preview(request, token):
    """The same for whoever holds a link; once published, the link leads to the page itself."""
    revision = queries.previewed_revision(token)
    if revision is None:
        raise Http404
    if revision.state == State.LIVE:
        return redirect(revision)
    view = PREVIEWS[revision.entry._meta.model_name]
    return _unstored(request, view, slug=revision.slug, number=revision.number)


def _unstored(request, view, **address):
    response = view.as_view()(request, **address).render()
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response


def _may_view(user, model):
    permission = f"{model._meta.app_label}.view_{model._meta.model_name}"
    return user.is_active and user.is_staff and user.has_perm(permission)
