from django.http import JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from catalog import search
from catalog.bilingual import current_language
from catalog.choices import SearchKind
from catalog.filters import FacetCounts, Option
from catalog.search import Highlighter

# Long enough to spare the server who types, deletes and types again; short after a publish.
SUGGESTIONS_LAST = 300


class SearchView(ListView):
    """Everything that a query finds; the address holds all of it: `?q=`, `?kind=`, `?page=`."""

    template_name = "catalog/search.html"
    paginate_by = 20

    @cached_property
    def kind(self):
        """The kind that results are narrowed to, or None; an unknown one narrows nothing."""
        given = self.request.GET.get("kind", "")
        return SearchKind(given) if given in SearchKind.values else None

    @cached_property
    def results(self):
        return search.search(self.request.GET.get("q", ""), kind=self.kind)

    def get_queryset(self):
        return self.results.ids

    def get_context_data(self, **kwargs):
        context = super().get_context_data(found=self.results, kind=self.kind, **kwargs)
        highlighter = Highlighter(self.results.query, synonyms=self.results.synonyms)
        language = current_language()
        page = context["page_obj"]
        context["results"] = [
            highlighter.result(document, language)
            for document in search.documents(page.object_list)
        ]
        context["pages"] = [*page.paginator.get_elided_page_range(page.number)]
        context["facet"] = self.facet()
        context["query"] = self.results.asked.text
        context["meanings"] = [one.names[language] for one in self.results.query.concepts]
        return context

    def facet(self):
        """The kinds with their counts; all of them where there is too much to count."""
        found = self.results
        kinds = [kind for kind in SearchKind if found.is_capped or found.counts.get(kind)]
        options = [
            Option(str(kind), kind.label, found.counts.get(kind, 0), kind == self.kind)
            for kind in kinds
        ]
        return FacetCounts("kind", "", options)


@require_safe
def suggestions(request):
    """Names that what is being typed may become, for the script of the search box."""
    suggested = search.suggest(request.GET.get("q", ""))
    highlighter, language = Highlighter(suggested.query), current_language()
    found = [_suggestion(highlighter.result(one, language)) for one in suggested.documents]
    if suggested.absent:
        found = [_absent(suggested.absent, highlighter), *found[: search.MOST_SUGGESTIONS - 1]]
    response = JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, public=True, max_age=SUGGESTIONS_LAST)
    return response


def _absent(absent, highlighter):
    """A name without an entry, and where to read what mentions it."""
    address = reverse("catalog:search")
    return {
        "name": highlighter.mark(absent.name, current_language()).parts,
        "other_name": [],
        "kind": gettext("not in the Atlas yet"),
        "url": f"{address}?{urlencode({'q': absent.name})}",
    }


def _suggestion(result):
    """Texts as lists of [words, whether they were typed], so that no script has to read HTML."""
    return {
        "name": result.name.parts,
        "other_name": result.other_name.parts if result.other_name else [],
        "kind": SearchKind(result.document.kind).label,
        "url": result.document.get_absolute_url(),
    }
