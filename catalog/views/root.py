"""What stands outside the two languages: the door to them, and what robots read."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from catalog.bilingual import EN, ZH


@require_safe
def negotiate(request):
    """Send a reader who names no language to the home page in the one that the browser prefers."""
    with override(_preferred(request.headers.get("Accept-Language", ""))):
        response = HttpResponseRedirect(reverse("catalog:home"))
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _preferred(header):
    for code, _quality in parse_accept_lang_header(header.lower()):
        if code.startswith("en"):
            return EN
        if code.startswith("zh"):
            return ZH
    return ZH


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        *(f"Disallow: /{code}/{place}/" for code in (ZH, EN) for place in ("admin", "preview")),
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
