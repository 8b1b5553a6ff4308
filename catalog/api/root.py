from django.http import JsonResponse
from django.urls import reverse

from catalog.api.addresses import absolute
from catalog.api.errors import refused_method

RESOURCES = {
    "frameworks": "api:framework-list",
    "features": "api:feature-list",
    "categories": "api:category-list",
    "articles": "api:article-list",
    "relations": "api:relation-list",
    "combinations": "api:combination-list",
    "glossary": "api:glossaryterm-list",
    "sources": "api:source-list",
    "search": "api:search",
    "openapi": "api:openapi",
    "docs": "api:docs",
}


def api_root(request):
    """Where everything is."""
    if request.method not in ("GET", "HEAD"):
        return refused_method(request, ["GET", "HEAD"])
    return JsonResponse({name: absolute(reverse(route)) for name, route in RESOURCES.items()})
