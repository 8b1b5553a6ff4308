"""What every resource shares: language, known parameters, sparse fields, read-only views."""

from django.core.exceptions import ValidationError as InvalidMoment
from django.http import Http404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from rest_framework import serializers, status, viewsets
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from catalog import queries
from catalog.api.addresses import absolute, web_urls
from catalog.api.language import ALL, content_language, language_block, message_language
from catalog.api.pagination import PageNumberPagination
from catalog.api.schema import COMMON
from catalog.bilingual import LANGUAGES
from catalog.models import Revision
from catalog.moments import PARAMETER, put_into, read_moment
from catalog.validators import FORBIDDEN

LONGEST = 2000


class ResourceSerializer(serializers.Serializer):
    """Adds the language block and leaves out what ``fields`` does not name.

    Addresses in the answer keep the moment that it is read at.
    """

    @property
    def moment(self):
        return self.context["moment"]

    @property
    def at(self):
        return self.moment.at if self.moment else None

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


class EntrySerializer(ResourceSerializer):
    """The fields that every entry has."""

    id = serializers.CharField(source="entry.slug", help_text="The permanent slug.")
    kind = serializers.SerializerMethodField(help_text="The kind of entry.")
    url = serializers.SerializerMethodField()
    web_url = serializers.SerializerMethodField(help_text="The page, by language.")
    revision = serializers.IntegerField(source="number")
    updated_at = serializers.DateTimeField(source="published_at")
    verified_on = serializers.DateField()

    def get_kind(self, revision) -> str:
        return revision.entry._meta.model_name

    def get_url(self, revision) -> str:
        return self.address(self.get_kind(revision), revision.slug)

    def get_web_url(self, revision) -> dict[str, str]:
        return web_urls(revision, moment=self.moment)


class ResourceViewSet(viewsets.ReadOnlyModelViewSet):
    """Lists and details of live content; a parameter that is not known is refused."""

    # Public and for reading only, so that no answer depends on who asks: none varies by cookie.
    authentication_classes = ()
    permission_classes = (AllowAny,)
    http_method_names = ("get", "head", "options")
    lookup_field = "slug"
    lookup_value_regex = r"[\w.-]+"
    filterset_class = None
    pagination_class = PageNumberPagination
    list_serializer_class = None

    def initial(self, request, *args, **kwargs):
        self.check_parameters(request)
        self.language = content_language(request)
        self.moment = self.asked_moment(request)
        super().initial(request, *args, **kwargs)

    def dispatch(self, request, *args, **kwargs):
        with override(message_language(request)):
            response = super().dispatch(request, *args, **kwargs)
        language = getattr(self, "language", None)
        if language is None:
            return response
        response["Content-Language"] = (
            ", ".join(LANGUAGES) if language.code == ALL else language.code
        )
        if language.is_negotiated:
            patch_vary_headers(response, ["Accept-Language"])
        return response

    def asked_moment(self, request):
        """The moment that the answer is read at, or None for today."""
        try:
            return read_moment(request.query_params.get(PARAMETER))
        except InvalidMoment as error:
            raise ValidationError({PARAMETER: [error.message]}) from error

    @property
    def at(self):
        return self.moment.at if self.moment else None

    def revisions(self, model):
        """Where resources of entries begin: at the public door."""
        return model.objects.live(self.at)

    def retrieve(self, request, *args, **kwargs):
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            target = self.successor()
            if target is None:
                self.refuse_as_absent()
                raise
            url = reverse(f"api:{target._meta.model_name}-detail", args=[target.slug])
            query = request.META["QUERY_STRING"]
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
        known = [*COMMON]
        if self.detail is False:
            known += [*(self.filterset_class.base_filters if self.filterset_class else ())]
            known += [*self.pagination_class.parameters]
        return sorted(known)

    def check_parameters(self, request):
        known = self.known_parameters()
        for name, values in request.query_params.lists():
            if name not in known:
                raise ValidationError(
                    {
                        name[:60]: [
                            _("This parameter is not known. Known here: %(known)s.")
                            % {"known": ", ".join(known)}
                        ]
                    }
                )
            for value in values:
                if len(value) > LONGEST or FORBIDDEN.search(value):
                    raise ValidationError(
                        {name: [_("The value is too long or holds control characters.")]}
                    )

    def filter_queryset(self, queryset):
        if self.detail or self.filterset_class is None:
            return queryset
        filterset = self.filterset_class(
            self.request.query_params, queryset, at=self.at, request=self.request
        )
        if not filterset.is_valid():
            raise ValidationError(
                {
                    name: [str(error) for error in errors]
                    for name, errors in filterset.errors.items()
                }
            )
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
            "fields": self.wanted_fields(),
            "moment": self.moment,
        }

    def wanted_fields(self):
        given = self.request.query_params.get("fields")
        if given is None:
            return None
        known = [*self.get_serializer_class()._declared_fields]
        wanted = given.split(",")
        if unknown := [name for name in wanted if name not in known]:
            raise ValidationError(
                {
                    "fields": [
                        _("“%(value)s” is not known here. Accepted: %(accepted)s.")
                        % {"value": unknown[0][:60], "accepted": ", ".join(known)}
                    ]
                }
            )
        return wanted
