"""Webhooks on the desk of administrators: addresses, secrets shown once, and every message."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from catalog import actions, roles
from catalog.admin.buttons import ActionButtons, change_url
from catalog.admin.changes import KeptAdmin
from catalog.choices import DeliveryState, EntryKind, ListKind
from catalog.forms import PlainLine
from catalog.models import Webhook, WebhookDelivery
from catalog.webhooks import queueing, sending, subscriptions


class WebhookForm(forms.Form):
    name = PlainLine(label=_("name"), max_length=80)
    url = forms.URLField(
        label=_("address"),
        max_length=500,
        assume_scheme="https",
        help_text=_("A server that anybody on the internet may talk to; messages are sent there."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("kinds"),
        widget=forms.CheckboxSelectMultiple,
        choices=[*EntryKind.choices, *ListKind.choices],
        required=False,
        help_text=_("What it is told of; nothing chosen means everything."),
    )


class ForAdministrators(ActionButtons, KeptAdmin):
    """Seen by who looks after the site, and by nobody else."""

    buttons = {}

    def has_view_permission(self, request, obj=None):
        return roles.administers(request.user)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_urls(self):
        own = [self.row_path(name, require_POST(self._taken(name))) for name in self.steps]
        return [*own, *super().get_urls()]

    def _taken(self, name):
        """The view of one button, for administrators."""

        def view(request, pk):
            if not self.has_view_permission(request):
                raise PermissionDenied
            return getattr(self, name)(request, get_object_or_404(self.model, pk=pk))

        return view

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["steps"] = [
                {"name": name, "label": label, "url": self.action_url(obj.pk, name)}
                for name, label in self.steps_for(obj).items()
            ]
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


@admin.register(Webhook)
class WebhookAdmin(ForAdministrators):
    change_form_template = "admin/catalog/steps_change_form.html"
    fields = [
        "name",
        "url",
        "kinds_shown",
        "is_active",
        "previous_until",
        "created_at",
        "created_by",
    ]
    list_display = ["name", "url", "is_active", "created_at"]
    search_fields = ["name", "url"]
    steps = {
        "edit": _("Change"),
        "test": _("Send a test"),
        "rotate": _("New secret"),
        "pause": _("Pause"),
        "resume": _("Resume"),
    }

    def steps_for(self, webhook):
        other = "resume" if webhook.is_active else "pause"
        return {name: label for name, label in self.steps.items() if name != other}

    def has_add_permission(self, request):
        return roles.administers(request.user)

    @admin.display(description=_("kinds"))
    def kinds_shown(self, webhook):
        return ", ".join(webhook.kind_labels) or _("all")

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = WebhookForm(request.POST or None)
        if form.is_valid():
            try:
                made, secret = subscriptions.make(by=request.user, **form.cleaned_data)
            except actions.ActionRefused as refusal:
                messages.error(request, refusal.message)
            else:
                return self._show(request, made, secret=secret)
        return self._show(request, None, form=form)

    def edit(self, request, webhook):
        """The form with what stands there; sent with a name it is a save."""
        said = {"name": webhook.name, "url": webhook.url, "kinds": webhook.kinds}
        form = WebhookForm(request.POST if "url" in request.POST else None, initial=said)
        if form.is_valid():
            try:
                subscriptions.change(webhook, by=request.user, **form.cleaned_data)
            except actions.ActionRefused as refusal:
                messages.error(request, refusal.message)
            else:
                messages.success(request, _("The webhook is changed."))
                return redirect(change_url(webhook))
        return self._show(request, webhook, form=form)

    def rotate(self, request, webhook):
        secret = subscriptions.rotate(webhook, by=request.user)
        return self._show(request, webhook, secret=secret)

    def pause(self, request, webhook):
        subscriptions.pause(webhook, by=request.user)
        messages.success(request, _("Nothing is sent to it any more."))
        return redirect(change_url(webhook))

    def resume(self, request, webhook):
        subscriptions.resume(webhook, by=request.user)
        messages.success(request, _("It is told of changes again, from now on."))
        return redirect(change_url(webhook))

    def test(self, request, webhook):
        sent = sending.attempt(queueing.queue_test(webhook, by=request.user))
        if sent.state == DeliveryState.DELIVERED:
            messages.success(request, _("The test arrived."))
        else:
            reason = sent.get_failure_display() or sent.status
            messages.error(request, _("The test did not arrive: %s.") % reason)
        return redirect(change_url(sent))

    def _show(self, request, webhook, **shown):
        """The form, or the one page that ever shows a secret."""
        context = {
            **self.admin_site.each_context(request),
            "title": webhook or _("Make a webhook"),
            "opts": self.opts,
            "webhook_url": webhook and change_url(webhook),
            **shown,
        }
        response = TemplateResponse(request, "admin/catalog/webhook_form.html", context)
        patch_cache_control(response, private=True, no_store=True)
        return response


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ForAdministrators):
    """Every message; those that were given up can be tried again."""

    change_form_template = "admin/catalog/steps_change_form.html"
    list_display = ["uid", "webhook", "change", "state", "attempts", "attempted_at", "said"]
    fields = [*list_display, "created_at", "due_at", "body"]
    list_filter = ["state", "webhook"]
    list_select_related = ["webhook", "change"]
    search_fields = ["uid", "change__slug"]
    steps = {"again": _("Try again")}

    def steps_for(self, delivery):
        return self.steps if delivery.state == DeliveryState.DEAD else {}

    @admin.display(description=_("answer"), empty_value="—")
    def said(self, delivery):
        return delivery.status or delivery.get_failure_display() or None

    def again(self, request, delivery):
        queueing.try_again(delivery, by=request.user)
        messages.success(request, _("It is sent again with the next run."))
        return redirect(change_url(delivery))
