"""The times at which a revision goes live and is taken down."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from catalog import actions
from catalog.admin.buttons import ACT, RevisionPage, change_url


class ScheduleForm(forms.Form):
    go_live_at = forms.DateTimeField(
        label=_("Publish at"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    expire_at = forms.DateTimeField(
        label=_("take down at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )


class ExpiryForm(forms.Form):
    expire_at = forms.DateTimeField(
        label=_("Take down at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


# In the form of the revision, whose save comes first; `form_fields` leaves these names out.
TIMES = "_times"


class TimesButtons(RevisionPage):
    def get_urls(self):
        own = [
            self.row_path("schedule", require_POST(self.schedule)),
            self.row_path("expiry", require_POST(self.expiry)),
        ]
        return [*own, *super().get_urls()]

    def schedule(self, request, pk):
        """Have a revision published at the time that the form names, in the site's time zone."""
        message = _("%(revision)s is scheduled.")
        return self._set_times(request, pk, ScheduleForm, actions.schedule, message)

    def expiry(self, request, pk):
        """Have the live revision taken down at a time, or never when the form names none."""
        message = _("%(revision)s: the time is noted.")
        return self._set_times(request, pk, ExpiryForm, actions.set_expiry, message)

    def _set_times(self, request, pk, form_class, action, message):
        if not self.has_change_permission(request):
            raise PermissionDenied
        revision = get_object_or_404(self.get_queryset(request), pk=pk)
        form = form_class(request.POST, prefix=TIMES if ACT in request.POST else None)
        try:
            if not form.is_valid():
                faults = [text for texts in form.errors.values() for text in texts]
                raise actions.ActionRefused(" ".join(faults))
            said = self.said_in(request, revision, action.__name__)
            with transaction.atomic():
                self.refuse_unseen(request, revision)
                action(revision, **said, **form.cleaned_data)
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, message % {"revision": revision})
        return redirect(change_url(revision))
