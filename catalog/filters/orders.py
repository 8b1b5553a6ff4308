"""The orders of lists; each ends in the name and the key, so that no two rows may change places."""

import django_filters
from django.db.models import Case, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import NullIf

from catalog.choices import ReleaseRole, Verdict
from catalog.filters.parameters import NamedChoiceField
from catalog.models import Assessment, Release


class SortFilter(django_filters.ChoiceFilter):
    """One of the declared orders; every order ends in the name and the key."""

    field_class = NamedChoiceField

    def filter(self, queryset, value):
        by_name = ["sort_key", "pk"]
        descending = (value or "").startswith("-")
        key = (value or "").removeprefix("-")
        if key == "first_release":
            first = Release.objects.filter(revision=OuterRef("pk"), role=ReleaseRole.FIRST)
            day = NullIf(Subquery(first.values("released_on")[:1]), Value(""))
            queryset = queryset.annotate(first_release=day)
        if key in ("first_release", "status"):
            # What has no date stands last either way; databases disagree on it by themselves.
            turned = F(key).desc(nulls_last=True) if descending else F(key).asc(nulls_last=True)
            return queryset.order_by(turned, *by_name)
        if descending:
            return queryset.order_by("-sort_key", "-pk")
        return queryset.order_by(*by_name)


# What a reader is looking for stands first; what nobody has judged, last.
RANKS = Case(
    *(When(verdict=verdict, then=rank) for rank, verdict in enumerate(Verdict)),
    output_field=IntegerField(),
)


class MatrixSortFilter(SortFilter):
    """Also by the verdicts under one subject: ``feature:performance``, best or worst first."""

    def filter(self, queryset, value):
        key = (value or "").removeprefix("-")
        subject, colon, slug = key.partition(":")
        if not colon:
            return super().filter(queryset, value)
        judged = Assessment.objects.filter(revision=OuterRef("pk"), **{f"{subject}__slug": slug})
        ranked = queryset.annotate(rank=Subquery(judged.annotate(rank=RANKS).values("rank")[:1]))
        rank = F("rank")
        turned = rank.desc(nulls_last=True) if value != key else rank.asc(nulls_last=True)
        return ranked.order_by(turned, "sort_key", "pk")
