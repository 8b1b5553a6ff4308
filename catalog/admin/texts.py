"""The page of hints about the texts of a revision."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from catalog import actions, review, roles, translating
from catalog.admin.buttons import RevisionPage
from catalog.bilingual import column
from catalog.models import IgnoredHint


class TextsPage(RevisionPage):
    def get_urls(self):
        return [self.row_path("texts", self.texts), *super().get_urls()]

    def texts(self, request, pk):
        """Hints about the texts of a revision; a suggestion can be taken with one click."""
        revision = self.get_revision(request, pk)
        if request.method == "POST":
            return self._act(request, revision)
        ignored = translating.ignored_hints(revision.entry)
        hints = [
            {
                "key": review.hint_key(row, field, hint),
                "row": "" if row == revision else f"{row._meta.verbose_name} {row}",
                "field": row._meta.get_field(column(field, hint.language)).verbose_name,
                "hint": hint,
                "sides": review.text_difference(
                    getattr(row, column(field, hint.language)), hint.suggestion
                )
                if hint.suggestion
                else None,
                "may_take": bool(hint.suggestion)
                and self.has_change_permission(request, revision)
                and roles.holds(request.user, roles.right_to_write(column(field, hint.language))),
                "may_judge": translating.may_judge(request.user, field, hint),
                "ignored": ignored.get(IgnoredHint.names_of(row, field, hint)),
            }
            for row, field, hint in review.hints_of(revision)
        ]
        hints.sort(key=lambda one: one["ignored"] is not None)
        context = {
            **self.page_context(request, revision, title=_("Text checks")),
            "hints": hints,
        }
        return TemplateResponse(request, "admin/catalog/texts.html", context)

    def _act(self, request, revision):
        """Take a suggestion, ignore a hint, or take that back: as the pressed button says."""
        posted, by = request.POST, request.user
        try:
            if "ignore" in posted:
                translating.ignore_hint(revision, posted["ignore"], by=by)
                messages.success(request, _("The hint is ignored while both texts stay."))
            elif "heed" in posted:
                translating.heed_hint(revision, posted["heed"], by=by)
                messages.success(request, _("The hint is not ignored any more."))
            else:
                self._take_suggestion(request, revision)
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
        return redirect(request.get_full_path())

    def _take_suggestion(self, request, revision):
        if not self.has_change_permission(request, revision):
            raise PermissionDenied
        row = review.apply_hint(revision, request.POST.get("take", ""), by=request.user)
        messages.success(request, _("Put right: %(row)s.") % {"row": row})
