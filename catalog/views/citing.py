from django.http import Http404, JsonResponse
from django.utils import timezone
from django.utils.functional import cached_property

from catalog.choices import FactField
from catalog.citing import Citation
from catalog.models import FrameworkRevision
from catalog.views.entries import EntryDetailView
from catalog.views.facts import sources_of


class CiteView(EntryDetailView):
    """How to cite a framework, or the fact of it that `?fact=` names; `?format=csl` downloads."""

    model = FrameworkRevision
    template_name = "catalog/cite.html"
    context_object_name = "framework"

    def render_to_response(self, context, **kwargs):
        if self.request.GET.get("format") != "csl":
            return super().render_to_response(context, **kwargs)
        response = JsonResponse([context["citation"].csl], safe=False)
        name = f"{context['citation'].key}.csl.json"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @cached_property
    def fact(self):
        """The fact that is cited; None for the whole entry."""
        named = self.request.GET.get("fact", "")
        if named and named not in FactField.values:
            raise Http404
        return FactField(named) if named else None

    def with_parts(self, revisions):
        return revisions.with_evidence(self.at) if self.fact else revisions

    @property
    def citation(self):
        sources = sources_of(self.object, self.fact) if self.fact else ()
        return Citation(self.object, timezone.now().date(), fact=self.fact, sources=sources)

    def get_context_data(self, **kwargs):
        return super().get_context_data(citation=self.citation, **kwargs)
