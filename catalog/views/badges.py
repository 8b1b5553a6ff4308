"""Badges and cards of frameworks as SVG."""

from functools import partial

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog import queries
from catalog.badges import CARD_HEIGHT, CARD_WIDTH, Badge, text_width
from catalog.choices import Status, Verdict
from catalog.models import FrameworkRevision
from catalog.text import excerpt, lines_of
from catalog.validators import xml_text

SVG = "image/svg+xml; charset=utf-8"
CARD_MARGIN = 20
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


class SvgResponse(TemplateResponse):
    """A template as XML; old texts may hold characters that XML cannot."""

    @property
    def rendered_content(self):
        return xml_text(super().rendered_content)


@require_safe
@closed
def badge(request, slug, name):
    """One line in the language of its address: what it is about, and what is so."""
    if name not in BADGES:
        raise Http404
    shown = BADGES[name](get_object_or_404(FrameworkRevision.objects.live(), entry__slug=slug))
    return SvgResponse(request, "catalog/badge.svg", {"badge": shown}, content_type=SVG)


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
    return SvgResponse(request, "catalog/card.svg", context, content_type=SVG)


def _lines(text, *, size, most):
    room = CARD_WIDTH - 2 * CARD_MARGIN
    return lines_of(text, width=room, most=most, measure=partial(text_width, size=size))
