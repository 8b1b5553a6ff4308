"""How much of what the catalogue says is borne out, as numbers: what the page of it draws."""

from dataclasses import asdict

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog import queries
from catalog.api.base import Readable, ResourceSerializer
from catalog.api.language import BilingualField
from catalog.api.parameters import names_in
from catalog.api.words import word
from catalog.choices import Confidence, StatementKind, Verdict
from catalog.models import CategoryRevision, FeatureRevision, Revision

UNSTATED = "not_stated"
SUBJECTS = {"feature": FeatureRevision, "category": CategoryRevision}


class VerdictCountsSerializer(serializers.Serializer):
    """How often each verdict was given."""

    supported = serializers.IntegerField()
    partly = serializers.IntegerField()
    contradicted = serializers.IntegerField()
    outdated = serializers.IntegerField()
    no_evidence = serializers.IntegerField()
    not_applicable = serializers.IntegerField()


class RowCountsSerializer(serializers.Serializer):
    """What the rows of the live articles come to."""

    rows = serializers.IntegerField()
    names = serializers.IntegerField()
    repetitions = serializers.IntegerField()
    combinations = serializers.IntegerField()
    not_found = serializers.IntegerField()
    frameworks = serializers.IntegerField()


class SubjectCountsSerializer(serializers.Serializer):
    """The verdicts on frameworks under one feature or category."""

    kind = serializers.CharField(source="entry._meta.model_name")
    id = serializers.CharField(source="slug")
    name = BilingualField()
    verdicts = VerdictCountsSerializer()


class ConfidenceCountsSerializer(serializers.Serializer):
    high = serializers.IntegerField()
    medium = serializers.IntegerField()
    low = serializers.IntegerField()
    not_stated = serializers.IntegerField()


class EvidenceSerializer(serializers.Serializer):
    """How many claims of one kind cite a source, and how sure they are."""

    kind = serializers.CharField()
    with_source = serializers.IntegerField(source="cited")
    without_source = serializers.IntegerField(source="uncited")
    confidence = ConfidenceCountsSerializer()


class StatementCountsSerializer(serializers.Serializer):
    """The verdicts on what the rows of the articles claim."""

    kind = word(StatementKind)
    verdicts = VerdictCountsSerializer()


class CoverageSerializer(ResourceSerializer):
    article_rows = RowCountsSerializer()
    subjects = serializers.SerializerMethodField()
    evidence = EvidenceSerializer(many=True)
    statements = StatementCountsSerializer(many=True)

    @extend_schema_field(SubjectCountsSerializer(many=True))
    def get_subjects(self, coverage):
        topics = coverage["subjects"]
        return SubjectCountsSerializer(topics, many=True, context=self.context).data


class CoverageView(Readable, APIView):
    """How much of what the catalogue says is borne out, and how much nobody has looked at."""

    serializer_class = CoverageSerializer
    example = "/api/v1/coverage/?lang=en"

    def field_names(self):
        return [*CoverageSerializer._declared_fields]

    @extend_schema(operation_id="coverage_retrieve")
    def get(self, request):
        context = {
            "language": self.language,
            "moment": self.moment,
            "at": self.at,
            "fields": names_in(request.query_params, "fields", known=self.field_names()),
        }
        return Response(CoverageSerializer(coverage(at=self.at), context=context).data)


def coverage(*, at):
    """The counts as of the moment `at`, in the shape of `CoverageSerializer`."""
    return {
        "article_rows": asdict(queries.row_counts(at=at)),
        "subjects": [topic for kind in SUBJECTS for topic in _subjects(kind, at=at)],
        "evidence": [_evidence(one) for one in queries.evidence_by_kind(at=at)],
        "statements": [
            {"kind": kind, "verdicts": _verdicts(counts)}
            for kind, counts in queries.statement_verdicts(at=at).items()
        ],
    }


def _subjects(kind, *, at):
    counts = queries.verdict_counts(kind, at=at)
    for topic in SUBJECTS[kind].objects.live(at).order_by("position", "pk"):
        topic.verdicts = _verdicts(dict(counts.get(topic.entry_id, [])))
        yield topic


def _verdicts(counts):
    return {verdict.value: counts.get(verdict, 0) for verdict in Verdict}


def _evidence(evidence):
    model = evidence.model
    if issubclass(model, Revision):
        model = model._meta.get_field("entry").related_model
    confidence = {level.value: evidence.confidence.get(level, 0) for level in Confidence}
    return {
        "kind": model._meta.model_name,
        "cited": evidence.cited,
        "uncited": evidence.uncited,
        "confidence": confidence | {UNSTATED: evidence.confidence.get("", 0)},
    }
