from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.addresses import absolute
from catalog.api.base import Readable
from catalog.dumps import FORMATS

RESOURCES = {
    "frameworks": "api:framework-list",
    "features": "api:feature-list",
    "categories": "api:category-list",
    "articles": "api:article-list",
    "relations": "api:relation-list",
    "releases": "api:release-list",
    "combinations": "api:combination-list",
    "matrix": "api:matrix",
    "coverage": "api:coverage",
    "glossary": "api:glossaryterm-list",
    "sources": "api:source-list",
    "search": "api:search",
    "changes": "api:changes",
    "oembed": "oembed",
    "openapi": "api:openapi",
    "docs": "api:docs",
}


class RootView(Readable, APIView):
    """Where everything is."""

    tag = "root"

    def known_parameters(self):
        return ["lang"]

    @extend_schema(operation_id="root_retrieve", responses={200: dict[str, str]})
    def get(self, request):
        places = {name: absolute(reverse(route)) for name, route in RESOURCES.items()}
        forms = [form for form, known in FORMATS.items() if known.is_offered]
        dumps = {f"dump.{form}": absolute(reverse("api:dump", args=[form])) for form in forms}
        return Response(places | dumps)
