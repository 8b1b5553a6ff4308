"""Buttons and pages of one row: each has an address of its own and its own permission check."""

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from catalog import actions
from catalog.admin.opened import page_of, read_token
from catalog.forms import PlainLine


def row_url(row, name):
    """The address of the page or button `name` of one row."""
    options = row._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=[row.pk])


def change_url(row):
    return row_url(row, "change")


def is_key(given):
    """Whether a text that came with a request can be the primary key of a row."""
    return given.isascii() and given.isdigit() and len(given) < 19


def find_or_404(rows, given):
    """The row whose primary key a form or an address gives as text; raises `Http404` without it."""
    return get_object_or_404(rows, pk=int(given) if is_key(given) else 0)


class ReasonForm(forms.Form):
    """Why somebody does it; stands beside every button and may stay empty."""

    reason = PlainLine(label=_("Reason"), max_length=200, required=False)


# The button of a form that is saved first and then acted upon; its value names the act.
ACT = "_act"
# The box of the reason in a form that says more than that; `form_fields` leaves it out there.
REASON = "_reason"


def reason_in(request):
    """The reason that a form gives, or an empty text; raises `ActionRefused` for a bad one."""
    form = ReasonForm({"reason": request.POST.get("reason") or request.POST.get(REASON, "")})
    if not form.is_valid():
        raise actions.ActionRefused(" ".join(form.errors["reason"]))
    return form.cleaned_data["reason"]


def seen_version(request):
    """The version beside which a button stood; one that no revision has where it says none."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 9 else -1


class ActionButtons:
    """POST addresses for actions, each with its own permission check and message."""

    def action_url(self, pk, name):
        options = self.opts
        return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=[pk])

    def button(self, row, name):
        return {"name": name, "label": self.buttons[name], "url": self.action_url(row.pk, name)}

    def row_path(self, name, view):
        """The address ``<pk>/<name>/`` of a page or button of one row."""
        options = self.opts
        return path(
            f"<int:pk>/{name}/",
            self.admin_site.admin_view(view),
            name=f"{options.app_label}_{options.model_name}_{name}",
        )

    def get_urls(self):
        own = [
            self.row_path(name, require_POST(partial(self.act, name=name))) for name in self.buttons
        ]
        return [*own, *super().get_urls()]

    def said_in(self, request, row, name):
        """Who takes an act, why, and what else its form says; raises `ActionRefused`."""
        return {"by": request.user, "summary": reason_in(request)}

    def act(self, request, pk, *, name):
        if not self.has_change_permission(request):
            raise PermissionDenied
        row = get_object_or_404(self.model, pk=pk)
        try:
            said = self.said_in(request, row, name)
            revision, message = self.perform(name, row, **said)
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
            return redirect(change_url(row))
        messages.success(request, message % {"revision": revision})
        return redirect(change_url(revision))


class RevisionPage(ActionButtons):
    """What the pages of one revision beside its form share."""

    def get_revision(self, request, pk):
        """The revision; raises `Http404`, or `PermissionDenied` for who may not see it."""
        revision = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        return revision

    def refuse_unseen(self, request, revision):
        """Hold the revision; raises `StaleVersion` when the form beside the button was older."""
        if ACT in request.POST:
            return  # the save that comes first has brought all versions together
        if opened := read_token(request.POST.get("opened"), page=page_of(revision)):
            actions.hold(revision, seen=opened.version)
        elif "seen" in request.POST:
            actions.hold(revision, seen=seen_version(request))

    def act(self, request, pk, *, name):
        """Refused where somebody saved since the form was opened in which the button stands."""
        revision = get_object_or_404(self.model, pk=pk)
        with transaction.atomic():
            try:
                self.refuse_unseen(request, revision)
            except actions.StaleVersion as refusal:
                messages.error(request, refusal.message)
                return redirect(change_url(revision))
            return super().act(request, pk, name=name)

    def page_context(self, request, revision, *, title):
        return {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,  # two texts beside each other need the width
            "title": title,
            "opts": self.opts,
            "revision": revision,
            "revision_url": change_url(revision),
        }
