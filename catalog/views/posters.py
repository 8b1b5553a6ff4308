"""The picture that other sites show beside a link."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from catalog.posters import KINDS, draw, poster_of, poster_of_site


@require_safe
def poster(request, kind, slug):
    if kind not in KINDS:
        raise Http404
    return HttpResponse(draw(poster_of(kind, slug)), content_type="image/png")


@require_safe
def site_poster(request):
    return HttpResponse(draw(poster_of_site()), content_type="image/png")
