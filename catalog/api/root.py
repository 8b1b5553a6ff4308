from django.http import JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.api.addresses import absolute

RESOURCES = {
    "frameworks": "api:framework-list",
    "features": "api:feature-list",
    "categories": "api:category-list",
    "articles": "api:article-list",
    "relations": "api:relation-list",
    "combinations": "api:combination-list",
    "sources": "api:source-list",
    "openapi": "api:openapi",
    "docs": "api:docs",
}


@require_safe
def api_root(request):
    """Where everything is."""
    return JsonResponse({name: absolute(reverse(route)) for name, route in RESOURCES.items()})
