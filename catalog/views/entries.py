"""What the detail pages of all entries share."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from catalog import queries, translations
from catalog.bilingual import current_language
from catalog.moments import put_into
from catalog.views.moments import ReadAsOf


class EntryDetailView(ReadAsOf, DetailView):
    """The page of a live entry; the address of a retired one leads to what stands in for it."""

    slug_field = "entry__slug"

    def get_queryset(self):
        return self.with_parts(self.model.objects.live(self.at))

    def with_parts(self, revisions):
        return revisions

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            target = queries.successor(self.entry_model, self.kwargs["slug"], at=self.at)
            if target is None:
                raise
            return redirect(put_into(target.get_absolute_url(), request.moment), permanent=True)

    @property
    def entry_model(self):
        return self.model._meta.get_field("entry").related_model

    def get_context_data(self, **kwargs):
        rows = translations.rows_at_hand(self.object)
        behind = translations.behind(rows, self.object.entry, current_language())
        return super().get_context_data(behind=behind, **kwargs)

    def absence(self):
        slug = self.kwargs["slug"]
        came = queries.next_published_at(self.entry_model, slug, at=self.at)
        if came is None:  # what readers do not see today is not named
            return super().absence()
        text = _("This entry was not in the catalogue at that time. It was published on %(day)s.")
        return {"text": text % {"day": f"{came:%Y-%m-%d}"}, "today_url": self.request.path}

    def today_url(self):
        if self.at is None or not self.object.entry.revisions.live().exists():
            return None
        return super().today_url()
