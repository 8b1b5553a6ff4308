"""Addresses with a slug in another spelling lead to the one page of the slug."""

from django.db.models.functions import Lower
from django.http import HttpResponsePermanentRedirect
from django.urls import reverse

from catalog import queries
from catalog.models import ENTRY_MODELS, Combination
from catalog.validators import slug_key

ENTRIES = {model._meta.model_name: model for model in ENTRY_MODELS}
READING = ("GET", "HEAD")


class SpellingMiddleware:
    """Redirects what would be a 404, on pages, feeds, badges and in the API alike."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code != 404 or request.method not in READING or match is None:
            return response
        slug, kind = match.kwargs.get("slug"), _kind_of(match)
        known = public_slug(kind, slug) if slug and kind else None
        if known is None:
            return response
        address = reverse(match.view_name, kwargs={**match.kwargs, "slug": known})
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def public_slug(kind, slug):
    """The slug that differs from `slug` by case only, where readers see what it names."""
    for slugs in _slugs(kind):
        found = slugs.annotate(key=Lower("slug")).filter(key=slug_key(slug)).exclude(slug=slug)
        if known := found.values_list("slug", flat=True).first():
            return known
    return None


def _kind_of(match):
    """The kind that an address is about: ``framework-feed`` names it, and a poster has a part."""
    return match.kwargs.get("kind") or (match.url_name or "").partition("-")[0]


def _slugs(kind):
    """The querysets of rows with a slug among which readers find one."""
    if kind in ENTRIES:
        entries = ENTRIES[kind].objects
        live = entries.filter(pk__in=entries.all().live().order_by().values("entry"))
        return [live, entries.exclude(redirects_to=None)]
    if kind == "combination":
        names = Combination.objects.live().order_by().values("printed_name")
        return [Combination.printed_name.field.related_model.objects.filter(pk__in=names)]
    return [queries.public_sources()] if kind == "source" else []
