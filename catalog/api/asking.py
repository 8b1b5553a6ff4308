"""Filters of lists that programs ask by: identifiers, packages, words, and what is new or old."""

import re
from datetime import UTC, datetime, time
from urllib.parse import unquote

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import F, Q, Value
from django.db.models.functions import Lower, Replace
from django.forms import Field
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _
from packaging.utils import canonicalize_name

from catalog.filters import (
    ChoicesFilter,
    CombinationFilterSet,
    FrameworkFilterSet,
    GlossaryFilterSet,
    LiveFilterSet,
    MatrixFilterSet,
    NamedChoicesField,
    SourceFilterSet,
)
from catalog.models import (
    ArticleRevision,
    CategoryRevision,
    FeatureRevision,
    Package,
    PrintedForm,
)

UNCOUNTED = {"id", "q", "package", "updated_since", "verified_before"}
IDENTIFIER = re.compile(r"[A-Za-z0-9_.-]{1,100}")
# https://github.com/package-url/purl-spec: pkg:type/namespace/name@version?qualifiers#subpath
PURL = re.compile(r"pkg:/{0,2}(?P<type>[A-Za-z][A-Za-z0-9.+-]*)/(?P<path>[^@?#]+)([@?#].*)?")


class IdentifiersField(NamedChoicesField):
    def validate(self, value):
        for one in value:
            if not IDENTIFIER.fullmatch(one):
                raise ValidationError(
                    _("“%(value)s” is no identifier."), params={"value": one[:60]}
                )


class IdentifiersFilter(ChoicesFilter):
    """Things with one of the identifiers; one that nothing has is named in the answer."""

    field_class = IdentifiersField


class PackagesField(NamedChoicesField):
    def validate(self, value):
        for one in value:
            if read_purl(one) is None:
                message = _(
                    "“%(value)s” is no package URL. Write pkg:TYPE/NAME, such as pkg:pypi/torch."
                )
                raise ValidationError(message, params={"value": one[:60]})


class PackagesFilter(ChoicesFilter):
    """Frameworks that are published as one of the packages."""

    field_class = PackagesField

    def filter(self, queryset, value):
        if not value:
            return queryset
        found = Package.objects.filter(is_one_of(value))
        return queryset.filter(pk__in=found.values("revision"))


def read_purl(text):
    """The type and the name of a package URL, whatever version it names; None for other text."""
    found = PURL.fullmatch(text)
    if not found:
        return None
    name = "/".join(unquote(part) for part in found["path"].split("/") if part)
    return (found["type"].lower(), name) if name else None


def is_one_of(purls):
    """The condition that a package is one of those that package URLs name."""
    condition = Q(pk=None)
    for kind, name in filter(None, map(read_purl, purls)):
        condition |= _is_in(kind) & _is_called(name, kind)
    return condition


def _is_in(kind):
    # Conda has channels, which the catalogue names together with it.
    return Q(registry__istartswith="conda") if kind == "conda" else Q(registry__iexact=kind)


def _is_called(name, kind):
    """PyPI takes names for the same that differ by case or by their signs (PEP 503)."""
    if kind != "pypi":
        return Q(name__iexact=name)
    plain = Lower(Replace(Replace(F("name"), Value("_"), Value("-")), Value("."), Value("-")))
    return Q(pk__in=Package.objects.annotate(plain=plain).filter(plain=canonicalize_name(name)))


class SinceField(Field):
    """A day, which is its beginning in UTC, or a moment."""

    def to_python(self, value):
        if not value:
            return None
        try:
            day = parse_date(value)
            # An address writes a plus sign as %2B; left bare, it is read as a space.
            moment = parse_datetime(value.replace(" ", "+")) if "T" in value else None
        except ValueError:  # 2026-02-30
            day = moment = None
        if day and len(value) == len("2026-11-24"):
            return datetime.combine(day, time.min, UTC)
        if moment:
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        message = _(
            "“%(value)s” is no date. Write 2026-11-24, or 2026-11-24T18:00:00Z for a moment."
        )
        raise ValidationError(message, params={"value": value[:60]})


class SinceFilter(django_filters.Filter):
    field_class = SinceField


class BeforeField(SinceField):
    """A day and nothing finer."""

    def to_python(self, value):
        if value and len(value) != len("2026-11-24"):
            message = _("“%(value)s” is no day. Write it as 2026-11-24.")
            raise ValidationError(message, params={"value": value[:60]})
        found = super().to_python(value)
        return found and found.date()


class BeforeFilter(django_filters.Filter):
    field_class = BeforeField


class AskedFilterSet(LiveFilterSet):
    """What every list of things with identifiers is asked by."""

    searched = ()  # the columns that `q` looks into

    id = IdentifiersFilter(label=_("identifier"), field_name="entry__slug")
    q = django_filters.CharFilter(label=_("words in names"), method="with_words", max_length=100)

    def with_words(self, queryset, name, value):
        """Things that have the words in one of their names, in either language."""
        found = queryset
        for word in value.split():
            found = found.filter(self.has_word(word))
        return found

    def has_word(self, word):
        condition = Q(pk=None)
        for column in self.searched:
            condition |= Q(**{f"{column}__icontains": word})
        return condition

    @property
    def known_total(self):
        """Counts that are kept know nothing of these filters."""
        return None if self.data.keys() & UNCOUNTED else super().known_total


class EntriesFilterSet(AskedFilterSet):
    updated_since = SinceFilter(
        label=_("published since this day or moment"), field_name="published_at", lookup_expr="gte"
    )
    verified_before = BeforeFilter(
        label=_("last checked before this day"), field_name="verified_on", lookup_expr="lt"
    )


class Frameworks(EntriesFilterSet):
    searched = ("name", "chinese_name", "entry__slug")

    package = PackagesFilter(label=_("package, as a package URL such as pkg:pypi/torch"))

    def has_word(self, word):
        spelled = PrintedForm.objects.filter(text__icontains=word)
        return super().has_word(word) | Q(pk__in=spelled.values("revision"))


class FrameworksFilterSet(Frameworks, FrameworkFilterSet):
    class Meta(FrameworkFilterSet.Meta):
        pass


class MatrixRowsFilterSet(Frameworks, MatrixFilterSet):
    class Meta(MatrixFilterSet.Meta):
        pass


class TopicsFilterSet(EntriesFilterSet):
    searched = ("name_zh", "name_en", "entry__slug")


class FeaturesFilterSet(TopicsFilterSet):
    class Meta:
        model = FeatureRevision
        fields = []


class CategoriesFilterSet(TopicsFilterSet):
    class Meta:
        model = CategoryRevision
        fields = []


class ArticlesFilterSet(EntriesFilterSet):
    searched = ("title_zh", "title_en", "entry__slug")

    class Meta:
        model = ArticleRevision
        fields = []


class TermsFilterSet(EntriesFilterSet, GlossaryFilterSet):
    q = GlossaryFilterSet.base_filters["q"]

    class Meta(GlossaryFilterSet.Meta):
        pass


class CombinationsFilterSet(AskedFilterSet, CombinationFilterSet):
    searched = ("printed_name__text", "printed_name__slug")

    id = IdentifiersFilter(label=_("identifier"), field_name="printed_name__slug")

    class Meta(CombinationFilterSet.Meta):
        pass


class SourcesFilterSet(AskedFilterSet, SourceFilterSet):
    searched = ("title", "publisher", "slug")

    id = IdentifiersFilter(label=_("identifier"), field_name="slug")

    class Meta(SourceFilterSet.Meta):
        pass


def not_found(asked, queryset, *, key):
    """Which of the identifiers and packages that were asked for nothing in `queryset` has.

    `key` is the column of identifiers. None where nobody asked for any.
    """
    if not {"id", "package"} & asked.keys():
        return None
    ids = asked.getlist("id")
    there = set(queryset.filter(**{f"{key}__in": ids}).values_list(key, flat=True)) if ids else ()
    missing = [one for one in ids if one not in there]
    for purl in asked.getlist("package"):
        if not queryset.filter(pk__in=Package.objects.filter(is_one_of([purl])).values("revision")):
            missing.append(purl)
    return list(dict.fromkeys(missing))
