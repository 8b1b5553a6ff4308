"""The document of a revision that is not public yet, for whoever was sent its preview link."""

from django.utils.cache import patch_cache_control

from catalog import queries
from catalog.api import resources
from catalog.api.errors import unknown_path
from catalog.choices import EntryKind
from catalog.moments import PARAMETER


class Preview:
    """Exactly the document that will be published, of the one revision that a link names."""

    schema = None  # an address that only a link gives is no part of the contract
    reads_kept = False
    revision = None

    def known_parameters(self):
        return [name for name in super().known_parameters() if name != PARAMETER]

    def revisions(self, model):
        return model.objects.filter(pk=self.revision.pk).select_related("entry")


class ArticlePreview(Preview, resources.ArticleViewSet):
    pass


class CategoryPreview(Preview, resources.CategoryViewSet):
    pass


class FeaturePreview(Preview, resources.FeatureViewSet):
    pass


class FrameworkPreview(Preview, resources.FrameworkViewSet):
    pass


class GlossaryTermPreview(Preview, resources.GlossaryTermViewSet):
    pass


PREVIEWS = {
    EntryKind.ARTICLE: ArticlePreview,
    EntryKind.CATEGORY: CategoryPreview,
    EntryKind.FEATURE: FeaturePreview,
    EntryKind.FRAMEWORK: FrameworkPreview,
    EntryKind.GLOSSARY_TERM: GlossaryTermPreview,
}


def preview_document(request, token):
    """The document; an address that opens nothing answers like one that never did."""
    revision = queries.previewed_revision(token)
    if revision is None:
        return unknown_path(request)
    viewset = PREVIEWS[revision.entry._meta.model_name]
    view = viewset.as_view({"get": "retrieve"}, detail=True, revision=revision)
    response = view(request, slug=revision.slug)
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
