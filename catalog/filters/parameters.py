"""The kinds of parameters: what they accept, how a wrong value is refused, what they leave."""

from collections import defaultdict

import django_filters
from django.core.exceptions import ValidationError
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


class TermFilter(NamedRowsFilter):
    """Frameworks that carry one of the terms."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        uses = FrameworkTerm.objects.filter(term__in=self.keys(value))
        return queryset.filter(pk__in=uses.values("revision"))


class CategoryFilter(NamedRowsFilter):
    """Frameworks that the evidence puts into one of the categories, at least partly."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        judged = Assessment.objects.filter(category__in=self.keys(value), verdict__in=HOLDS)
        return queryset.filter(pk__in=judged.values("revision"))


class FeatureFilter(NamedRowsFilter):
    """`performance:supported` asks for a verdict, `performance` for one that holds.

    Verdicts on one feature widen the choice, different features narrow it.
    """

    def filter(self, queryset, value):
        wanted = defaultdict(set)
        for choice in value:
            slug, _colon, verdict = choice.partition(":")
            wanted[slug].update([verdict] if verdict else HOLDS)
        for feature, verdicts in zip(self.keys(wanted), wanted.values(), strict=True):
            judged = Assessment.objects.filter(feature=feature, verdict__in=verdicts)
            queryset = queryset.filter(pk__in=judged.values("revision"))
        return queryset
