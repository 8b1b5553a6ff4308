"""What stands outside the two languages: the door to them, and what robots read."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext, override
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
    closed = ("admin", "preview", "report")
    lines = [
        "User-agent: *",
        *(f"Disallow: /{code}/{place}/" for code in (ZH, EN) for place in closed),
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def llms(request):
    """What a language model may read first: what this is, and where what stands."""
    lines = [
        "# Framework Atlas · 框架图谱",
        "",
        "> A bilingual (Simplified Chinese, English) catalogue of deep-learning frameworks. Every"
        " claim has a verdict, a confidence and sources; what nobody judged is said to be unknown.",
    ]
    for code, title in ((EN, "English"), (ZH, "简体中文")):
        with override(code):
            lines += ["", f"## {title}", "", *(f"- [{label}]({url})" for label, url in _places())]
    lines += ["", "## For programs", "", f"- [API description]({_absolute('api:openapi')})"]
    lines.append(f"- [Everything in one file]({_absolute('api:dump', 'json')})")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _places():
    yield gettext("Frameworks"), _absolute("catalog:framework-list")
    yield gettext("The whole matrix"), _absolute("catalog:matrix")
    yield gettext("Does A work with B?"), _absolute("catalog:interoperability")
    yield gettext("Glossary"), _absolute("catalog:glossaryterm-list")
    yield gettext("Sources"), _absolute("catalog:source-list")
    yield gettext("How to read the verdicts, and what is uncertain"), _absolute("catalog:about")
    yield gettext("What changed"), _absolute("catalog:changes")
    yield gettext("What was published"), _absolute("catalog:changes-feed")


def _absolute(name, *arguments):
    return settings.SITE_URL + reverse(name, args=arguments)
