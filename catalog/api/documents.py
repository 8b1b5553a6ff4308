"""Making the documents of entries ready-made: what lists, details and dumps say of each.

`catalog.readymade` calls this by the setting ENTRY_DOCUMENTS, because it may not know the API.
"""

from django.utils.translation import override
from rest_framework.renderers import JSONRenderer

from catalog.api import resources
from catalog.api.language import ContentLanguage
from catalog.bilingual import LANGUAGES
from catalog.choices import DocumentForm, EntryKind
from catalog.documents.public import public_lines

VIEWS = {
    EntryKind.ARTICLE: resources.ArticleViewSet,
    EntryKind.CATEGORY: resources.CategoryViewSet,
    EntryKind.FEATURE: resources.FeatureViewSet,
    EntryKind.FRAMEWORK: resources.FrameworkViewSet,
    EntryKind.GLOSSARY_TERM: resources.GlossaryTermViewSet,
}


def entry_documents(kind, slugs):
    """Yield (slug, form, language, JSON text) of those of the entries that are live."""
    view_class = VIEWS[kind]
    actions = ["retrieve", "list"] if view_class.list_serializer_class else ["retrieve"]
    for action in actions:
        yield from _serialized(view_class(action=action, detail=action == "retrieve"), slugs)
    for slug, line in public_lines(kind, slugs):
        yield slug, DocumentForm.DUMPED, "", line


def _serialized(view, slugs):
    """What requests for each language would be answered; the rows are read once."""
    view.request = view.format_kwarg = None
    revisions = list(view.get_queryset().filter(entry__slug__in=slugs))
    for language in LANGUAGES:
        view.language = ContentLanguage(language, allows_fallback=True, is_negotiated=False)
        with override(language):
            for revision in revisions:
                shown = view.get_serializer(revision).data
                yield revision.slug, view.form, language, JSONRenderer().render(shown).decode()
