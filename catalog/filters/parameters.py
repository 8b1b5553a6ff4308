"""The kinds of parameters: what they accept, how a wrong value is refused, what they leave."""

from collections import defaultdict

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.forms import MultipleChoiceField, SlugField
from django.utils.translation import gettext_lazy as _

from catalog.facets import HOLDS
from catalog.models import Assessment, FrameworkTerm


class NamedChoicesField(MultipleChoiceField):
    """Several values out of a list; a wrong one is refused with the list."""

    def to_python(self, value):
        return list(dict.fromkeys(super().to_python(value)))

    def validate(self, value):
        refuse_unlisted(value, self.choices)


class NamedChoiceField(django_filters.fields.ChoiceField):
    """One value out of a list; a wrong one is refused with the list."""

    def validate(self, value):
        refuse_unlisted([value] if value else [], self.choices)


def refuse_unlisted(values, choices):
    if not values:
        return  # without looking up what would be accepted
    accepted = [str(choice) for choice, _label in choices]
    for given in values:
        if given not in accepted:
            raise ValidationError(
                _("“%(value)s” is not known here. Accepted: %(accepted)s."),
                code="invalid_choice",
                params={"value": given[:60], "accepted": ", ".join(accepted) or "—"},
            )


class ChoicesFilter(django_filters.MultipleChoiceFilter):
    """OR within the parameter, on a plain column."""

    field_class = NamedChoicesField

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__in": value}) if value else queryset


class SlugFilter(django_filters.CharFilter):
    """One identifier; what can not be one is refused."""

    field_class = SlugField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, max_length=80, **kwargs)


class NamedRowsFilter(ChoicesFilter):
    """OR within the parameter, on what rows of another table are named by.

    `keys` of the filter set knows their keys. The database is given these, and not the names:
    from a key PostgreSQL knows how many rows there are to be found, from a name it guesses.
    """

    def keys(self, names):
        known = self.parent.keys(self.field_name) if names else {}
        return [known[name] for name in names]

    def with_one_of(self, rows, values, queryset):
        """Those that have one of `rows`, which say of their `revision` that it has `values`.

        SQLite does as it is told: it finds the rows and sorts what has them, or goes along the
        order of the list and looks at each. What few have is found, what many have is met soon.
        PostgreSQL takes both for the same question.
        """
        if self.parent.facets.are_frequent(self.field_name, values):
            return queryset.filter(Exists(rows.filter(revision=OuterRef("pk"))))
        return queryset.filter(pk__in=rows.values("revision"))


class TermFilter(NamedRowsFilter):
    """Frameworks that carry one of the terms."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        uses = FrameworkTerm.objects.filter(term__in=self.keys(value))
        return self.with_one_of(uses, value, queryset)


class CategoryFilter(NamedRowsFilter):
    """Frameworks that the evidence puts into one of the categories, at least partly."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        judged = Assessment.objects.filter(category__in=self.keys(value), verdict__in=HOLDS)
        return self.with_one_of(judged, value, queryset)


class FeatureFilter(NamedRowsFilter):
    """`performance:supported` asks for a verdict, `performance` for one that holds.

    Verdicts on one feature widen the choice, different features narrow it.
    """

    def filter(self, queryset, value):
        wanted = defaultdict(set)
        for choice in value:
            slug, _colon, verdict = choice.partition(":")
            wanted[slug].update([verdict] if verdict else HOLDS)
        for feature, (slug, verdicts) in zip(self.keys(wanted), wanted.items(), strict=True):
            judged = Assessment.objects.filter(feature=feature, verdict__in=verdicts)
            values = [f"{slug}:{verdict}" for verdict in verdicts]
            queryset = self.with_one_of(judged, values, queryset)
        return queryset
