"""The search as a resource: one list over every kind, best first."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from catalog import search
from catalog.api.addresses import absolute, web_urls
from catalog.api.base import ResourceSerializer, ResourceViewSet
from catalog.api.language import BilingualField, refusal
from catalog.api.values import labelled, of_catalogue, text
from catalog.api.words import word
from catalog.bilingual import LANGUAGES, column
from catalog.choices import SearchKind
from catalog.models import SearchDocument
from catalog.moments import PARAMETER
from catalog.search.query import LONGEST


class SearchResultSerializer(ResourceSerializer):
    id = serializers.CharField(
        source="identifier", help_text="Unique within its kind; of a row: article#place."
    )
    kind = word(SearchKind)
    name = BilingualField()
    highlight = BilingualField()
    url = serializers.SerializerMethodField(
        help_text="The document of this API that holds it; of a row, its article’s."
    )
    web_url = serializers.SerializerMethodField(help_text="The page, by language.")

    def get_url(self, document) -> str:
        route = f"api:{document.kind}-detail"
        try:
            return absolute(reverse(route, args=[document.slug]))
        except NoReverseMatch:  # a part of an entry has no document of its own
            return absolute(
                reverse(f"api:{document.owner_kind}-detail", args=[document.owner_slug])
            )

    def get_web_url(self, document) -> dict[str, str]:
        return web_urls(document)


@extend_schema(
    parameters=[
        OpenApiParameter(
            "q",
            text(LONGEST) | of_catalogue("words"),
            required=True,
            description=f"What to look for: Chinese, English or pinyin, {LONGEST} letters at most.",
        ),
        OpenApiParameter("kind", labelled(SearchKind.choices), description="Only this kind."),
        # The index holds what readers see today.
        OpenApiParameter(PARAMETER, exclude=True),
    ]
)
class SearchViewSet(ResourceViewSet):
    """Everything that a query finds, over all kinds and in both languages, best first.

    `highlight` is the passage that holds what was looked for, as HTML whose only element is `mark`.
    At most five hundred results are ranked and counted.
    """

    queryset = SearchDocument.objects.none()
    serializer_class = SearchResultSerializer
    example = "/api/v1/search/?q=keras&kind=framework&lang=en"
    walk_key = None  # at most five hundred results, the best first

    def known_parameters(self):
        common = [name for name in super().known_parameters() if name != PARAMETER]
        return [*common, "kind", "q"]

    def get_queryset(self):
        """The ids of the results; the page's documents are read when they are shown."""
        given, kind = self.request.query_params.get("q", ""), self.request.query_params.get("kind")
        if kind is not None and kind not in SearchKind.values:
            raise ValidationError({"kind": [refusal(kind, ", ".join(SearchKind.values))]})
        if len(given) > LONGEST or not search.read_query(given).pieces:
            raise ValidationError(
                {
                    "q": [
                        _("Write what to look for: at least one letter, at most %(longest)s.")
                        % {"longest": LONGEST}
                    ]
                }
            )
        self.results = search.search(given, kind=kind)
        return self.results.ids

    def paginate_queryset(self, queryset):
        found = search.documents(super().paginate_queryset(queryset))
        highlighter = search.Highlighter(self.results.query, synonyms=self.results.synonyms)
        for document in found:
            passages = highlighter.passages(document)
            for language in LANGUAGES:
                passage = passages[language]
                setattr(document, column("highlight", language), passage.html if passage else "")
        return found
