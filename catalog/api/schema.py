"""What the description says beyond the serializers: parameters, and that errors are problems."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from catalog.api import asking, values
from catalog.api.describing import CONDITIONS, OF_DOCUMENTS, REFUSALS, told_more
from catalog.api.language import ALL
from catalog.choices import Language
from catalog.filters import ChoicesFilter, SlugFilter

# The parameters of every resource: what each means, and which values it accepts.
COMMON = {
    "lang": (
        _("The language of texts; without it the Accept-Language header decides."),
        values.labelled([*Language.choices, (ALL, _("both languages"))]),
    ),
    "fallback": (
        _("With “none” a text that is missing in the language is null, not another language's."),
        values.labelled([("none", _("no other language"))]),
    ),
    "fields": (_("Only these fields."), None),  # each resource has its own
    "as_of": (
        _(
            "The catalogue as it stood at the end of this day in UTC (2026-11-24) or at this "
            "moment (2026-11-24T18:00:00Z). Names of terms and sources are today’s."
        ),
        values.of_catalogue("moment"),
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
        known = self.view.known_parameters() if hasattr(self.view, "known_parameters") else ()
        shared = [self._shared(name) for name in COMMON if name in known]
        conditions = [
            OpenApiParameter(name, location=OpenApiParameter.HEADER, description=meaning)
            for name, meaning in CONDITIONS.items()
        ]
        return [*shared, *self._own_parameters(), *conditions]

    def get_operation(self, *args, **kwargs):
        operation = super().get_operation(*args, **kwargs)
        if operation:
            operation.setdefault("security", [])  # said, because a default may stand above it
        return operation

    def get_auth(self):
        # An empty requirement among others makes generators ask for a token where none is read.
        return [one for one in super().get_auth() if one]

    def is_deprecated(self):
        return super().is_deprecated() or "" in self._deprecated

    def _get_parameters(self):
        found = super()._get_parameters()
        for one in found:
            if one["in"] == "query" and one["name"] in self._deprecated:
                one["deprecated"] = True
        return found

    @property
    def _deprecated(self):
        """The parameters that will go; an empty name is the whole operation."""
        return {one.parameter for one in getattr(self.view, "deprecations", ())}

    def _shared(self, name):
        meaning, accepted = COMMON[name]
        if accepted is None:
            accepted = values.several(values.word(self.view.field_names()))
        return OpenApiParameter(name, accepted, description=str(meaning))

    def get_summary(self):
        """What the docstring says first, which a list has in common with each of its documents."""
        if getattr(self.view, "detail", False) and self.method == "GET":
            model = self.view.entry_model or self.view.queryset.model
            return gettext("Read one %(kind)s") % {"kind": model._meta.verbose_name}
        return summary_of(super().get_description())

    def get_tags(self):
        return [self.view.tag] if hasattr(self.view, "tag") else super().get_tags()

    def get_description(self):
        """The docstring of the view, and a request that can be tried, which a test does."""
        example = getattr(self.view, self._example, "") if self.method == "GET" else ""
        tried = gettext("Example: `%(address)s`") % {"address": example} if example else ""
        return "\n\n".join(filter(None, [super().get_description(), tried]))

    @property
    def _example(self):
        return "detail_example" if getattr(self.view, "detail", False) else "example"

    def _own_parameters(self):
        view = self.view
        if expansions := getattr(view, "expansions", ()):
            accepted = values.several(values.word(expansions))
            yield OpenApiParameter("expand", accepted, description=str(EXPAND))
        if getattr(view, "walk_key", None) and not view.detail:
            yield OpenApiParameter("cursor", values.of_catalogue("cursor"), description=str(CURSOR))
        yield from self._filter_parameters()

    def _filter_parameters(self):
        if getattr(self.view, "detail", True) or not self.view.filterset_class:
            return
        for name, one in self.view.filterset_class.base_filters.items():
            yield OpenApiParameter(name, accepted_by(name, one), description=str(one.label))

    def _get_response_bodies(self, direction="response"):
        problems = {
            status: self._get_response_for_code(
                ProblemSerializer, status, ["application/problem+json"], direction
            )
            for status in ("400", "401", "404", *getattr(self.view, "more_refusals", ()), *REFUSALS)
        }
        bodies = super()._get_response_bodies(direction) | problems
        headers = getattr(self.view, "answer_headers", OF_DOCUMENTS)
        is_list = not getattr(self.view, "detail", False)
        return told_more(bodies, is_list=is_list, headers=headers)


def summary_of(description):
    return description.partition("\n\n")[0].replace("\n", " ")


def accepted_by(name, one):
    """What a filter accepts; of one whose choices are what the catalogue holds, the format."""
    if choices := one.extra.get("choices"):
        accepted = values.labelled(choices)
    elif isinstance(one, SlugFilter):
        accepted = values.IDENTIFIER
    elif isinstance(one, asking.IdentifiersFilter):
        accepted = {"type": "string", "pattern": f"^{asking.IDENTIFIER.pattern}$"}
    elif isinstance(one, asking.PackagesFilter):
        accepted = {"type": "string", "pattern": "^pkg:"}
    elif isinstance(one, (asking.SinceFilter, asking.BeforeFilter)):
        accepted = values.of_catalogue("day" if isinstance(one, asking.BeforeFilter) else "moment")
    elif isinstance(one, ChoicesFilter):
        accepted = values.of_catalogue(name)
    else:
        accepted = values.text(one.extra["max_length"])
    return values.several(accepted) if isinstance(one, ChoicesFilter) else accepted
