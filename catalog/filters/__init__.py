"""Filters over live content, shared by pages and API so that the two can not disagree."""

from catalog.filters.base import LiveFilterSet
from catalog.filters.frameworks import FACETED, FrameworkFilterSet, MatrixFilterSet
from catalog.filters.lists import (
    CombinationFilterSet,
    GlossaryFilterSet,
    RelationFilterSet,
    SourceFilterSet,
)
from catalog.filters.options import FacetCounts, Option, facet_counts
from catalog.filters.parameters import (
    ChoicesFilter,
    NamedChoiceField,
    NamedChoicesField,
    SlugFilter,
)

__all__ = [
    "FACETED",
    "ChoicesFilter",
    "CombinationFilterSet",
    "FacetCounts",
    "FrameworkFilterSet",
    "GlossaryFilterSet",
    "LiveFilterSet",
    "MatrixFilterSet",
    "NamedChoiceField",
    "NamedChoicesField",
    "Option",
    "RelationFilterSet",
    "SlugFilter",
    "SourceFilterSet",
    "facet_counts",
]
