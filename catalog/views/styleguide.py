"""The style page: the tokens and components of the site as they are, for people who work on it."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import Http404
from django.views.generic import TemplateView

from catalog import palette, pictures, queries
from catalog.choices import Confidence, Status, Verdict
from catalog.models import FrameworkRevision, GlossaryTermRevision
from catalog.views.facts import fact_rows
from catalog.views.frameworks import glance_at


class StyleguideView(TemplateView):
    """Only with DEBUG: readers have no use for it. Its components show what the database holds."""

    template_name = "catalog/styleguide.html"

    def dispatch(self, request, *args, **kwargs):
        if not settings.DEBUG:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        cards = FrameworkRevision.objects.live().with_terms().with_assessments()[:3]
        framework = FrameworkRevision.objects.live().with_evidence().first()
        return super().get_context_data(
            **tokens_of(Path(finders.find("css/tokens.css")).read_text(encoding="utf-8")),
            verdicts=[*Verdict, ""],
            statuses=Status,
            confidences=Confidence,
            cards=cards,
            terms=GlossaryTermRevision.objects.live()[:3],
            page_obj=Paginator(range(5), 1).page(2),
            bar=pictures.stacked(sample_counts()),
            **parts_of(framework),
            **kwargs,
        )


def sample_counts():
    """A bar with a part of every verdict, each smaller than the one before."""
    most = len(Verdict)
    return [
        (verdict.replace("_", "-"), verdict.label, most - at) for at, verdict in enumerate(Verdict)
    ]


def tokens_of(css):
    """The tokens in groups by the beginning of their names, the colours with their contrast."""
    schemes = palette.schemes(css)
    light = schemes[palette.LIGHT]
    return {
        "pairs": [
            (pair, [(name, pair.contrast(values)) for name, values in schemes.items()])
            for pair in palette.PAIRS
        ],
        "colours": [
            (name, light[name], schemes[palette.DARK][name]) for name in light if name[:4] == "--c-"
        ],
        "sizes": [(name, value) for name, value in light.items() if name[:4] == "--t-"],
        "spaces": [(name, value) for name, value in light.items() if name[:4] == "--s-"],
    }


def parts_of(framework):
    """What the components of a framework's page show; nothing while there is no framework."""
    if framework is None:
        return {"framework": None}
    features, _categories = queries.assessments_by_subject(framework)
    return {
        "framework": framework,
        "facts": fact_rows(framework)[:3],
        "features": features,
        "relations": queries.outgoing_relations(framework)[:3],
        **glance_at(features),
    }
