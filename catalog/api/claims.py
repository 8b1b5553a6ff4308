"""Rows of frameworks as resources of their own: relations and releases; lists only."""

import django_filters
from django.db.models import F, Value
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from catalog import queries
from catalog.api import rows
from catalog.api.base import PartSerializer, ResourceViewSet
from catalog.choices import ReleaseRole
from catalog.filters import (
    ChoicesFilter,
    LiveFilterSet,
    NamedChoiceField,
    RelationFilterSet,
    SlugFilter,
)
from catalog.models import Relation, Release


class RelationResourceSerializer(PartSerializer, rows.RelationSerializer):
    kind_name = "relation"

    def get_id(self, relation) -> str:
        target = relation.target.slug if relation.target else relation.target_name
        return f"{relation.revision.slug}.{relation.type}.{target}"

    def get_name(self, relation) -> str:
        return f"{relation.revision.name} → {self.get_target_name(relation)}"


class RelationViewSet(ResourceViewSet):
    """Directed relations between frameworks; a list only."""

    queryset = Relation.objects.none()
    serializer_class = RelationResourceSerializer
    filterset_class = RelationFilterSet
    resource = "relations"
    example = "/api/v1/relations/?target=tensorflow&type=built_on&lang=en"
    expandable = ("sources", "frameworks")

    def get_queryset(self):
        return queries.public_relations(at=self.at)


class ReleaseResourceSerializer(PartSerializer, rows.ReleaseSerializer):
    kind_name = "release"

    framework = serializers.CharField(source="revision.entry.slug")

    def get_id(self, release) -> str:
        return f"{release.revision.slug}.{release.role}.{release.version}"

    def get_name(self, release) -> str:
        return f"{release.revision.name} {release.version}".strip()


class DaySortFilter(django_filters.ChoiceFilter):
    """By day, what has none last."""

    field_class = NamedChoiceField

    def filter(self, queryset, value):
        if not value:
            return queryset
        day = NullIf(F("released_on"), Value(""))
        is_descending = value.startswith("-")
        turned = day.desc(nulls_last=True) if is_descending else day.asc(nulls_last=True)
        return queryset.order_by(turned, "pk")


class ReleaseFilterSet(LiveFilterSet):
    role = ChoicesFilter(label=_("role"), field_name="role", choices=ReleaseRole.choices)
    framework = SlugFilter(label=_("framework"), field_name="revision__entry__slug")
    sort = DaySortFilter(
        label=_("sort by"),
        empty_label=None,
        choices=[
            ("released_on", _("release, oldest first")),
            ("-released_on", _("release, newest first")),
        ],
    )

    class Meta:
        model = Release
        fields = []


class ReleaseViewSet(ResourceViewSet):
    """Releases of frameworks that the catalogue names, such as the first and the latest."""

    queryset = Release.objects.none()
    serializer_class = ReleaseResourceSerializer
    filterset_class = ReleaseFilterSet
    resource = "releases"
    example = "/api/v1/releases/?role=latest&sort=-released_on&lang=en"
    expandable = ("sources", "frameworks")

    def get_queryset(self):
        releases = queries.public_claims(Release, at=self.at).select_related("revision__entry")
        return releases.prefetch_related("sources").order_by("pk")
