"""Cross-origin requests: scripts of any site may read what is made for programs, none may write.

What is read here is public and the same for everybody, so `*` gives nothing away: browsers send no
cookie along with it. By method too, because one address is read and written.
"""

import re

from django.http import HttpResponse

from catalog.delivery.addresses import FILES, PAGE

READS = ("GET", "HEAD")
# What a script may look at beside the body and the few headers that browsers always show.
EXPOSED = (
    "ETag",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "Deprecation",
    "Sunset",
    "Content-Stamp",
    "Changes-Cursor",
    "Repr-Digest",
    "Accept-Ranges",
    "Content-Range",
)
# What a script may send: whatever its libraries add. The star is every header but Authorization,
# and is not known to older browsers, for which those that are met most are named.
ALLOWED = (
    *("*", "Accept", "Accept-Language", "Authorization", "Cache-Control", "Content-Type"),
    *("If-Modified-Since", "If-None-Match", "If-Range", "Pragma", "Range", "X-Requested-With"),
    *("traceparent", "tracestate", "baggage"),
)
REMEMBERED_FOR = 86_400  # seconds that a browser need not ask again
PROGRAMS = re.compile(r"/(?:api|oembed|media)/")


class CorsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_open(request.path_info):
            return self.get_response(request)
        if request.method == "OPTIONS":
            return self.preflight(request)
        response = self.get_response(request)
        if request.method in READS and not is_page(response):
            open_to_all(response)
        return response

    def preflight(self, request):
        """What a browser asks before a script reads is answered here, at every address alike."""
        asked = request.headers.get("Access-Control-Request-Method")
        if asked is None:
            return self.get_response(request)
        response = HttpResponse(status=204)
        if asked in READS:
            open_to_all(response)
            response["Access-Control-Allow-Methods"] = ", ".join(READS)
            response["Access-Control-Allow-Headers"] = ", ".join(ALLOWED)
            response["Access-Control-Max-Age"] = str(REMEMBERED_FOR)
        return response


def is_open(path):
    """Whether readers find what stands at the path, and nobody else: neither desk nor preview."""
    return bool(PROGRAMS.match(path) or PAGE.match(path) or FILES.fullmatch(path))


def is_page(response):
    """Redirects have no page, whatever their media type says."""
    if 300 <= response.status_code < 400:
        return False
    return response.headers.get("Content-Type", "").startswith("text/html")


def open_to_all(response):
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = ", ".join(EXPOSED)
