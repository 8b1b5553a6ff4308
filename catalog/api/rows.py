"""Serializers of rows that belong to an entry."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.api.addresses import absolute
from catalog.api.language import BilingualField
from catalog.api.words import word
from catalog.choices import (
    Cell,
    Confidence,
    Facet,
    FactField,
    Identity,
    ItemKind,
    Language,
    PairRole,
    RelationType,
    ReleaseRole,
    Standing,
    StatementKind,
    Verdict,
)


class ClaimSerializer(serializers.Serializer):
    """How sure we are, and the identifiers of the sources."""

    confidence = word(Confidence, blank=True)
    sources = serializers.SerializerMethodField()

    def get_sources(self, claim) -> list[str]:
        return sorted(source.slug for source in claim.sources.all())


class FactSerializer(ClaimSerializer):
    field = word(FactField)
    note = BilingualField()


class TermSerializer(serializers.Serializer):
    facet = word(Facet, source="term.facet")
    id = serializers.CharField(source="term.slug")
    name = serializers.SerializerMethodField()
    detail = BilingualField()

    @extend_schema_field(BilingualField)
    def get_name(self, row):
        field = BilingualField()
        field.bind("name", self)
        return field.to_representation(row.term)


class TermVariantSerializer(serializers.Serializer):
    language = word(Language)
    text = serializers.CharField()
    standing = word(Standing)
    note = BilingualField()


class ReleaseSerializer(ClaimSerializer):
    role = word(ReleaseRole)
    version = serializers.CharField()
    released_on = serializers.CharField()
    what = BilingualField()
    note = BilingualField()


class PackageSerializer(ClaimSerializer):
    registry = serializers.CharField()
    name = serializers.CharField()
    version = serializers.CharField()
    released_on = serializers.CharField()
    rank = serializers.IntegerField(allow_null=True)
    note = BilingualField()


class PaperSerializer(ClaimSerializer):
    title = serializers.CharField()
    year = serializers.IntegerField()
    venue = serializers.CharField()
    arxiv = serializers.CharField()
    doi = serializers.CharField()
    url = serializers.CharField()
    note = BilingualField()


class AssessmentSerializer(ClaimSerializer):
    feature = serializers.CharField(source="feature.slug", default=None, allow_null=True)
    category = serializers.CharField(source="category.slug", default=None, allow_null=True)
    verdict = word(Verdict)
    cell = word(Cell)
    rationale = BilingualField()


class PictureSerializer(serializers.Serializer):
    """A picture: where its file is, what it shows, and whose it is."""

    url = serializers.SerializerMethodField()
    media_type = serializers.CharField()
    sha256 = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    is_decorative = serializers.BooleanField()
    alt = BilingualField()
    caption = BilingualField()
    credit = serializers.CharField()
    origin_url = serializers.CharField()
    licence = serializers.CharField()

    def get_url(self, picture) -> str:
        """The absolute address of the file, on this site or on the media host."""
        return picture.url if "://" in picture.url else absolute(picture.url)


class RelationSerializer(ClaimSerializer):
    """A relation as its owner states it, from `framework` to `target`."""

    framework = serializers.CharField(source="revision.entry.slug")
    type = word(RelationType)
    target = serializers.CharField(source="target.slug", default=None, allow_null=True)
    target_name = serializers.SerializerMethodField()
    since = serializers.CharField()
    until = serializers.CharField()
    note = BilingualField()

    def get_target_name(self, relation) -> str:
        live = relation.target.live_revision if relation.target else None
        return live.name if live else relation.target_name


class StatementSerializer(ClaimSerializer):
    kind = word(StatementKind)
    feature = serializers.CharField(source="feature.slug", default=None, allow_null=True)
    verdict = word(Verdict)
    rationale = BilingualField()


class ComponentSerializer(serializers.Serializer):
    position = serializers.IntegerField()
    text = serializers.CharField()
    framework = serializers.SerializerMethodField()

    def get_framework(self, component) -> str | None:
        """The identifier, or null while the framework is not live."""
        entry = component.framework
        return entry.slug if entry.live_revision else None


class PrintedNameSerializer(ClaimSerializer):
    id = serializers.CharField(source="slug")
    text = serializers.CharField()
    identity = word(Identity)
    rationale = BilingualField()
    components = ComponentSerializer(many=True)
    combination = serializers.SerializerMethodField()

    def get_combination(self, name) -> str | None:
        return name.slug if hasattr(name, "combination") else None


class ItemSerializer(serializers.Serializer):
    kind = word(ItemKind)
    number = serializers.IntegerField(allow_null=True)
    anchor = serializers.CharField()
    source_line = serializers.IntegerField()
    raw = serializers.CharField()
    term = BilingualField()
    body = BilingualField()
    note = BilingualField()
    printed_name = PrintedNameSerializer(allow_null=True)
    duplicate_of = serializers.IntegerField(
        source="duplicate_of.number", default=None, allow_null=True
    )
    is_truncated = serializers.BooleanField()
    statements = StatementSerializer(many=True)


class SectionSerializer(serializers.Serializer):
    number = serializers.CharField()
    anchor = serializers.CharField()
    level = serializers.IntegerField()
    raw = serializers.CharField()
    heading = BilingualField()
    items = ItemSerializer(many=True)


class PairSerializer(ClaimSerializer):
    a = serializers.CharField(source="a.slug")
    b = serializers.CharField(source="b.slug")
    role = word(PairRole)
    verdict = word(Verdict)
    since = serializers.CharField()
    rationale = BilingualField()
