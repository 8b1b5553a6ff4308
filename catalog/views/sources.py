from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from catalog import queries
from catalog.models import (
    Assessment,
    Combination,
    Fact,
    GlossaryTermRevision,
    Item,
    Package,
    Pair,
    Paper,
    PrintedName,
    Relation,
    Release,
    Statement,
)
from catalog.paginator import page_query
from catalog.views.moments import ReadAsOf


class SourceListView(ReadAsOf, ListView):
    template_name = "catalog/source_list.html"
    context_object_name = "sources"
    paginate_by = 50

    def get_queryset(self):
        return queries.public_sources(at=self.at)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["canonical_query"] = page_query(context["page_obj"])
        return context


class SourceDetailView(ReadAsOf, DetailView):
    template_name = "catalog/source_detail.html"
    context_object_name = "source"

    def get_queryset(self):
        return queries.public_sources(at=self.at)

    def get_context_data(self, **kwargs):
        claims = queries.claims_citing(self.object, at=self.at)
        citations = [cite(claim) for rows in claims.values() for claim in rows]
        return super().get_context_data(citations=citations, **kwargs)


@dataclass(frozen=True)
class Citation:
    """Where a claim is printed, for a link from its source."""

    page: str
    url: str
    claim: str

    def get_absolute_url(self):
        return self.url


def cite(claim):
    """The page that prints a claim, and what the claim is, in words."""
    if isinstance(claim, Combination):
        return Citation(claim.printed_name.text, claim.get_absolute_url(), _("verdict"))
    if isinstance(claim, Pair):
        names = [entry.live_revision.name for entry in (claim.a, claim.b) if entry.live_revision]
        whole = claim.combination
        return Citation(whole.printed_name.text, whole.get_absolute_url(), " + ".join(names))
    if isinstance(claim, Item | Statement | PrintedName):
        return _cite_article(claim)
    if isinstance(claim, GlossaryTermRevision):
        return Citation(claim.name, claim.get_absolute_url(), _("glossary term"))
    page = claim.revision
    return Citation(page.name, page.get_absolute_url(), _describe(claim))


def _cite_article(claim):
    if isinstance(claim, PrintedName):
        page, anchor, words = claim.revision, "", claim.text
    elif isinstance(claim, Statement):
        page, anchor = claim.item.section.revision, claim.item.anchor
        words = f"{_number(claim.item)} {claim.get_kind_display()}"
    else:
        page, anchor, words = claim.section.revision, claim.anchor, _number(claim)
    return Citation(page.title, page.get_absolute_url() + (anchor and f"#{anchor}"), words)


def _number(item):
    return _("row %(number)s") % {"number": item.number} if item.number else ""


def _describe(claim):
    if isinstance(claim, Assessment):
        live = claim.subject.live_revision
        return live.name if live else ""
    if isinstance(claim, Relation):
        live = claim.target.live_revision if claim.target else None
        return f"{claim.get_type_display()} {live.name if live else claim.target_name}"
    if isinstance(claim, Release):
        return f"{claim.get_role_display()} {claim}"
    labels = {Fact: "", Package: _("package"), Paper: _("paper")}
    return f"{labels[type(claim)]} {claim}".strip()
