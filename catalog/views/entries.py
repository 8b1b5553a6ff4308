"""What the detail pages of all entries share."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.generic import DetailView

from catalog import queries


class EntryDetailView(DetailView):
    """The page of a live entry; the address of a retired one leads to what stands in for it."""

    slug_field = "entry__slug"

    def get_queryset(self):
        return self.with_parts(self.model.objects.live())

    def with_parts(self, revisions):
        return revisions

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            entry_model = self.model._meta.get_field("entry").related_model
            target = queries.successor(entry_model, self.kwargs["slug"])
            if target is None:
                raise
            return redirect(target, permanent=True)
