"""What lists that are not about frameworks are filtered by."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.choices import RelationType, SourceKind, Verdict
from catalog.filters.base import LiveFilterSet
from catalog.filters.parameters import ChoicesFilter, SlugFilter
from catalog.models import (
    Combination,
    GlossaryTermRevision,
    Relation,
    Source,
    TermVariant,
    is_live,
)


class RelationFilterSet(LiveFilterSet):
    type = ChoicesFilter(label=_("type"), field_name="type", choices=RelationType.choices)
    framework = SlugFilter(label=_("framework"), field_name="revision__entry__slug")
    target = SlugFilter(label=_("target"), field_name="target__slug")

    class Meta:
        model = Relation
        fields = []


class CombinationFilterSet(LiveFilterSet):
    verdict = ChoicesFilter(label=_("verdict"), field_name="verdict", choices=Verdict.choices)
    framework = SlugFilter(label=_("framework"), method="with_framework")

    class Meta:
        model = Combination
        fields = []

    def with_framework(self, queryset, name, value):
        framework = "printed_name__components__framework__"
        named = Q(**{f"{framework}slug": value}) & is_live(f"{framework}revisions__", at=self.at)
        return queryset.filter(pk__in=Combination.objects.filter(named).values("pk"))


class GlossaryFilterSet(LiveFilterSet):
    q = django_filters.CharFilter(label=_("word"), method="with_word", max_length=100)

    class Meta:
        model = GlossaryTermRevision
        fields = []

    def with_word(self, queryset, name, value):
        """Terms that are called so in either language, rightly or wrongly, in whole or in part."""
        variants = TermVariant.objects.filter(text__icontains=value)
        named = Q(name_zh__icontains=value) | Q(name_en__icontains=value)
        return queryset.filter(named | Q(pk__in=variants.values("revision")))


class SourceFilterSet(LiveFilterSet):
    kind = ChoicesFilter(label=_("kind"), field_name="kind", choices=SourceKind.choices)

    class Meta:
        model = Source
        fields = []
