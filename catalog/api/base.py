"""What every resource shares: language, moment, sparse fields, expansion, read-only views."""

from django.core.exceptions import ValidationError as InvalidMoment
from django.http import Http404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from rest_framework import serializers, status, viewsets
from rest_framework.exceptions import MethodNotAllowed, NotFound, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from catalog import queries
from catalog.api.addresses import absolute, web_urls
from catalog.api.asking import not_found
from catalog.api.challenge import refuse_unknown_token
from catalog.api.deprecation import tell
from catalog.api.expansion import EXPANDED, expand
from catalog.api.language import (
    ALL,
    BOTH,
    BilingualField,
    content_language,
    cut,
    language_block,
    message_language,
)
from catalog.api.limits.throttle import Counted
from catalog.api.pagination import PageNumberPagination, page_number, page_size
from catalog.api.parameters import check_parameters, names_in, spelled_out
from catalog.api.schema import COMMON
from catalog.api.walking import PARAMETER as CURSOR
from catalog.api.walking import WalkPagination, asked_walk
from catalog.filters import ChoicesFilter
from catalog.models import Revision
from catalog.moments import PARAMETER, put_into, read_moment


def refuse_method(view, request):
    """Say that the method is not offered before anything else that may be wrong."""
    if request.method not in view.allowed_methods:
        raise MethodNotAllowed(request.method)


class ResourceSerializer(serializers.Serializer):
    """Adds the language block and leaves out what ``fields`` does not name.

    Addresses in the answer keep the moment that it is read at.
    """

    @property
    def moment(self):
        return self.context["moment"]

    @property
    def at(self):
        return self.context["at"]

    def address(self, route, slug):
        return absolute(put_into(reverse(f"api:{route}-detail", args=[slug]), self.moment))

    def get_fields(self):
        fields = super().get_fields()
        is_outermost = self.parent is None or self.parent.parent is None
        wanted = self.context.get("fields") if is_outermost else None
        return {name: fields[name] for name in fields if not wanted or name in wanted}

    def to_representation(self, instance):
        shown = super().to_representation(instance)
        asked = self.context["language"]
        if asked.code != ALL:
            shown["language"] = language_block(asked, shown)
        return shown


class ObjectSerializer(ResourceSerializer):
    """What every object says first; null where a thing of its kind has none."""

    kind_name = ""

    id = serializers.CharField(help_text="Unique within its kind.")
    kind = serializers.SerializerMethodField(help_text="What the object is.")
    name = serializers.CharField()
    summary = BilingualField()
    url = serializers.SerializerMethodField(help_text="The document that holds it.")
    web_url = serializers.SerializerMethodField(help_text="The page, by language.")
    revision = serializers.IntegerField(source="number", allow_null=True)
    updated_at = serializers.DateTimeField(source="published_at", allow_null=True)
    verified_on = serializers.DateField(allow_null=True)

    def get_kind(self, instance) -> str:
        return self.kind_name

    def get_url(self, instance) -> str:
        return self.address(self.get_kind(instance), instance.slug)

    def get_web_url(self, instance) -> dict[str, str]:
        return web_urls(instance, moment=self.moment)


class EntrySerializer(ObjectSerializer):
    """The fields that every entry has."""

    id = serializers.CharField(source="entry.slug", help_text="The permanent slug.")

    def get_kind(self, revision) -> str:
        return revision.entry._meta.model_name


class PartSerializer(ObjectSerializer):
    """A row of an entry, which has no document of its own: the address is the entry’s."""

    id = serializers.SerializerMethodField(help_text="Unique within its kind.")
    name = serializers.SerializerMethodField()
    summary = BilingualField(of="note")
    revision = serializers.IntegerField(source="revision.number")
    updated_at = serializers.DateTimeField(source="revision.published_at")
    verified_on = serializers.DateField(source="revision.verified_on", allow_null=True)

    def get_url(self, row) -> str:
        entry = row.revision.entry
        return self.address(entry._meta.model_name, entry.slug)

    def get_web_url(self, row) -> dict[str, str]:
        return web_urls(row.revision, moment=self.moment)


class Readable(Counted):
    """A view that only reads, the same for everybody, and refuses parameters it does not know."""

    # No answer depends on who asks: none varies by cookie.
    authentication_classes = ()
    permission_classes = (AllowAny,)
    http_method_names = ("get", "head", "options")
    language = None
    moment = None
    may_be_empty = (CURSOR,)
    holds_both = False  # the texts of both languages, whatever `lang` says
    deprecations = ()  # what of it will go
    negotiates = True  # whether a header Accept that does not take it is refused

    def admit(self, request):
        refuse_method(self, request)
        refuse_unknown_token(request)
        self.check_parameters(request)
        self.language = content_language(request)
        self.moment = self.asked_moment(request)

    def dispatch(self, request, *args, **kwargs):
        with override(message_language(request)):
            response = super().dispatch(request, *args, **kwargs)
        tell(response, request, self.deprecations)
        if self.negotiates:
            patch_vary_headers(response, ["Accept"])
        if self.language is None:
            return response
        is_both = self.holds_both or self.language.code == ALL
        # A refusal has said already which language it speaks.
        response.setdefault("Content-Language", BOTH if is_both else self.language.code)
        if self.language.is_negotiated:
            patch_vary_headers(response, ["Accept-Language"])
        return response

    def options(self, request, *args, **kwargs):
        """The methods, in the header; what else there is to say stands in the description."""
        return Response(status=status.HTTP_204_NO_CONTENT)

    def known_parameters(self):
        return [*COMMON]

    def list_parameters(self):
        """The parameters that take several values."""
        return ["fields"]

    def check_parameters(self, request):
        check_parameters(
            request.query_params,
            known=self.known_parameters(),
            lists=self.list_parameters(),
            may_be_empty=self.may_be_empty,
        )

    def asked_moment(self, request):
        """The moment that the answer is read at, or None for today."""
        try:
            return read_moment(request.query_params.get(PARAMETER))
        except InvalidMoment as error:
            raise ValidationError({PARAMETER: [error.message]}) from error

    @property
    def at(self):
        return self.moment.at if self.moment else None


class ResourceViewSet(Readable, viewsets.ReadOnlyModelViewSet):
    """Lists and details of live content."""

    lookup_field = "slug"
    lookup_value_regex = r"[\w.-]+"
    filterset_class = None
    pagination_class = PageNumberPagination
    list_serializer_class = None
    resource = ""  # its name in addresses, where others embed it
    expandable = ()  # the resources that its objects name, and that can be embedded
    list_expandable = None  # the same of its list, where that shows less
    walk_key = "pk"  # a key that no change moves; None where the list can not be walked
    walk = None
    fields = expanded = None  # the names that a request lists under these parameters
    not_found = None  # what the request asks for by name, and nothing has

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.walk = asked_walk(request, moment=self.moment)
        self.fields = self.names_in("fields", known=self.field_names())
        self.expanded = self.names_in("expand", known=self.expansions)
        if not self.detail:
            page_size(request), page_number(request)  # refused before anything is read

    @property
    def at(self):
        return self.walk.at if self.walk else super().at

    @property
    def paginator(self):
        if not hasattr(self, "_paginator"):
            self._paginator = (WalkPagination if self.walk else self.pagination_class)()
        return self._paginator

    def revisions(self, model):
        """Where resources of entries begin: at the public door."""
        return model.objects.live(self.at)

    def get_paginated_response(self, data):
        response = super().get_paginated_response(self.expand(data))
        if self.not_found is not None:
            results = response.data.pop("results")
            response.data |= {"not_found": self.not_found, "results": results}
        return response

    def retrieve(self, request, *args, **kwargs):
        try:
            response = super().retrieve(request, *args, **kwargs)
        except Http404:
            return self.moved_or_absent()
        (response.data,) = self.expand([response.data])
        return response

    def moved_or_absent(self):
        """The way to the entry that stands in for one; else the refusal that says what is known."""
        target = self.successor()
        if target is None:
            self.refuse_as_absent()
            raise NotFound
        url = reverse(f"api:{target._meta.model_name}-detail", args=[target.slug])
        query = self.request.META["QUERY_STRING"]
        return Response(
            status=status.HTTP_301_MOVED_PERMANENTLY,
            headers={"Location": absolute(url) + (f"?{query}" if query else "")},
        )

    def successor(self):
        """The entry that stands in for a retired one; resources that are no entries have none."""
        if self.entry_model is None:
            return None
        return queries.successor(self.entry_model, self.kwargs["slug"], at=self.at)

    @property
    def entry_model(self):
        model = self.queryset.model
        return model._meta.get_field("entry").related_model if issubclass(model, Revision) else None

    def refuse_as_absent(self):
        """Say since when an entry that readers see today has been there."""
        if self.moment is None or self.entry_model is None:
            return
        came = queries.next_published_at(self.entry_model, self.kwargs["slug"], at=self.at)
        if came is not None:
            detail = _(
                "This entry was not in the catalogue at that time. It was published on %(day)s."
            )
            raise NotFound(detail % {"day": f"{came:%Y-%m-%d}"}, code="not_there_yet")

    def known_parameters(self):
        known = super().known_parameters()
        if self.expansions:
            known += ["expand"]
        if self.detail is False:
            known += [*(self.filterset_class.base_filters if self.filterset_class else ())]
            known += [*self.pagination_class.parameters]
            known += [CURSOR] if self.walk_key else []
        return known

    def list_parameters(self):
        filters = self.filterset_class.base_filters if self.filterset_class else {}
        chosen = [name for name, one in filters.items() if isinstance(one, ChoicesFilter)]
        return [*super().list_parameters(), "expand", *chosen]

    def filter_queryset(self, queryset):
        if self.detail or self.filterset_class is None:
            return queryset
        asked = spelled_out(self.request.query_params, self.list_parameters())
        self.not_found = not_found(asked, queryset, key=self.lookup_field)
        filterset = self.filterset_class(
            asked, queryset, at=self.at, only=asked, request=self.request
        )
        if not filterset.is_valid():
            raise ValidationError(
                {
                    name: [str(error) for error in errors]
                    for name, errors in filterset.errors.items()
                }
            )
        self.known_total = filterset.known_total
        return filterset.qs

    def get_serializer_class(self):
        if self.action == "list" and self.list_serializer_class:
            return self.list_serializer_class
        return self.serializer_class

    def get_serializer_context(self):
        context = super().get_serializer_context()
        if getattr(self, "swagger_fake_view", False):
            return context
        return context | {
            "language": self.language,
            "fields": None if self.expanded else self.fields,  # else `expand` cuts
            "moment": self.moment,
            "at": self.at,
        }

    def field_names(self):
        """What `fields` can name."""
        return [*self.get_serializer_class()._declared_fields]

    def names_in(self, parameter, *, known):
        return names_in(self.request.query_params, parameter, known=[*known])

    @property
    def expansions(self):
        is_short = self.detail is False and self.list_expandable is not None
        return self.list_expandable if is_short else self.expandable

    def expand(self, objects):
        """The objects with what they name, whichever of their `fields` name it."""
        if not self.expanded:
            return objects
        expand(objects, wanted=self.expanded, view=self)
        return [cut(one, {*self.fields, EXPANDED}) for one in objects] if self.fields else objects
