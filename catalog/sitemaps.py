"""The sitemap: every public page in both languages, each naming the other.

It is one file while that holds everything, and beyond it an index of files, by kind.
"""

from functools import cached_property, partial
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, x_robots_tag
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
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
    "rubric",
)


# Addresses of one file. It may hold 50,000 (sitemaps.org), which take ten seconds and 200 MB to
# write; so many take one.
MOST = 5_000


class BilingualSitemap(Sitemap):
    """One kind of pages, as one request sees them."""

    i18n = True
    alternates = True
    protocol = urlsplit(settings.SITE_URL).scheme

    @cached_property
    def paginator(self):
        """Pages of as many addresses as a file may hold; what they show is read once."""
        return Paginator(self._items(), MOST)

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
    "articles": partial(RevisionSitemap, ArticleRevision),
    "frameworks": partial(RevisionSitemap, FrameworkRevision),
    "features": partial(RevisionSitemap, FeatureRevision),
    "categories": partial(RevisionSitemap, CategoryRevision),
    "combinations": CombinationSitemap,
    "glossary": partial(RevisionSitemap, GlossaryTermRevision),
    "sources": SourceSitemap,
}


@x_robots_tag
def sitemap(request):
    """Everything, or the index of the files that hold it."""
    maps = {kind: make() for kind, make in SITEMAPS.items()}
    if sum(one.paginator.count for one in maps.values()) > MOST:
        return _index(request, maps)
    return _file(request, [url for one in maps.values() for url in one.get_urls()])


@x_robots_tag
def part(request, kind, page):
    """One of the files that the index names."""
    if kind not in SITEMAPS:
        raise Http404
    found = SITEMAPS[kind]()
    if page not in found.paginator.page_range:
        raise Http404
    return _file(request, found.get_urls(page=page))


def _index(request, maps):
    files = [
        SitemapIndexItem(settings.SITE_URL + reverse("sitemap-part", args=[kind, page]))
        for kind, one in maps.items()
        if one.paginator.count
        for page in one.paginator.page_range
    ]
    content = {"sitemaps": files}
    return TemplateResponse(request, "sitemap_index.xml", content, content_type="application/xml")


def _file(request, urls):
    return TemplateResponse(
        request, "sitemap.xml", {"urlset": urls}, content_type="application/xml"
    )
