from django.http import Http404, JsonResponse
from django.utils import timezone

from catalog.choices import FactField
from catalog.citing import Citation
from catalog.models import FrameworkRevision
from catalog.views.entries import EntryDetailView


class CiteView(EntryDetailView):
    """How to cite a framework, or the fact of it that `?fact=` names; `?format=csl` downloads."""

    model = FrameworkRevision
    template_name = "catalog/cite.html"
    context_object_name = "framework"

    def render_to_response(self, context, **kwargs):
        if self.request.GET.get("format") != "csl":
            return super().render_to_response(context, **kwargs)
        response = JsonResponse([context["citation"].csl], safe=False)
        name = f"{self.object.slug}.csl.json"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @property
    def citation(self):
        named = self.request.GET.get("fact", "")
        if named and named not in FactField.values:
            raise Http404
        label = str(FactField(named).label) if named else ""
        anchor = f"#fact-{named}" if named else ""
        return Citation(self.object, timezone.now().date(), part=label, anchor=anchor)

    def get_context_data(self, **kwargs):
        return super().get_context_data(citation=self.citation, **kwargs)
