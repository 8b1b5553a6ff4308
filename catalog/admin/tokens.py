"""Tokens of the API: their owner makes and revokes them, whoever looks after accounts sees all."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from catalog import actions, roles, tokens
from catalog.admin.buttons import ActionButtons, change_url
from catalog.admin.changes import KeptAdmin
from catalog.forms import PlainLine
from catalog.models import ApiToken, KeptAnswer


class TokenForm(forms.Form):
    name = PlainLine(
        label=_("name"),
        max_length=80,
        help_text=_("Which program it is for; the log of changes names it."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("scopes"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It never may more than you may yourself at that moment."),
    )
    days = forms.TypedChoiceField(
        label=_("valid for"),
        coerce=int,
        choices=[(7, _("a week")), (30, _("30 days")), (90, _("90 days")), (365, _("a year"))],
        initial=90,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(one, one.label) for one in tokens.scopes_for(user)]


@admin.register(ApiToken)
class ApiTokenAdmin(ActionButtons, KeptAdmin):
    change_form_template = "admin/catalog/token_change_form.html"
    fields = [
        "name",
        "owner",
        "start",
        "scopes_shown",
        "created_at",
        "expires_at",
        "last_used_at",
        "revoked_at",
        "revoked_by",
    ]
    list_display = ["name", "owner", "start", "expires_at", "last_used_at", "revoked_at"]
    list_select_related = ["owner"]
    search_fields = ["name", "owner__username", "start"]
    buttons = {"revoke": _("Revoke")}

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found if roles.administers(request.user) else found.filter(owner=request.user)

    def has_view_permission(self, request, obj=None):
        own = obj is None or obj.owner_id == request.user.pk or roles.administers(request.user)
        return own and (
            roles.holds(request.user, *tokens.MAKING) or roles.administers(request.user)
        )

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return roles.holds(request.user, *tokens.MAKING)

    @admin.display(description=_("scopes"))
    def scopes_shown(self, token):
        return " · ".join(token.scope_labels)

    def get_urls(self):
        return [self.row_path("revoke", require_POST(self.revoke)), *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        """The form; its answer is the one page that ever shows the secret."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = TokenForm(request.POST or None, user=request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Make a token"),
            "opts": self.opts,
            "form": form,
        }
        if request.method == "POST" and form.is_valid():
            try:
                made = tokens.make_token(by=request.user, **form.cleaned_data)
            except actions.ActionRefused as refusal:
                messages.error(request, refusal.message)
            else:
                context["token"], context["secret"] = made
                context["token_url"] = change_url(context["token"])
        response = TemplateResponse(request, "admin/catalog/token_form.html", context)
        patch_cache_control(response, private=True, no_store=True)
        return response

    def revoke(self, request, pk):
        token = get_object_or_404(self.get_queryset(request), pk=pk)
        try:
            tokens.revoke_token(token, by=request.user)
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The token opens nothing any more."))
        return redirect(change_url(token))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and obj.revoked_at is None:
            context["revoke_url"] = self.action_url(obj.pk, "revoke")
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


@admin.register(KeptAnswer)
class KeptAnswerAdmin(KeptAdmin):
    """Answers that are given again to the same request. They hold drafts: few people see them."""

    list_display = ["key", "token", "status", "created_at"]
    list_select_related = ["token"]
    search_fields = ["key", "token__name"]

    def has_view_permission(self, request, obj=None):
        return roles.administers(request.user)

    def has_module_permission(self, request):
        return self.has_view_permission(request)
