"""The answer to "does A work with B?" in one sentence, in the language that is active."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from catalog.bilingual import EN, Text, current_language
from catalog.choices import RelationType, Verdict
from catalog.interoperability import HOLDS
from catalog.models import Pair, Release
from catalog.text import plain

LEADS = {
    Verdict.SUPPORTED: pgettext_lazy("answer", "Yes"),
    Verdict.PARTLY: pgettext_lazy("answer", "In part"),
    Verdict.CONTRADICTED: pgettext_lazy("answer", "No"),
    Verdict.OUTDATED: pgettext_lazy("answer", "Not any longer"),
    Verdict.NO_EVIDENCE: pgettext_lazy("answer", "No evidence that they do"),
    "": pgettext_lazy("answer", "Not known"),
}
CLAUSES = {
    RelationType.BUILT_ON: gettext_lazy("%(a)s is built on %(b)s."),
    RelationType.PART_OF: gettext_lazy("%(a)s is part of %(b)s."),
    RelationType.INTERFACE_TO: gettext_lazy("%(a)s is an interface to %(b)s."),
    RelationType.BACKEND_OF: gettext_lazy("%(a)s is a backend of %(b)s."),
    RelationType.USES: gettext_lazy("%(a)s uses %(b)s."),
    RelationType.EXCHANGES_MODELS_WITH: gettext_lazy("%(a)s exchanges models with %(b)s (ONNX)."),
    RelationType.ADAPTED_FOR: gettext_lazy("%(a)s has been adapted for %(b)s."),
    RelationType.SUPERSEDED_BY: gettext_lazy("%(a)s was superseded by %(b)s."),
    RelationType.MERGED_INTO: gettext_lazy("%(a)s was merged into %(b)s."),
    RelationType.SUCCESSOR_OF: gettext_lazy("%(a)s is the successor of %(b)s."),
    RelationType.INFLUENCED_BY: gettext_lazy("%(a)s was influenced by %(b)s."),
    RelationType.CONFUSED_WITH: gettext_lazy("%(a)s may be confused with %(b)s."),
}
PAST_CLAUSES = {
    RelationType.BUILT_ON: gettext_lazy("%(a)s was built on %(b)s until %(until)s."),
    RelationType.PART_OF: gettext_lazy("%(a)s was part of %(b)s until %(until)s."),
    RelationType.INTERFACE_TO: gettext_lazy("%(a)s was an interface to %(b)s until %(until)s."),
    RelationType.BACKEND_OF: gettext_lazy("%(a)s was a backend of %(b)s until %(until)s."),
    RelationType.USES: gettext_lazy("%(a)s used %(b)s until %(until)s."),
    RelationType.EXCHANGES_MODELS_WITH: gettext_lazy(
        "%(a)s exchanged models with %(b)s (ONNX) until %(until)s."
    ),
    RelationType.ADAPTED_FOR: gettext_lazy("%(a)s was adapted for %(b)s until %(until)s."),
}
# Words that begin a sentence with a capital only because it begins there.
COMMON = re.compile(
    r"(an?|both|its?|neither|no|none|nothing|only|the|there|these|they|this|two) ", re.I
)


@dataclass(frozen=True)
class Sentence:
    """`lead` is yes or no and since when; `reason` knows its language, and may be empty."""

    lead: str
    reason: Text


def sentence(answer):
    """The `Sentence` of an `Answer`: its verdict, and the first of what gives that verdict."""
    rows = answer.grounds or answer.relations
    # A relation says since when; among judgements the first is as good as any.
    dated = [row for row in rows if row.since and row.since == answer.since]
    reason = next(iter(dated or rows), None)
    return Sentence(_lead(answer), _reason(reason))


def _lead(answer):
    lead = str(LEADS[answer.verdict])
    if answer.verdict not in HOLDS or not answer.since:
        return lead
    since = _beginning(answer)
    return _("%(answer)s, since %(since)s") % {"answer": lead, "since": since}


def _beginning(answer):
    """Since when, and with which release where the catalogue records that."""
    day = in_words(answer.since)
    for row in answer.grounds:
        release = _first_release(row) if row.since == answer.since else None
        if release:
            words = {"name": release.revision.name, "version": release.version, "day": day}
            return _("%(name)s %(version)s (%(day)s)") % words
    return day


def _first_release(row):
    """The release that began a relation: it has the same date and rests on the same source."""
    if isinstance(row, Pair):
        return None
    same_day = Release.objects.filter(revision=row.revision_id, released_on=row.since)
    named = same_day.exclude(version="").filter(sources__in=row.sources.all())
    return named.select_related("revision").order_by("pk").first()


def _reason(row):
    """Why: the judgement of a pair, or a relation as a clause."""
    if row is None:
        return Text("", current_language())
    if isinstance(row, Pair):
        text = row.rationale
        return Text(_joined_to_lead(plain(text), text.language), text.language, text.is_fallback)
    live = row.target.live_revision if row.target else None
    names = {"a": row.revision.name, "b": live.name if live else row.target_name}
    has_ended = row.until and row.type in PAST_CLAUSES
    clause = PAST_CLAUSES[row.type] if has_ended else CLAUSES[row.type]
    words = names | {"until": in_words(row.until) if row.until else ""}
    return Text(str(clause) % words, current_language())


def _joined_to_lead(text, language):
    """A sentence as it goes on after a colon."""
    is_common = language == EN and COMMON.match(text)
    return text[:1].lower() + text[1:] if is_common else text


def in_words(partial):
    """A partial date in words: 2023-11 is November 2023."""
    parts = [int(part) for part in partial.split("-")]
    if len(parts) == 1:
        return pgettext("year", "%(year)s") % {"year": parts[0]}
    try:
        day = date(*parts, *[1] * (3 - len(parts)))
    except ValueError:  # old revisions may hold a day that is in no calendar
        return partial
    shape = pgettext("date", "F Y") if len(parts) == 2 else pgettext("date", "F j, Y")
    return format_date(day, shape)
