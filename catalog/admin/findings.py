"""What robots and readers found, for people to decide; and what is known of each link."""

from django.contrib import admin, messages
from django.core.exceptions import FieldDoesNotExist
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from catalog import actions, findings, roles
from catalog.admin.buttons import ActionButtons, change_url
from catalog.admin.changes import KeptAdmin
from catalog.choices import SOURCE, FindingState
from catalog.models import ENTRY_MODELS, Finding, LinkCheck, Source


def subject_model(about):
    """What a finding points into: sources as they are, entries through their revisions."""
    if about == SOURCE:
        return Source
    entry = next(model for model in ENTRY_MODELS if model._meta.model_name == about)
    return entry.revisions.rel.related_model


def place_label(finding):
    """The place of a finding in words; a step that names no column any more as it is."""
    model, labels = subject_model(finding.about), []
    steps = [step.replace("~1", "/").replace("~0", "~") for step in finding.pointer.split("/")[1:]]
    while steps:
        step = steps.pop(0)
        try:
            field = model._meta.get_field(step)
        except FieldDoesNotExist:
            labels.append(step)
            continue
        if field.auto_created and steps:
            model = field.related_model
            labels.append(f"{model._meta.verbose_name} {steps.pop(0)}")
        else:
            labels.append(str(getattr(field, "verbose_name", step)))
    return " › ".join(labels)


class SeenByEditors(KeptAdmin):
    """Seen by everybody with a right to write or to review, and by nobody else."""

    def has_view_permission(self, request, obj=None):
        return roles.holds(request.user, *findings.SEEING)

    def has_module_permission(self, request):
        return self.has_view_permission(request)


@admin.register(Finding)
class FindingAdmin(ActionButtons, SeenByEditors):
    change_form_template = "admin/catalog/finding_change_form.html"
    list_display = ["said", "subject", "place", "last_seen_at", "state"]
    list_filter = ["state", "kind", "about"]
    search_fields = ["slug", "pointer", "text"]
    buttons = {}

    def get_urls(self):
        return [self.row_path("decide", require_POST(self.decide)), *super().get_urls()]

    @admin.display(description=_("finding"))
    def said(self, finding):
        text = finding.message
        return text if len(text) <= 200 else f"{text[:199]}…"

    @admin.display(description=_("entry or source"), ordering="slug")
    def subject(self, finding):
        address = reverse(f"admin:catalog_{finding.about}_changelist")
        return format_html('<a href="{}?slug={}">{}</a>', address, finding.slug, finding.slug)

    @admin.display(description=_("place"))
    def place(self, finding):
        return place_label(finding)

    def decide(self, request, pk):
        """Resolve a finding, or dismiss it for the reason that the form names."""
        finding = get_object_or_404(self.model, pk=pk)
        try:
            if "dismiss" in request.POST:
                reason = request.POST.get("reason", "")
                findings.dismiss(finding, reason=reason, by=request.user)
                messages.success(request, _("The finding is dismissed; it is not raised again."))
            else:
                findings.resolve(finding, by=request.user)
                messages.success(request, _("The finding is resolved."))
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
            return redirect(change_url(finding))
        return redirect(f"{reverse('admin:catalog_finding_changelist')}?state__exact=open")

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        is_open = obj.state == FindingState.OPEN
        context |= {
            "title": obj.get_kind_display(),
            "subtitle": None,
            "finding": obj,
            "place": place_label(obj),
            "subject_url": self.subject_url(obj),
            "decide_url": self.action_url(obj.pk, "decide")
            if is_open and roles.holds(request.user, *findings.DECIDING)
            else None,
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def subject_url(self, finding):
        """The admin page of the entry or source, or None when it is not there any more."""
        model = Source if finding.about == SOURCE else None
        model = model or subject_model(finding.about)._meta.get_field("entry").related_model
        subject = model.objects.filter(slug=finding.slug).first()
        return subject and change_url(subject)


@admin.register(LinkCheck)
class LinkCheckAdmin(SeenByEditors):
    list_display = ["url", "checked_at", "status", "failure", "failures", "moved_to"]
    list_filter = ["failure", "status"]
    search_fields = ["url"]
