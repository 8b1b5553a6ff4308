"""The page that shows an open revision as readers would see it, and the links that share it."""

from datetime import timedelta

from csp.constants import SELF
from csp.decorators import csp_update
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from catalog import actions, queries
from catalog.admin.buttons import RevisionPage, find_or_404
from catalog.bilingual import EN, LANGUAGES, ZH


class ShareForm(forms.Form):
    days = forms.ChoiceField(
        label=_("valid for"),
        choices=[("1", _("a day")), ("7", _("a week")), ("30", _("30 days"))],
        initial="7",
    )


def shared_addresses(link):
    """Labels and absolute addresses that a preview link opens."""
    token = link.token
    found = []
    for language, label in ((ZH, _("Chinese page")), (EN, _("English page"))):
        with override(language):
            found.append((label, reverse("catalog:shared-preview", args=[token])))
    document = reverse("api:preview", args=[token])
    found.append((_("API document"), f"{document}?lang=all"))
    return [(label, f"{settings.SITE_URL}{url}") for label, url in found]


class PreviewPage(RevisionPage):
    def get_urls(self):
        framed = csp_update({"frame-src": [SELF]})(self.preview)
        return [self.row_path("preview", framed), *super().get_urls()]

    def preview(self, request, pk):
        """An open revision in both languages and two widths, and the links that share it."""
        revision = self.get_revision(request, pk)
        if request.method == "POST":
            return self._share(request, revision)
        links = queries.preview_links(revision) if revision.is_open else []
        shared = [(link, shared_addresses(link)) for link in links]
        pages = self.previews(revision)
        context = {
            **self.page_context(request, revision, title=_("Preview")),
            "pages": pages,
            "shown": next((p for p in pages if p["language"] == request.GET.get("in")), pages[0]),
            "is_phone": request.GET.get("width") == "phone",
            "links": shared,
            "share_form": ShareForm() if revision.is_open else None,
        }
        return TemplateResponse(request, "admin/catalog/preview.html", context)

    def _share(self, request, revision):
        """Make a preview link, or revoke the one that the form names."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = ShareForm(request.POST)
        try:
            if pk := request.POST.get("revoke", ""):
                link = find_or_404(queries.preview_links(revision), pk)
                actions.revoke_preview(revision, link, by=request.user)
                messages.success(request, _("The link no longer opens anything."))
            elif form.is_valid():
                until = timezone.now() + timedelta(days=int(form.cleaned_data["days"]))
                actions.share_preview(revision, until, by=request.user)
                messages.success(request, _("The link is made; whoever holds it can look."))
            else:
                messages.error(request, " ".join(form.errors["days"]))
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
        return redirect(request.get_full_path())

    def previews(self, revision):
        kind = actions.kind_of(revision.entry).value
        labels = {"zh-hans": _("Preview in Chinese"), "en": _("Preview in English")}
        found = []
        for language in LANGUAGES:
            with override(language):
                url = reverse(
                    "catalog:revision-preview", args=[kind, revision.slug, revision.number]
                )
            found.append({"language": language, "label": labels[language], "url": url})
        return found
