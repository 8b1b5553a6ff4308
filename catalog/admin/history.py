"""The history of an entry: who did what, when and why, and any two of its revisions compared."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog import actions
from catalog.admin.buttons import change_url
from catalog.admin.wording import said
from catalog.models import Change
from catalog.moments import Moment

CHANGES_PER_PAGE = 100


def history_url(entry):
    return reverse(f"admin:catalog_{entry._meta.model_name}_history", args=[entry.pk])


def log_of(kind, slug):
    """The address of the log of all changes, of one entry or row of a list only."""
    query = urlencode({"kind__exact": kind, "slug__exact": slug})
    return f"{reverse('admin:catalog_change_changelist')}?{query}"


class LoggedByActions:
    """Actions log what is changed. Django's own log would be a second truth, so it stays empty."""

    def log_addition(self, request, obj, message):
        return None

    def log_change(self, request, obj, message):
        return None

    def log_deletions(self, request, queryset):
        return []

    def history_view(self, request, object_id, extra_context=None):
        """The history that actions keep, in place of Django's."""
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return redirect(self.history_of(row))


class HistoryPage(LoggedByActions):
    """The history page of an entry, and the way from it to the comparison of two revisions."""

    def get_urls(self):
        return [self.row_path("compare", self.compare_two), *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        entry = self.get_object(request, object_id)
        if entry is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, entry):
            raise PermissionDenied
        kind = actions.kind_of(entry)
        changes = Change.objects.filter(kind=kind, slug=entry.slug).select_related("by")
        page = Paginator(changes, CHANGES_PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(entry)s") % {"entry": entry.slug},
            "opts": self.opts,
            "entry": entry,
            "entry_url": change_url(entry),
            "compare_url": self.action_url(entry.pk, "compare"),
            "log_url": log_of(kind.value, entry.slug),
            "revisions": [*map(listed, _in_order(entry))],
            "changes": page,
            "logged": [(change, said(change)) for change in page],
        }
        return TemplateResponse(request, "admin/catalog/history.html", context)

    def compare_two(self, request, pk):
        """Lead to the comparison of the revisions that a form names ``old`` and ``new``."""
        entry = get_object_or_404(self.model, pk=pk)
        if not self.has_view_permission(request, entry):
            raise PermissionDenied
        numbers = {str(one.number): one for one in entry.revisions.all()}
        new = numbers.get(request.GET.get("new", ""))
        if new is None:
            return redirect(history_url(entry))
        return redirect(compare_url(new, old=request.GET.get("old", "")))


def compare_url(revision, *, old):
    page = reverse(f"admin:catalog_{revision._meta.model_name}_compare", args=[revision.pk])
    return f"{page}?{urlencode({'with': old})}"


def _in_order(entry):
    return entry.revisions.select_related("entry", "created_by").order_by("-number")


def listed(revision):
    """A revision as the page lists it, with the address of its day where readers saw it."""
    seen = revision.published_at
    moment = Moment(seen.isoformat().replace("+00:00", "Z"), seen) if seen else None
    return {
        "row": revision,
        "url": change_url(revision),
        "as_of_url": moment and moment.put_into(revision.entry.get_absolute_url()),
    }
