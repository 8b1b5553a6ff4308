"""What editors have before them: counts, and for each count the list of exactly that."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from catalog import queries
from catalog.choices import Identity, State, Verdict
from catalog.models import ENTRY_MODELS, Change, Finding, Item, PrintedName

# Our own rule: what nobody has confirmed for a year is looked at again.
CONFIRMED_FOR = timedelta(days=365)
RECENT = timedelta(days=7)
REVISIONS = [model.revisions.rel.related_model for model in ENTRY_MODELS]


@dataclass(frozen=True)
class RevisionList:
    """A list of revisions of every kind: which are in it for a user on a day, and in what order."""

    title: str
    help: str
    condition: object  # from (user, today) to a `Q`
    moment: object  # what they are ordered by
    is_newest_first: bool = False


def _is_unconfirmed(user, today):
    long_ago = Q(verified_on=None) | Q(verified_on__lt=today - CONFIRMED_FOR)
    return Q(state=State.LIVE) & long_ago


CONFIRMED = Coalesce("verified_on", Value(date.min))
LISTS = {
    "waiting": RevisionList(
        _("Waiting for review"),
        _("Handed in by their authors, the longest waiting first."),
        lambda user, today: Q(state=State.IN_REVIEW),
        F("updated_at"),
    ),
    "scheduled": RevisionList(
        _("Scheduled"),
        _("Reviewed, and published by themselves when their time comes; the next one first."),
        lambda user, today: Q(state=State.SCHEDULED),
        F("go_live_at"),
    ),
    "my-drafts": RevisionList(
        _("Your drafts"),
        _("Opened by you and not handed in yet, the newest first."),
        lambda user, today: Q(state=State.DRAFT, created_by=user),
        F("updated_at"),
        is_newest_first=True,
    ),
    "drafts": RevisionList(
        _("All drafts"),
        _("Opened by anybody and not handed in yet, the newest first."),
        lambda user, today: Q(state=State.DRAFT),
        F("updated_at"),
        is_newest_first=True,
    ),
    "unconfirmed": RevisionList(
        _("Not confirmed for a year"),
        _("Live entries that nobody has confirmed for a year or ever, the oldest first."),
        _is_unconfirmed,
        CONFIRMED,
    ),
}
CONFIRMATIONS = RevisionList("", "", lambda user, today: Q(state=State.LIVE), CONFIRMED)


def revision_counts(user, *, today):
    """How many revisions each of `LISTS` holds, by its name."""
    conditions = {
        name: Count("pk", filter=one.condition(user, today)) for name, one in LISTS.items()
    }
    totals = dict.fromkeys(LISTS, 0)
    for model in REVISIONS:
        for name, number in model.objects.aggregate(**conditions).items():
            totals[name] += number
    return totals


class Revisions:
    """The revisions of a list, for a paginator: their count, and slices of them."""

    def __init__(self, listed, user, *, today):
        selects = [
            model.objects.filter(listed.condition(user, today))
            .annotate(which=Value(number), moment=listed.moment)
            .order_by()
            .values_list("which", "pk", "moment")
            for number, model in enumerate(REVISIONS)
        ]
        order = "-moment" if listed.is_newest_first else "moment"
        self.keys = selects[0].union(*selects[1:], all=True).order_by(order, "which", "pk")

    def count(self):
        return self.keys.count()

    def __getitem__(self, bounds):
        keys = [(which, pk) for which, pk, _moment in self.keys[bounds]]
        found = {}
        for number, model in enumerate(REVISIONS):
            if pks := [pk for which, pk in keys if which == number]:
                rows = model.objects.filter(pk__in=pks).select_related("entry", "created_by")
                found |= {(number, row.pk): row for row in rows}
        return [found[key] for key in keys if key in found]


def claims_without_evidence(model):
    """What live entries say in rows of `model` without a source.

    Left out is what has nothing to cite: a verdict that there is no evidence or that the question
    does not apply, the article's own words, and a name that strings frameworks together, which is
    judged pair by pair.
    """
    claims = queries.public_claims(model).filter(sources=None)
    if model is Item:
        return claims.exclude(note_zh="", note_en="")
    if model is PrintedName:
        return claims.exclude(identity=Identity.COMBINATION)
    if any(field.name == "verdict" for field in model._meta.concrete_fields):
        return claims.exclude(verdict__in=[Verdict.NO_EVIDENCE, Verdict.NOT_APPLICABLE])
    return claims


def counts_without_evidence():
    """How many claims of each model lack a source, by model."""
    return {model: claims_without_evidence(model).count() for model in queries.CITING}


def rows_without_evidence(model):
    """The claims of `model` that lack a source, with what is needed to name them."""
    entry = queries.from_row(model, "entry")
    named_by = [entry, *queries.OTHER_ENDS.get(model, ())]
    return claims_without_evidence(model).select_related(*named_by).order_by(entry, "pk")


def finding_counts():
    """How many findings of each kind are open."""
    counted = Finding.objects.open().order_by().values_list("kind").annotate(number=Count("pk"))
    return Counter(dict(counted))


def recent_changes(*, now):
    """The changes of the last days, newest first, and the moment from which on they count."""
    since = (now - RECENT).replace(hour=0, minute=0, second=0, microsecond=0)
    return Change.objects.filter(at__gte=since).select_related("by"), since
