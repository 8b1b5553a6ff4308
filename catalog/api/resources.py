"""The resources: a serializer, a queryset that starts at the door, and what it prefetches."""

from datetime import datetime

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog import queries
from catalog.api import rows
from catalog.api.base import EntrySerializer, ObjectSerializer, ResourceViewSet
from catalog.api.expansion import embeddable
from catalog.api.language import BilingualField
from catalog.api.readymade import Readymade
from catalog.api.words import word
from catalog.bilingual import current_language
from catalog.choices import (
    DistributedTraining,
    ExecutionModel,
    FrameworkKind,
    SourceKind,
    Status,
    Verdict,
)
from catalog.filters import (
    CombinationFilterSet,
    FrameworkFilterSet,
    GlossaryFilterSet,
    SourceFilterSet,
)
from catalog.models import (
    ArticleRevision,
    CategoryRevision,
    Combination,
    FeatureRevision,
    FrameworkRevision,
    GlossaryTermRevision,
    Source,
)


class ChineseNameSerializer(serializers.Serializer):
    value = serializers.CharField(source="chinese_name")
    is_official = serializers.SerializerMethodField()

    def get_is_official(self, revision) -> bool:
        return bool(revision.official_chinese_name)


READING = (
    "The pronunciation of the Chinese name in pinyin, where an editor has stated it; often empty."
)


class FrameworkSummarySerializer(EntrySerializer):
    chinese_name = ChineseNameSerializer(source="*")
    reading = serializers.CharField(help_text=READING)
    developer = BilingualField()
    framework_kind = word(FrameworkKind, source="kind")
    status = word(Status)
    status_since = serializers.CharField()
    licence = serializers.CharField()
    execution_model = word(ExecutionModel)
    distributed_training = word(DistributedTraining)
    homepage_url = serializers.CharField()
    repository = serializers.CharField()
    documentation_url = serializers.CharField()


class FrameworkSerializer(FrameworkSummarySerializer):
    spellings = serializers.SerializerMethodField()
    terms = rows.TermSerializer(many=True)
    facts = rows.FactSerializer(many=True)
    assessments = serializers.SerializerMethodField()
    relations = serializers.SerializerMethodField()
    incoming_relations = serializers.SerializerMethodField()
    releases = rows.ReleaseSerializer(many=True)
    packages = rows.PackageSerializer(many=True)
    papers = rows.PaperSerializer(many=True)
    pictures = rows.PictureSerializer(many=True)
    article_rows = serializers.SerializerMethodField()

    def get_spellings(self, revision) -> list[str]:
        return [form.text for form in revision.printed_forms.all()]

    @extend_schema_field(rows.AssessmentSerializer(many=True))
    def get_assessments(self, revision):
        features, categories = queries.assessments_by_subject(revision)
        return rows.AssessmentSerializer(
            [*features, *categories], many=True, context=self.context
        ).data

    @extend_schema_field(rows.RelationSerializer(many=True))
    def get_relations(self, revision):
        return self._relations(queries.outgoing_relations(revision))

    @extend_schema_field(rows.RelationSerializer(many=True))
    def get_incoming_relations(self, revision):
        return self._relations(queries.incoming_relations(revision.entry, at=self.at))

    def _relations(self, relations):
        return rows.RelationSerializer(relations, many=True, context=self.context).data

    def get_article_rows(self, revision) -> list[int]:
        return queries.numbers_of_rows_naming(revision.entry, at=self.at)


@embeddable
class FrameworkViewSet(Readymade, ResourceViewSet):
    """Frameworks, interfaces and parts of them."""

    resource = "frameworks"
    example = "/api/v1/frameworks/?status=active&sort=-first_release&lang=en"
    detail_example = "/api/v1/frameworks/keras/?expand=sources&lang=en"
    expandable = ("sources", "features", "categories", "frameworks")
    list_expandable = ()
    walk_key = "entry_id"
    queryset = FrameworkRevision.objects.none()
    serializer_class = FrameworkSerializer
    list_serializer_class = FrameworkSummarySerializer
    filterset_class = FrameworkFilterSet
    lookup_field = "entry__slug"
    lookup_url_kwarg = "slug"

    def get_queryset(self):
        live = self.revisions(FrameworkRevision)
        if not self.detail:
            return live.prefetch_related("facts")
        return live.with_evidence(self.at).prefetch_related("pictures")


class TopicSerializer(EntrySerializer):
    name = BilingualField()
    reading = serializers.CharField(help_text=READING)
    note = BilingualField()
    position = serializers.IntegerField()


@embeddable
class FeatureViewSet(Readymade, ResourceViewSet):
    """What frameworks are judged by."""

    resource = "features"
    example = "/api/v1/features/?lang=all"
    detail_example = "/api/v1/features/performance/?lang=zh-hans"
    walk_key = "entry_id"
    queryset = FeatureRevision.objects.none()
    serializer_class = TopicSerializer
    lookup_field = "entry__slug"
    lookup_url_kwarg = "slug"

    def get_queryset(self):
        return self.revisions(FeatureRevision).order_by("position", "pk")


@embeddable
class CategoryViewSet(FeatureViewSet):
    """What frameworks are sorted into."""

    resource = "categories"
    example = "/api/v1/categories/?fields=id,name&lang=en"
    detail_example = "/api/v1/categories/low-level/?lang=en"
    queryset = CategoryRevision.objects.none()

    def get_queryset(self):
        return self.revisions(CategoryRevision).order_by("position", "pk")


class ArticleSummarySerializer(EntrySerializer):
    name = BilingualField(of="title")
    sha256 = serializers.CharField()


class ArticleSerializer(ArticleSummarySerializer):
    translation_note = BilingualField()
    sections = rows.SectionSerializer(many=True)
    pictures = rows.PictureSerializer(many=True)


class ArticleViewSet(Readymade, ResourceViewSet):
    """Source articles, with every line kept and judged."""

    resource = "articles"
    example = "/api/v1/articles/?lang=en"
    detail_example = "/api/v1/articles/deep-learning-frameworks/?fields=id,name&lang=en"
    expandable = ("sources", "features", "frameworks")
    list_expandable = ()
    walk_key = "entry_id"
    queryset = ArticleRevision.objects.none()
    serializer_class = ArticleSerializer
    list_serializer_class = ArticleSummarySerializer
    lookup_field = "entry__slug"
    lookup_url_kwarg = "slug"

    def get_queryset(self):
        live = self.revisions(ArticleRevision)
        return live.with_sections(self.at) if self.detail else live


class GlossaryTermSerializer(EntrySerializer, rows.ClaimSerializer):
    name = BilingualField()
    reading = serializers.CharField(help_text=READING)
    summary = BilingualField(of="definition")
    definition = BilingualField()
    note = BilingualField()
    variants = rows.TermVariantSerializer(many=True)


class GlossaryTermViewSet(Readymade, ResourceViewSet):
    """Words of the field: what they mean, how they are said and how they are not."""

    resource = "glossary"
    example = "/api/v1/glossary/?q=tensor&lang=en"
    detail_example = "/api/v1/glossary/tensor/?lang=all"
    expandable = ("sources",)
    walk_key = "entry_id"
    queryset = GlossaryTermRevision.objects.none()
    serializer_class = GlossaryTermSerializer
    filterset_class = GlossaryFilterSet
    lookup_field = "entry__slug"
    lookup_url_kwarg = "slug"

    def get_queryset(self):
        live = self.revisions(GlossaryTermRevision)
        return live.with_evidence().in_order_of(current_language())


class CombinationSummarySerializer(ObjectSerializer, rows.ClaimSerializer):
    kind_name = "combination"

    id = serializers.CharField(source="printed_name.slug")
    name = serializers.CharField(source="printed_name.text")
    summary = BilingualField(of="rationale")
    revision = serializers.IntegerField(
        source="printed_name.revision.number", help_text="Of the article that prints it."
    )
    updated_at = serializers.DateTimeField(source="printed_name.revision.published_at")
    verified_on = serializers.DateField(source="printed_name.revision.verified_on", allow_null=True)
    verdict = word(Verdict)
    since = serializers.CharField()
    rationale = BilingualField()
    components = rows.ComponentSerializer(source="printed_name.components", many=True)
    article = serializers.CharField(source="printed_name.revision.entry.slug")
    rows = serializers.SerializerMethodField()

    def get_url(self, combination) -> str:
        return self.address(self.kind_name, combination.printed_name.slug)

    def get_rows(self, combination) -> list[int]:
        return sorted(item.number for item in combination.printed_name.items.all())


class CombinationSerializer(CombinationSummarySerializer):
    pairs = serializers.SerializerMethodField()

    @extend_schema_field(rows.PairSerializer(many=True))
    def get_pairs(self, combination):
        pairs = queries.visible_pairs(combination)
        return rows.PairSerializer(pairs, many=True, context=self.context).data


class CombinationViewSet(ResourceViewSet):
    """Names that string frameworks together, and whether these go together."""

    resource = "combinations"
    example = "/api/v1/combinations/?framework=theano&lang=en"
    detail_example = "/api/v1/combinations/lasagne-theano/?lang=en"
    expandable = ("sources", "frameworks")
    queryset = Combination.objects.none()
    serializer_class = CombinationSerializer
    list_serializer_class = CombinationSummarySerializer
    filterset_class = CombinationFilterSet
    lookup_field = "printed_name__slug"
    lookup_url_kwarg = "slug"

    def get_queryset(self):
        live = Combination.objects.live(self.at)
        return live.with_pairs(self.at) if self.detail else live


class SourceSerializer(ObjectSerializer):
    kind_name = "source"

    id = serializers.CharField(source="slug")
    name = serializers.CharField(source="title")
    summary = serializers.CharField(source="what", help_text="What was read, as it was noted.")
    # A source is no entry; it is as it was read, and a later reading is another source.
    revision = serializers.SerializerMethodField()
    updated_at = serializers.SerializerMethodField()
    verified_on = serializers.DateField(source="accessed_on")
    source_kind = word(SourceKind, source="kind")
    locator = serializers.CharField()
    link = serializers.CharField()
    publisher = serializers.CharField()
    repository = serializers.CharField()
    path = serializers.CharField()
    commit = serializers.CharField()
    dated = serializers.CharField()
    date_means = serializers.CharField()
    accessed_on = serializers.DateField()
    note = serializers.CharField()

    def get_revision(self, source) -> int | None:
        return None

    def get_updated_at(self, source) -> datetime | None:
        return None


@embeddable
class SourceViewSet(ResourceViewSet):
    """Documents that something live cites."""

    resource = "sources"
    example = "/api/v1/sources/?cursor=&page_size=100"
    detail_example = "/api/v1/sources/keras-readme/"
    queryset = Source.objects.none()
    serializer_class = SourceSerializer
    filterset_class = SourceFilterSet

    def get_queryset(self):
        return queries.public_sources(at=self.at)
