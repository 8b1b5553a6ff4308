"""The site behind Django's own page cache: settings, with the middleware as its manual says."""

from django.http import HttpResponse

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE as OURS


def plain(get_response):
    """Answers of the API as bytes: the cache can not unpickle the values that they were made of."""

    def middleware(request):
        answer = get_response(request)
        return HttpResponse(answer.content, status=answer.status_code, headers=answer.headers)

    return middleware


PAGE_CACHE = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "bench.peers.page_cache.plain",
    *OURS,
    "django.middleware.cache.FetchFromCacheMiddleware",
]
