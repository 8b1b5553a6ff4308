"""The matrix as a resource: every framework, and its verdict under every feature and category."""

from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers

from catalog.api import rows
from catalog.api.asking import MatrixRowsFilterSet
from catalog.api.base import EntrySerializer, ResourceViewSet
from catalog.api.language import BilingualField, refusal
from catalog.api.parameters import listed, refuse
from catalog.api.values import of_catalogue, several
from catalog.api.words import word
from catalog.choices import Cell, Verdict
from catalog.models import CategoryRevision, FeatureRevision, FrameworkRevision

SUBJECTS = {"feature": FeatureRevision, "category": CategoryRevision}


@extend_schema_serializer(component_name="MatrixCell")  # Cell would have a property of its name
class CellSerializer(rows.ClaimSerializer):
    """One cell; where nobody has judged, it is unknown, and never a no."""

    column = serializers.CharField()
    cell = word(Cell)
    verdict = word(Verdict, null=True)
    rationale = BilingualField()


class MatrixRowSerializer(EntrySerializer):
    cells = serializers.SerializerMethodField()

    @extend_schema_field(CellSerializer(many=True))
    def get_cells(self, framework):
        found = {_column_of(one): one for one in framework.assessments.all()}
        return [self._cell(name, found.get(key)) for name, key in self.context["columns"]]

    def _cell(self, name, assessment):
        if assessment is None:
            unknown = {"confidence": "", "sources": [], "verdict": None, "rationale": None}
            return {"column": name, "cell": Cell.UNKNOWN.value, **unknown}
        assessment.column = name
        return CellSerializer(assessment, context=self.context).data


def _column_of(assessment):
    subject = "feature" if assessment.feature_id else "category"
    return subject, getattr(assessment, f"{subject}_id")


@extend_schema(
    parameters=[
        OpenApiParameter(
            "column",
            several(of_catalogue("column")),
            description="Only these columns, such as feature:performance or category:low-level.",
        )
    ]
)
class MatrixViewSet(ResourceViewSet):
    """Every framework with a cell for each live feature and category, in the order of the page."""

    queryset = FrameworkRevision.objects.none()
    serializer_class = MatrixRowSerializer
    filterset_class = MatrixRowsFilterSet
    resource = "matrix"
    lookup_field = "entry__slug"  # what its rows are asked for by; none has an address of its own
    example = "/api/v1/matrix/?column=feature:performance&sort=feature:performance&lang=en"
    expandable = ("sources",)
    walk_key = "entry_id"

    def get_queryset(self):
        return self.revisions(FrameworkRevision).prefetch_related("assessments__sources")

    def known_parameters(self):
        return [*super().known_parameters(), "column"]

    def list_parameters(self):
        return [*super().list_parameters(), "column"]

    def get_serializer_context(self):
        context = super().get_serializer_context()
        return context | {"columns": self.columns()} if "at" in context else context

    def columns(self):
        """The columns asked for, or all: each a name, and the kind and key of its topic."""
        every = {
            f"{subject}:{topic.slug}": (subject, topic.entry_id)
            for subject, revisions in SUBJECTS.items()
            for topic in revisions.objects.live(self.at).order_by("position", "pk")
        }
        wanted = listed(self.request.query_params, "column")
        for name in wanted:
            if name not in every:
                refuse("column", refusal(name, ", ".join(every) or "—"))
        return [(name, key) for name, key in every.items() if not wanted or name in wanted]
