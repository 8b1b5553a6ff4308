"""“Report an error”: a plain form for readers without an account.

The page may set the cookie that protects its form, so nothing may store it; no other public page
sets one.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog import findings, queries
from catalog.choices import SOURCE, FactField
from catalog.forms import ReportForm
from catalog.models import Article, Category, Feature, Framework, GlossaryTerm, pointer_to
from catalog.visitors import address_of

ENTRIES = {
    "frameworks": Framework,
    "features": Feature,
    "categories": Category,
    "articles": Article,
    "glossary": GlossaryTerm,
}
SOURCES = "sources"
ABOUT = re.compile(r"([a-z]+)/([A-Za-z0-9_.-]{1,80})")


@dataclass(frozen=True)
class Subject:
    """What a report is about: its kind, and the live revision or source that readers see."""

    about: str
    kind: str
    shown: object

    @property
    def name(self):
        return self.shown.title if self.kind == SOURCE else self.shown.name

    @property
    def has_facts(self):
        return self.kind == Framework._meta.model_name


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request):
    """The form; what was sent is kept as a finding, and the reader is thanked."""
    subject = find_subject(request.GET.get("about", ""))
    fact = request.GET.get("fact", "")
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        initial={"fact": fact if fact in FactField.values else ""},
        with_facts=subject.has_facts,
    )
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            try:
                _keep(form, subject, address=address_of(request))
            except findings.TooManyReports as refusal:
                form.add_error(None, refusal.message)
                status = 429
            else:
                query = urlencode({"about": subject.about, "sent": "yes"})
                return redirect(f"{request.path}?{query}")
    context = {"form": form, "subject": subject, "is_sent": request.GET.get("sent") == "yes"}
    return render(request, "catalog/report.html", context, status=status)


def find_subject(about):
    """The `Subject` that an address names; raises `Http404` for what readers can not see."""
    match = ABOUT.fullmatch(about)
    if match is None:
        raise Http404
    page, slug = match.groups()
    if page == SOURCES:
        kind, shown = SOURCE, queries.public_sources().filter(slug=slug).first()
    elif page in ENTRIES:
        model = ENTRIES[page]
        kind, shown = model._meta.model_name, model.objects.filter(slug=slug).live().first()
    else:
        raise Http404
    if shown is None:
        raise Http404
    return Subject(about, kind, shown)


def _keep(form, subject, *, address):
    """Keep the report; that of a program is thanked for and forgotten."""
    if form.is_of_a_program:
        return
    fact = form.cleaned_data.get("fact")
    findings.report(
        about=subject.kind,
        slug=subject.shown.slug,
        pointer=pointer_to("facts", fact) if fact else "",
        text=form.cleaned_data["text"],
        address=address,
    )
