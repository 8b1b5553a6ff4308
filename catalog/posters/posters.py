"""What the picture of a page says; all of it stands on the page too."""

from dataclasses import dataclass, field

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from catalog.bilingual import in_other_language
from catalog.choices import Status, Verdict
from catalog.models import (
    ArticleRevision,
    CategoryRevision,
    Combination,
    FeatureRevision,
    Framework,
    FrameworkRevision,
    GlossaryTerm,
    GlossaryTermRevision,
)
from catalog.text import excerpt

MOST_MARKS = 4


@dataclass(frozen=True)
class Mark:
    """A verdict or a status in few words; `tone` names colours of tokens.css."""

    label: str
    value: str
    tone: str


@dataclass(frozen=True)
class Poster:
    """`beside` is the title in the other language, or empty."""

    kind: str
    title: str
    text: str
    beside: str = ""
    foot: str = ""
    marks: list[Mark] = field(default_factory=list)


def poster_of(kind, slug):
    """The poster of a live row of one of `KINDS`; raises `Http404` where there is none."""
    model, path, describe = KINDS[kind]
    return describe(get_object_or_404(model.objects.live(), **{path: slug}))


def poster_of_site():
    return Poster(
        kind="",
        title=_("Framework Atlas"),
        text=_(
            "Deep-learning frameworks, what they can do, and the evidence for it, in Chinese and "
            "English."
        ),
        foot=_("Claims and their evidence"),
        marks=[
            Mark(str(model._meta.verbose_name_plural), str(live.count()), "accent")
            for model, live in (
                (Framework, FrameworkRevision.objects.live()),
                (Combination, Combination.objects.live()),
                (GlossaryTerm, GlossaryTermRevision.objects.live()),
            )
        ],
    )


def _of_framework(revision):
    judged = revision.assessments.filter(feature__isnull=False)
    judged = {one.feature_id: one.verdict for one in judged}
    topics = FeatureRevision.objects.live().order_by("position", "pk")
    marks = [_mark(one.name, judged[one.entry_id]) for one in topics if one.entry_id in judged]
    return Poster(
        kind=str(revision.get_kind_display()),
        title=revision.name,
        beside=revision.official_chinese_name,
        text=excerpt(str(revision.summary), 300),
        foot=_joined(Status(revision.status).label, _checked(revision)),
        marks=marks[:MOST_MARKS],
    )


def _of_topic(revision):
    return _of_entry(revision, name="name", text=revision.summary)


def _of_term(revision):
    return _of_entry(revision, name="name", text=revision.definition)


def _of_article(revision):
    return _of_entry(revision, name="title", text=revision.summary, kind=_("The source article"))


def _of_entry(revision, *, name, text, kind=""):
    """An entry that has a name in both languages, in the bilingual field `name`."""
    return Poster(
        kind=kind or str(revision.entry._meta.verbose_name),
        title=str(getattr(revision, name)),
        beside=in_other_language(revision, name),
        text=excerpt(str(text), 300),
        foot=_checked(revision),
    )


def _of_combination(combination):
    return Poster(
        kind=_("A combination of names"),
        title=combination.printed_name.text,
        text=excerpt(str(combination.rationale), 300),
        marks=[_mark(_("Do they go together?"), combination.verdict)],
    )


# The tones of verdicts that have none of their own name.
TONES = {Verdict.NO_EVIDENCE: "none", Verdict.NOT_APPLICABLE: "unknown"}


def _mark(label, verdict):
    tone = TONES.get(verdict, verdict)
    return Mark(str(label), str(Verdict(verdict).label), tone)


def _checked(revision):
    if revision.verified_on is None:
        return ""
    return _("checked %(day)s") % {"day": f"{revision.verified_on:%Y-%m-%d}"}


def _joined(*parts):
    return " · ".join(str(part) for part in parts if part)


KINDS = {
    "framework": (FrameworkRevision, "entry__slug", _of_framework),
    "feature": (FeatureRevision, "entry__slug", _of_topic),
    "category": (CategoryRevision, "entry__slug", _of_topic),
    "glossaryterm": (GlossaryTermRevision, "entry__slug", _of_term),
    "article": (ArticleRevision, "entry__slug", _of_article),
    "combination": (Combination, "printed_name__slug", _of_combination),
}
