"""What will go says so: in the headers of its answers, in the description and in the changelog."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from catalog.api import urls
from catalog.api.base import Readable
from catalog.api.deprecation import Deprecation
from catalog.api.schema import ResourceSchema

CHANGELOG = Path(__file__).parents[2] / "docs/api/CHANGELOG.md"
SINCE = datetime(2027, 1, 1, tzinfo=UTC)
SUNSET = datetime(2028, 3, 1, tzinfo=UTC)
LINK = '<http://127.0.0.1:8000/api/v1/docs/>; rel="deprecation"; type="text/html"'
TOLD = {
    "Deprecation": "@1798761600",
    "Sunset": "Wed, 01 Mar 2028 00:00:00 GMT",
    "Link": LINK,
}


class Shades(Readable, APIView):
    """A resource with a parameter that will go."""

    schema = ResourceSchema()
    deprecations = (Deprecation(SINCE, SUNSET, parameter="colour"),)

    def known_parameters(self):
        return ["lang", "colour"]

    @extend_schema(parameters=[OpenApiParameter("colour")], responses={200: dict[str, str]})
    def get(self, request):
        return Response({})


class OldShades(Shades):
    """A resource that will go."""

    deprecations = (Deprecation(SINCE, SUNSET),)


def told(view, query):
    response = view.as_view()(APIRequestFactory().get(f"/shades/{query}"))
    return {name: response[name] for name in TOLD if name in response}


def test_headers_tell_who_asks_for_what_will_go():
    asked = [told(Shades, "?colour=red"), told(Shades, "?lang=en"), told(OldShades, "?lang=en")]

    assert asked == [TOLD, {}, TOLD]


def test_refusals_tell_it_too():
    assert told(OldShades, "?unknown=1") == TOLD


def test_description_marks_what_will_go():
    patterns = [path("shades/", Shades.as_view()), path("old/", OldShades.as_view())]

    paths = SchemaGenerator(patterns=patterns).get_schema(request=None, public=True)["paths"]

    new, old = paths["/shades/"]["get"], paths["/old/"]["get"]
    marked = [one["name"] for one in new["parameters"] if one.get("deprecated")]
    assert (marked, new.get("deprecated"), old.get("deprecated")) == (["colour"], None, True)


def test_less_than_a_year_of_notice_is_refused():
    with pytest.raises(ValueError, match="less than a year"):
        Deprecation(SINCE, SINCE + timedelta(days=364))


def test_changelog_names_everything_that_will_go():
    changelog = CHANGELOG.read_text(encoding="utf-8")
    views = {getattr(one.callback, "cls", None) for one in urls.urlpatterns}
    going = [one for view in views for one in getattr(view, "deprecations", ())]

    assert [one for one in going if f"{one.sunset:%Y-%m-%d}" not in changelog] == []
