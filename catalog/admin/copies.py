"""What somebody typed and has not saved: to look at, to take over, to carry to another draft."""

from django.apps import apps
from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog import actions, keeping, roles
from catalog.admin.buttons import ActionButtons, change_url, find_or_404
from catalog.admin.carrying import carry
from catalog.admin.lookups import DeskAdmin
from catalog.admin.merge_page import TEXT_BUTTONS, closed_page, merge_page
from catalog.models import Autosave, Presence


def page_behind(site, text):
    """The admin of the page that a text was typed into, and its row or None when that is gone."""
    model_name, pk = text.page.split("/")
    model = apps.get_model("catalog", model_name)
    return site.get_model_admin(model), model.objects.filter(pk=pk).first()


class Private(DeskAdmin):
    """Rows that are shown to their owner and written by nobody."""

    actions = None

    def has_module_permission(self, request):
        return roles.holds(request.user, *roles.WRITING)

    def has_view_permission(self, request, obj=None):
        own = obj is None or obj.user_id == request.user.pk
        return own and self.has_module_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).filter(user=request.user)


@admin.register(Autosave)
class AutosaveAdmin(ActionButtons, Private):
    list_display = ["__str__", "page", "saved_at", "is_refused"]
    buttons = TEXT_BUTTONS

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The text beside what is there now; saving it is a save of the form it was typed into."""
        text = find_or_404(self.get_queryset(request), object_id or "")
        page, row = page_behind(self.admin_site, text)
        if row is None or not page.has_change_permission(request, row):
            return closed_page(page, request, row, text, status=200)
        case = page.case_of(request, row, text.fields)
        return merge_page(page, request, row, case, text=text, status=200)

    def act(self, request, pk, *, name):
        text = get_object_or_404(self.get_queryset(request), pk=pk)
        if name == "discard":
            keeping.drop_text(by=request.user, page=text.page, opening=text.opening)
            messages.success(request, _("The unsaved text is discarded."))
            return redirect(reverse("admin:catalog_autosave_changelist"))
        try:
            carried = carry(self.admin_site, request, text)
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
            return redirect(change_url(text))
        return redirect(change_url(carried))


@admin.register(Presence)
class PresenceAdmin(Private):
    """Where one has forms open."""

    list_display = ["__str__", "seen_at"]
