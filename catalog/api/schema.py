"""What the description says beyond the serializers: parameters, and that errors are problems."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

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
    def get_override_parameters(self):
        common = [
            OpenApiParameter(name, description=str(meaning), enum=accepted)
            for name, (meaning, accepted) in COMMON.items()
        ]
        return [*common, *self._filter_parameters()]

    def _filter_parameters(self):
        if self.view.detail or not self.view.filterset_class:
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
            for status in ("400", "404")
        }
        return super()._get_response_bodies(direction) | problems
