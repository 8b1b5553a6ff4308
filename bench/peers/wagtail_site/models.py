"""A framework as a page of Wagtail: what is said of it stands in rows of the page, with sources."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.api import APIField
from wagtail.models import Orderable, Page


class Source(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=400)

    def __str__(self):
        return self.title


class FrameworkPage(Page):
    summary = models.TextField()
    status = models.CharField(max_length=40)
    licence = models.CharField(max_length=200, blank=True)

    template = "framework.html"
    api_fields = [
        APIField("summary"),
        APIField("status"),
        APIField("licence"),
        APIField("claims"),
    ]

    def get_context(self, request, *args, **kwargs):
        claims = self.claims.prefetch_related("sources")
        return super().get_context(request, *args, **kwargs) | {"claims": claims}


class Claim(Orderable):
    """A fact, a release, a package, a paper, a relation, an assessment: all that has sources."""

    page = ParentalKey(FrameworkPage, on_delete=models.CASCADE, related_name="claims")
    group = models.CharField(max_length=40)
    title = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)
    verdict = models.CharField(max_length=40, blank=True)
    confidence = models.CharField(max_length=40, blank=True)
    sources = models.ManyToManyField(Source)

    api_fields = [
        APIField("group"),
        APIField("title"),
        APIField("text"),
        APIField("verdict"),
        APIField("confidence"),
        APIField("sources"),
    ]
