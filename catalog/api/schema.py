"""What the description says beyond the serializers: parameters, and that errors are problems."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from catalog.api.describing import CONDITIONS, REFUSALS, told_more
from catalog.api.language import ALL
from catalog.bilingual import LANGUAGES
from catalog.filters import ChoicesFilter

# The parameters of every resource: what each means, and the accepted values if they are few.
COMMON = {
    "lang": (
        _("The language of texts; without it the Accept-Language header decides."),
        [*LANGUAGES, ALL],
    ),
    "fallback": (
        _("With “none” a text that is missing in the language is null, not another language's."),
        ["none"],
    ),
    "fields": (_("Only these fields, separated by commas."), None),
    "as_of": (
        _(
            "The catalogue as it stood at the end of this day in UTC (2026-11-24) or at this "
            "moment (2026-11-24T18:00:00Z). Names of terms and sources are today’s."
        ),
        None,
    ),
}


EXPAND = _(
    "Put what the object names beside it in full, under “expanded”: one level, as lists show it."
)
CURSOR = _(
    "Empty, it begins a walk through the whole list as it stands now; “next” goes on. Nothing "
    "comes twice and nothing is missed, whatever is published meanwhile. It counts nothing, and "
    "takes no “page” and no “sort”."
)


class ParameterErrorSerializer(serializers.Serializer):
    parameter = serializers.CharField()
    detail = serializers.CharField()
    code = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """Problem details (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    errors = ParameterErrorSerializer(many=True, required=False)


class ResourceSchema(AutoSchema):
    """The description of a read: its parameters, and every answer that it can give."""

    def get_override_parameters(self):
        common = [
            OpenApiParameter(name, description=str(meaning), enum=accepted)
            for name, (meaning, accepted) in COMMON.items()
        ]
        known = self.view.known_parameters() if hasattr(self.view, "known_parameters") else ()
        conditions = [
            OpenApiParameter(name, location=OpenApiParameter.HEADER, description=meaning)
            for name, meaning in CONDITIONS.items()
        ]
        shared = [one for one in common if one.name in known]
        return [*shared, *self._own_parameters(), *conditions]

    def get_description(self):
        """The docstring of the view, and a request that can be tried, which a test does."""
        example = getattr(self.view, self._example, "")
        return super().get_description() + (f"\n\nExample: `{example}`" if example else "")

    @property
    def _example(self):
        return "detail_example" if getattr(self.view, "detail", False) else "example"

    def _own_parameters(self):
        view = self.view
        if expansions := getattr(view, "expansions", ()):
            yield OpenApiParameter(
                "expand", description=str(EXPAND), enum=expansions, many=True, explode=False
            )
        if getattr(view, "walk_key", None) and not view.detail:
            yield OpenApiParameter("cursor", description=str(CURSOR))
        yield from self._filter_parameters()

    def _filter_parameters(self):
        if getattr(self.view, "detail", True) or not self.view.filterset_class:
            return
        for name, one in self.view.filterset_class.base_filters.items():
            yield OpenApiParameter(
                name,
                description=str(one.label),
                enum=[value for value, _label in one.extra.get("choices", ())] or None,
                many=isinstance(one, ChoicesFilter),
            )

    def _get_response_bodies(self, direction="response"):
        problems = {
            status: self._get_response_for_code(
                ProblemSerializer, status, ["application/problem+json"], direction
            )
            for status in ("400", "404", *REFUSALS)
        }
        bodies = super()._get_response_bodies(direction) | problems
        return told_more(bodies, is_list=not getattr(self.view, "detail", False))
