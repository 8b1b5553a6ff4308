"""The page that compares two revisions, where a reviewer accepts field by field."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog import actions, review
from catalog.admin.buttons import RevisionPage, change_url, reason_in, seen_version
from catalog.admin.confirming import NAME, confirm_form, confirmed_on
from catalog.admin.history import history_url
from catalog.choices import State


def _other_revision(revision, siblings, number):
    """The sibling with `number`, else the live one, else the one published before; or None."""
    if number is not None:
        return next((one for one in siblings if str(one.number) == number), None)
    live = [one for one in siblings if one.state == State.LIVE]
    earlier = [one for one in siblings if one.published_at and one.number < revision.number]
    return next(iter(live or sorted(earlier, key=lambda one: -one.number)), None)


class ComparePage(RevisionPage):
    def get_urls(self):
        return [self.row_path("compare", self.compare), *super().get_urls()]

    def compare(self, request, pk):
        """What a revision says differently from another; what is accepted can be published."""
        revision = self.get_revision(request, pk)
        everyone = list(revision.entry.revisions.select_related("entry"))
        siblings = [one for one in everyone if one != revision]
        other = _other_revision(revision, siblings, request.GET.get("with"))
        may_publish = (
            self.has_change_permission(request, revision)
            and other is not None
            and other.state == State.LIVE
        )
        if request.method == "POST":
            if not may_publish:
                raise PermissionDenied
            return self._publish_accepted(request, revision)
        differences = review.compare(other, revision) if other else []
        context = {
            **self.page_context(request, revision, title=_("Compare")),
            "other": other,
            "revisions": everyone,
            "choose_url": reverse(
                f"admin:catalog_{revision.entry._meta.model_name}_compare",
                args=[revision.entry_id],
            ),
            "history_url": history_url(revision.entry),
            "differences": differences,
            "groups": review.grouped(type(revision), differences),
            "may_publish": may_publish,
            "confirm_form": confirm_form(revision) if may_publish else None,
        }
        return TemplateResponse(request, "admin/catalog/compare.html", context)

    def _publish_accepted(self, request, revision):
        accepted = request.POST.getlist("accept")
        try:
            summary = reason_in(request)
            published = review.publish_accepted(
                revision,
                accepted,
                by=request.user,
                seen=seen_version(request),
                summary=summary,
                confirmed_on=confirmed_on(request.POST.get(NAME), revision),
            )
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
            return redirect(request.get_full_path())
        messages.success(request, _("%(revision)s is live.") % {"revision": published})
        if rest := published.entry.open_revision:
            messages.info(
                request,
                _("What was not accepted is kept in %(revision)s.") % {"revision": rest},
            )
        return redirect(change_url(published))
