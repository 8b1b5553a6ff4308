"""Answering with documents that are made already, where what is asked for is what is kept.

That is the catalogue of today in one language, with what stands in for a missing text. Everything
else is serialized: other moments and walks, `expand`, `lang=all` and `fallback=none`.
"""

import json

from django.http import HttpResponse
from rest_framework.renderers import JSONRenderer

from catalog import readymade
from catalog.api.language import cut
from catalog.bilingual import LANGUAGES
from catalog.choices import DocumentForm

JSON = JSONRenderer.media_type


class Readymade:
    # For viewsets of entries. (A docstring would become that of the resource.)

    reads_kept = True

    @property
    def form(self):
        is_short = not self.detail and self.list_serializer_class
        return DocumentForm.LISTED if is_short else DocumentForm.WHOLE

    @property
    def is_kept(self):
        """Whether the documents that the request asks for are kept, once they are made."""
        return (
            self.reads_kept
            and self.at is None
            and not self.expanded
            and self.language.code in LANGUAGES
            and self.language.allows_fallback
        )

    def list(self, request, *args, **kwargs):
        if not self.is_kept:
            return super().list(request, *args, **kwargs)
        listed = self.filter_queryset(self.get_queryset()).prefetch_related(None)
        slugs = self.paginate_queryset(listed.values_list("entry__slug", flat=True))
        documents = self.documents(slugs)
        if len(documents) < len(slugs):
            return self.get_paginated_response(self.serialized(slugs))
        head = JSONRenderer().render(self.get_paginated_response([]).data).removesuffix(b"]}")
        return answer(head + b",".join(documents[slug] for slug in slugs) + b"]}")

    def retrieve(self, request, *args, **kwargs):
        slug = kwargs[self.lookup_url_kwarg]
        found = self.documents([slug]) if self.is_kept else {}
        return answer(found[slug]) if found else super().retrieve(request, *args, **kwargs)

    def documents(self, slugs):
        """The documents that are ready, as bytes by slug, with the fields that are asked for."""
        kind, language = self.entry_model._meta.model_name, self.language.code
        found = readymade.find(kind, slugs, form=self.form, language=language)
        if self.fields:
            return {
                slug: JSONRenderer().render(cut(json.loads(text), self.fields))
                for slug, text in found.items()
            }
        return {slug: text.encode() for slug, text in found.items()}

    def serialized(self, slugs):
        """The same made now, in the same order."""
        found = {one.slug: one for one in self.get_queryset().filter(entry__slug__in=slugs)}
        rows = [found[slug] for slug in slugs if slug in found]
        return self.get_serializer(rows, many=True).data


def answer(content):
    return HttpResponse(content, content_type=JSON)
