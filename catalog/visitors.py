"""Who asks, as far as a site can tell it by the connection."""

from django.conf import settings

# In the environment of a request that the site puts to itself; no visitor can set such a key.
INSIDE = "atlas.inside"


def address_of(request):
    """The visitor’s address; behind a proxy the one that the proxy itself has added, the last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
