"""Cross-origin requests: scripts of any site may read, none may write.

What is read here is public and the same for everybody, so `*` gives nothing away. By method and
not by path, because one address is read and written.
"""

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
)
# Conditions make a request one that browsers ask about first. No Authorization: reading needs none.
ALLOWED = ("Accept", "Accept-Language", "If-None-Match", "If-Modified-Since")
REMEMBERED_FOR = 86_400  # seconds that a browser need not ask again


class CorsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith("/api/") and reads(request):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = ", ".join(EXPOSED)
            if request.method == "OPTIONS":
                response["Access-Control-Allow-Methods"] = ", ".join(READS)
                response["Access-Control-Allow-Headers"] = ", ".join(ALLOWED)
                response["Access-Control-Max-Age"] = str(REMEMBERED_FOR)
        return response


def reads(request):
    """Whether the request reads, or is a browser's question whether it may."""
    if request.method == "OPTIONS":
        return request.headers.get("Access-Control-Request-Method") in READS
    return request.method in READS
