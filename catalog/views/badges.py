"""Badges and cards of frameworks as SVG, and oEmbed, by which other sites find the card."""

from functools import partial
from urllib.parse import urlencode, urlsplit

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from catalog import queries
from catalog.badges import Badge, text_width
from catalog.bilingual import LANGUAGES
from catalog.choices import Status, Verdict
from catalog.models import FrameworkRevision
from catalog.text import excerpt, lines_of

SVG = "image/svg+xml; charset=utf-8"
CARD_WIDTH, CARD_HEIGHT, CARD_MARGIN = 400, 150, 20
STATUS_TONES = {
    Status.ACTIVE: "supported",
    Status.MAINTENANCE: "partly",
    Status.INACTIVE: "outdated",
    Status.ARCHIVED: "outdated",
    Status.RETIRED: "contradicted",
    Status.UNKNOWN: "unknown",
}


def status_badge(framework):
    status = Status(framework.status)
    return Badge(framework.name, str(status.label), STATUS_TONES[status])


def verified_badge(framework):
    day = framework.verified_on
    tone = "supported" if day else "unknown"
    return Badge(_("checked"), f"{day:%Y-%m-%d}" if day else _("never"), tone)


def verdict_badge(framework):
    """How much of what the article says of it alone is supported."""
    claims = queries.claims_about(framework.entry, queries.rows_naming(framework.entry))
    verdicts = [statement.verdict for row in claims for statement in row.statements.all()]
    if not verdicts:
        return Badge(_("article"), _("says nothing of it"), "unknown")
    supported = verdicts.count(Verdict.SUPPORTED)
    texts = {"supported": supported, "all": len(verdicts)}
    tone = "supported" if supported == len(verdicts) else "partly" if supported else "contradicted"
    return Badge(_("article"), _("%(supported)s of %(all)s statements supported") % texts, tone)


BADGES = {"status": status_badge, "verified": verified_badge, "verdict": verdict_badge}
closed = csp_replace({"default-src": [NONE], "script-src": [NONE], "sandbox": []})


@require_safe
@closed
def badge(request, slug, name):
    """One line in the language of its address: what it is about, and what is so."""
    if name not in BADGES:
        raise Http404
    shown = BADGES[name](get_object_or_404(FrameworkRevision.objects.live(), entry__slug=slug))
    return TemplateResponse(request, "catalog/badge.svg", {"badge": shown}, content_type=SVG)


@require_safe
@closed
def card(request, slug):
    """A framework in a few lines: name, summary, status, and when it was checked."""
    framework = get_object_or_404(FrameworkRevision.objects.live(), entry__slug=slug)
    context = {
        "framework": framework,
        "name": _lines(framework.name, size=20, most=1),
        "lines": _lines(excerpt(framework.summary, 300), size=13, most=3),
        "status": status_badge(framework),
        "width": CARD_WIDTH,
        "height": CARD_HEIGHT,
    }
    return TemplateResponse(request, "catalog/card.svg", context, content_type=SVG)


def _lines(text, *, size, most):
    room = CARD_WIDTH - 2 * CARD_MARGIN
    return lines_of(text, width=room, most=most, measure=partial(text_width, size=size))


@require_safe
def oembed(request):
    """The card of the framework whose page `url` names, as oEmbed 1.0; only `format=json`."""
    if request.GET.get("format", "json") != "json":
        return JsonResponse({"error": "only format=json"}, status=501)
    language, framework = _framework_at(request.GET.get("url", ""))
    with override(language):
        page = settings.SITE_URL + framework.get_absolute_url()
        picture = settings.SITE_URL + reverse("catalog:framework-card", args=[framework.slug])
        site = _("Framework Atlas")
    html = format_html(
        '<a href="{}"><img src="{}" alt="{}" width="{}" height="{}"></a>',
        page,
        picture,
        f"{framework.name} · {site}",
        CARD_WIDTH,
        CARD_HEIGHT,
    )
    size = {"width": CARD_WIDTH, "height": CARD_HEIGHT}
    said = {"title": framework.name, "provider_name": site, "provider_url": settings.SITE_URL}
    answer = JsonResponse({"type": "rich", "version": "1.0", "html": html, **size, **said})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def oembed_url(framework):
    """Where other sites ask for the card of a framework, in the language now active."""
    page = settings.SITE_URL + framework.get_absolute_url()
    return f"{settings.SITE_URL}{reverse('oembed')}?{urlencode({'url': page})}"


def _framework_at(url):
    """The language and the live framework of an address of this site; 404 for any other."""
    try:
        parts = urlsplit(url)
    except ValueError as error:  # brackets that hold no address
        raise Http404 from error
    language = parts.path.strip("/").partition("/")[0]
    if f"{parts.scheme}://{parts.netloc}" != settings.SITE_URL or language not in LANGUAGES:
        raise Http404
    with override(language):
        try:
            match = resolve(parts.path)
        except Resolver404 as error:
            raise Http404 from error
    if match.view_name != "catalog:framework-detail":
        raise Http404
    live = FrameworkRevision.objects.live()
    return language, get_object_or_404(live, entry__slug=match.kwargs["slug"])
