"""Taking an entry down in favour of another, to which its addresses lead from then on."""

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from catalog import actions, roles
from catalog.admin.buttons import ActionButtons, change_url, reason_in


class RetireForm(forms.Form):
    """Which entry of the same kind stands in."""

    target = forms.ModelChoiceField(
        queryset=None,
        label=_("Retire in favour of"),
        error_messages={
            "required": _("Choose the entry to which its addresses shall lead."),
            "invalid_choice": _("There is no such entry. Choose one of the list."),
        },
    )

    def __init__(self, *args, model, site, **kwargs):
        super().__init__(*args, auto_id="retire-%s", label_suffix="", **kwargs)
        field = self.fields["target"]
        field.queryset = model.objects.all()
        field.widget = AutocompleteSelect(model._meta.get_field("redirects_to"), site)
        field.widget.choices = field.choices


class RetiringPage(ActionButtons):
    """The page of an entry whose form retires it."""

    def get_urls(self):
        return [self.row_path("retire", require_POST(self.retire)), *super().get_urls()]

    def retire_form(self, data=None):
        return RetireForm(data, model=self.model, site=self.admin_site)

    def may_retire(self, request, entry):
        return roles.holds(request.user, roles.REVIEW) and entry.live_revision is not None

    def retire(self, request, pk):
        """Take an entry down and have its addresses lead to the entry that the form names."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        entry = get_object_or_404(self.model, pk=pk)
        form = self.retire_form(request.POST)
        try:
            if not form.is_valid():
                raise actions.ActionRefused(" ".join(form.errors["target"]))
            target = form.cleaned_data["target"]
            actions.trash(entry, by=request.user, redirect_to=target, summary=reason_in(request))
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            texts = {"entry": entry, "target": target}
            messages.success(request, _("%(entry)s now leads to %(target)s.") % texts)
        return redirect(change_url(entry))
