"""oEmbed 1.0: by the address of a framework's page other sites find its card.

An answer speaks the language of that page. Parameters that are not known are no fault here:
consumers send some of their own.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import APIException, NotFound

from catalog.api.addresses import absolute
from catalog.api.errors import Problem, described, problem, refused_method
from catalog.api.language import header_language
from catalog.api.parameters import refuse, whole_number
from catalog.badges import CARD_HEIGHT, CARD_WIDTH
from catalog.bilingual import LANGUAGES
from catalog.models import FrameworkRevision

READS = ("GET", "HEAD")
LARGEST = 1_000_000  # pixels
NO_PAGE = gettext_lazy("“url” is not the address of a framework’s page on this site.")


@csrf_exempt  # so that who writes gets the problem and no page
def oembed(request):
    """The card of the framework whose page `url` names, within `maxwidth` and `maxheight`."""
    url = request.GET.get("url", "")
    language = _language_of(url) or header_language(request)
    if request.method not in READS:
        return refused_method(request, READS)
    with override(language):
        try:
            answer = JsonResponse(_card(url, request.GET))
        except APIException as error:
            answer = problem(request, error.status_code, language=language, **described(error))
    answer["Content-Language"] = language
    return answer


def _card(url, asked):
    if asked.get("format", "json") != "json":
        detail = _("Only JSON is offered: leave “format” out, or say format=json.")
        raise Problem(501, detail, code="not_offered")
    framework = _framework_at(url)
    width, height = _size(asked)
    site = _("Framework Atlas")
    html = format_html(
        '<a href="{}"><img src="{}" alt="{}" width="{}" height="{}"></a>',
        absolute(framework.get_absolute_url()),
        absolute(reverse("catalog:framework-card", args=[framework.slug])),
        f"{framework.name} · {site}",
        width,
        height,
    )
    said = {"title": framework.name, "provider_name": site, "provider_url": settings.SITE_URL}
    return {"type": "rich", "version": "1.0", "html": html, "width": width, "height": height} | said


def _size(asked):
    """Width and height of the card, as large as the asker has room for and never larger."""
    most_wide = whole_number(asked, "maxwidth", CARD_WIDTH, largest=LARGEST)
    most_high = whole_number(asked, "maxheight", CARD_HEIGHT, largest=LARGEST)
    width = min(CARD_WIDTH, most_wide, most_high * CARD_WIDTH // CARD_HEIGHT)
    return width, max(width * CARD_HEIGHT // CARD_WIDTH, 1)


def _framework_at(url):
    """The live framework of an address of this site."""
    if not url:
        example = absolute(reverse("catalog:framework-detail", args=["keras"]))
        message = _("Say which page is meant, such as url=%(example)s.")
        refuse("url", message % {"example": example})
    slug = _slug_at(urlsplit(url).path) if _language_of(url) else None
    found = FrameworkRevision.objects.live().filter(entry__slug=slug).first() if slug else None
    if found is None:
        raise NotFound(NO_PAGE, code="no_page")
    return found


def _slug_at(path):
    """The framework whose page stands at a path; None where another page does, or none."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match.kwargs["slug"] if match.view_name == "catalog:framework-detail" else None


def _language_of(url):
    """The language of the page at an address; None where that is no page of this site."""
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that hold no address
        return None
    language = parts.path.strip("/").partition("/")[0]
    is_ours = f"{parts.scheme}://{parts.netloc}" == settings.SITE_URL
    return language if is_ours and language in LANGUAGES else None
