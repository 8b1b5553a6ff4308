"""The resources of entries, which can be written as well as read."""

from catalog.api import resources
from catalog.api.writes.views import WritableEntry


class ArticleViewSet(WritableEntry, resources.ArticleViewSet):
    pass


class CategoryViewSet(WritableEntry, resources.CategoryViewSet):
    pass


class FeatureViewSet(WritableEntry, resources.FeatureViewSet):
    pass


class FrameworkViewSet(WritableEntry, resources.FrameworkViewSet):
    pass


class GlossaryTermViewSet(WritableEntry, resources.GlossaryTermViewSet):
    pass
