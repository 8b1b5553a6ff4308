"""What stands outside the two languages: the door to them, and what robots read."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.views.decorators.http import require_safe

from catalog.bilingual import EN, ZH, preferred_language


@require_safe
def negotiate(request):
    """Send a reader who names no language to the home page in the one that the browser prefers."""
    with override(preferred_language(request.headers.get("Accept-Language", ""))):
        response = HttpResponseRedirect(reverse("catalog:home"))
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def favicon(request):
    """Browsers ask here for pages that can not name their icon, such as a JSON document."""
    return HttpResponseRedirect(static("img/favicon.svg"))


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        *(f"Disallow: /{code}/{place}/" for code in (ZH, EN) for place in ("admin", "preview")),
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
