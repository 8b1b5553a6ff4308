"""What changed in the catalogue: the list of public changes, and one of them word for word."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import ListView, TemplateView

from catalog import changelog, review
from catalog.choices import EntryKind, Language, ListKind, PublicEvent
from catalog.documents.public import public_values
from catalog.documents.schema import KINDS
from catalog.models import PublicChange


class ChangesView(ListView):
    """The address holds what is shown: `?kind=`, `?texts=` (a language), `?page=`."""

    template_name = "catalog/changes.html"
    paginate_by = 30

    @cached_property
    def kind(self):
        """The kind that the list is narrowed to, or None; an unknown one narrows nothing."""
        given = self.request.GET.get("kind", "")
        return given if given in (*EntryKind.values, *ListKind.values) else None

    @cached_property
    def language(self):
        given = self.request.GET.get("texts", "")
        return given if given in Language.values else None

    def get_queryset(self):
        return changelog.changes(kind=self.kind, language=self.language)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        return context | {
            "changes": changelog.shown(page.object_list),
            "pages": [*page.paginator.get_elided_page_range(page.number)],
            "kinds": [*EntryKind.choices, *ListKind.choices],
            "languages": Language.choices,
            "kind": self.kind,
            "language": self.language,
        }


class ChangeView(TemplateView):
    """What one revision said and the next one says, field by field, as far as readers see it."""

    template_name = "catalog/change.html"

    def get_context_data(self, kind, slug, number, **kwargs):
        change = get_object_or_404(
            PublicChange, kind=kind, slug=slug, revision=number, event=PublicEvent.UPDATED
        )
        model = KINDS.get(kind)
        live = model and model.objects.live().filter(entry__slug=slug).first()
        if not live:
            raise Http404
        published = live.entry.revisions.exclude(published_at=None).select_related("entry")
        before, after = (
            get_object_or_404(published, number=one) for one in (change.previous, number)
        )
        differences = review.differences(model, *public_values([before, after]))
        return super().get_context_data(
            change=change,
            live=live,
            before=before,
            after=after,
            differences=differences,
            groups=review.grouped(model, differences),
            **kwargs,
        )
