"""The first page of the desk: counts with words, each of which leads to its list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import dashboard, findings, roles, translations
from catalog.admin.buttons import change_url
from catalog.admin.parts import owner_field, revision_of
from catalog.choices import TO_TRANSLATE, FindingKind, FindingState, Language
from catalog.models import Revision
from catalog.text import labelled

ROWS = 50
SHOWN_OLDEST = 5
SHOWN_CHANGES = 8
FINDINGS = {
    FindingKind.DEAD_LINK: _("dead links"),
    FindingKind.MOVED_LINK: _("moved links"),
    FindingKind.NEW_RELEASE: _("new releases"),
    FindingKind.READER_REPORT: _("reports of readers"),
}


@dataclass(frozen=True)
class Tally:
    """A number, what it counts, and the address of the list that has as many rows."""

    number: int
    label: str
    url: str


@dataclass(frozen=True)
class Section:
    title: str
    tallies: list
    otherwise: str = ""  # what is said where there is no tally


def sections(user, *, today):
    """What there is to do, in the order in which people look for it."""
    return [_revisions(user, today=today), _translations(), _findings(), _evidence()]


def _revisions(user, *, today):
    counts = dashboard.revision_counts(user, today=today)
    tallies = [
        Tally(counts[name], one.title, reverse("desk:revisions", args=[name]))
        for name, one in dashboard.LISTS.items()
    ]
    return Section(_("Entries"), tallies)


def _translations():
    """Entries by what is to be translated in them; the whole desk stands first."""
    address, counted = reverse("desk:translation"), translations.totals(translations.tallies())
    tallies = [Tally(translations.entries(translations.tallies()).count(), _("entries"), address)]
    for language, label in Language.choices:
        for state in TO_TRANSLATE:
            _texts, entries = counted.get((language, state), (0, 0))
            if entries:
                query = urlencode({"language": language, "state": state.value})
                named = labelled(label, state.label)
                tallies.append(Tally(entries, named, f"{address}?{query}"))
    return Section(_("Translation desk"), tallies)


def _findings():
    counts, address = dashboard.finding_counts(), reverse("admin:catalog_finding_changelist")
    tallies = []
    for kind, label in FINDINGS.items():
        query = urlencode({"state__exact": FindingState.OPEN.value, "kind__exact": kind.value})
        tallies.append(Tally(counts[kind], label, f"{address}?{query}"))
    return Section(_("Findings"), tallies)


def _evidence():
    tallies = [
        Tally(number, model._meta.verbose_name_plural, _evidence_url(model))
        for model, number in dashboard.counts_without_evidence().items()
        if number
    ]
    return Section(_("Claims without a source"), tallies, _("Every claim names its source."))


def index(request):
    """The stock first page of the admin, and above its tables what there is to do."""
    return admin.site.index(request, _desk(request.user) if _works_here(request.user) else None)


def _desk(user):
    now = timezone.now()
    changes, since = dashboard.recent_changes(now=now)
    oldest = dashboard.Revisions(dashboard.CONFIRMATIONS, user, today=now.date())
    scheduled = dashboard.Revisions(dashboard.LISTS["scheduled"], user, today=now.date())
    query = urlencode({"at__gte": since.isoformat()})
    address = reverse("admin:catalog_change_changelist")
    return {
        "sections": sections(user, today=now.date()),
        "oldest": [(row, change_url(row)) for row in oldest[:SHOWN_OLDEST]],
        "next": [(row, change_url(row)) for row in scheduled[:1]],
        "changes": [(change, _entry_url(change)) for change in changes[:SHOWN_CHANGES]],
        "changed": Tally(changes.count(), _("changes in seven days"), f"{address}?{query}"),
    }


def revisions(request, name):
    """One of `dashboard.LISTS`, over every kind of entry."""
    _refuse_outsider(request.user)
    listed = dashboard.LISTS.get(name)
    if listed is None:
        raise Http404
    found = dashboard.Revisions(listed, request.user, today=timezone.now().date())
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    rows = [(row, row.entry._meta.verbose_name, change_url(row)) for row in page]
    return _page(request, "revisions", listed.title, listed=listed, page=page, rows=rows)


def evidence(request, name):
    """The live claims of one kind that name no source."""
    _refuse_outsider(request.user)
    counts = dashboard.counts_without_evidence()
    model = next((one for one in counts if one._meta.model_name == name), None)
    if model is None:
        raise Http404
    found = dashboard.rows_without_evidence(model)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    rows = [(row, _within(row), change_url(row), *_revision(row)) for row in page]
    kinds = [
        (one._meta.verbose_name_plural, number, _evidence_url(one), one is model)
        for one, number in counts.items()
    ]
    title = _("Claims without a source")
    return _page(request, "evidence", title, kinds=kinds, page=page, rows=rows)


def _page(request, name, title, **context):
    context = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/catalog/desk_{name}.html", context)


def _within(claim):
    """The row that a claim stands in, or None where it stands in the revision, or is it."""
    if isinstance(claim, Revision):
        return None
    owner = getattr(claim, owner_field(type(claim)).name)
    return owner if owner != revision_of(claim) else None


def _revision(claim):
    revision = revision_of(claim)
    return revision, change_url(revision)


def _evidence_url(model):
    return reverse("desk:evidence", args=[model._meta.model_name])


def _entry_url(change):
    return f"{reverse(f'admin:catalog_{change.kind}_changelist')}?slug={change.slug}"


def _works_here(user):
    return roles.holds(user, *findings.SEEING)


def _refuse_outsider(user):
    if not _works_here(user):
        raise PermissionDenied
