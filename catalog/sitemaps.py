"""The sitemap: every public page in both languages, each naming the other."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from catalog import queries
from catalog.models import (
    ArticleRevision,
    CategoryRevision,
    Combination,
    FeatureRevision,
    FrameworkRevision,
    GlossaryTermRevision,
)

LISTS = (
    "home",
    "framework-list",
    "feature-list",
    "category-list",
    "combination-list",
    "glossaryterm-list",
    "source-list",
    "choose",
    "interoperability",
    "matrix",
    "compare",
    "lineage",
    "coverage",
    "changes",
    "about",
)


class BilingualSitemap(Sitemap):
    i18n = True
    alternates = True
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


class ListSitemap(BilingualSitemap):
    def items(self):
        return LISTS

    def location(self, item):
        return reverse(f"catalog:{item}")


class RevisionSitemap(BilingualSitemap):
    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.live().order_by("entry__slug")

    def lastmod(self, item):
        return item.published_at


class CombinationSitemap(BilingualSitemap):
    def items(self):
        return Combination.objects.live().order_by("printed_name__slug")

    def lastmod(self, item):
        return item.printed_name.revision.published_at


class SourceSitemap(BilingualSitemap):
    def items(self):
        return queries.public_sources().order_by("slug")


SITEMAPS = {
    "lists": ListSitemap,
    "articles": RevisionSitemap(ArticleRevision),
    "frameworks": RevisionSitemap(FrameworkRevision),
    "features": RevisionSitemap(FeatureRevision),
    "categories": RevisionSitemap(CategoryRevision),
    "combinations": CombinationSitemap,
    "glossary": RevisionSitemap(GlossaryTermRevision),
    "sources": SourceSitemap,
}
