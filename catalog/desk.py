"""The admin site itself. It stands outside `catalog.admin`, whose modules register with it."""

from functools import update_wrapper
from itertools import chain

from django.contrib.admin import AdminSite
from django.core.exceptions import NON_FIELD_ERRORS
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from catalog import logged_out
from catalog.models import (
    ENTRY_MODELS,
    ApiToken,
    Autosave,
    Change,
    FacetValue,
    Finding,
    IgnoredHint,
    KeptAnswer,
    LinkCheck,
    Presence,
    PreviewLink,
    PublicChange,
    Revision,
    Stamp,
    TranslationTally,
    Webhook,
    WebhookDelivery,
)
from catalog.models.owners import owner_field

ENTRIES, LISTS, LOG = _("Entries"), _("Shared lists"), _("Log and findings")
REVISIONS, ROWS = _("Revisions"), _("Rows of revisions")
GROUPS = (ENTRIES, LISTS, LOG, REVISIONS, ROWS)
WATCHED = (
    Autosave,
    Presence,
    Finding,
    Change,
    PublicChange,
    Stamp,
    LinkCheck,
    PreviewLink,
    IgnoredHint,
    TranslationTally,
    ApiToken,
    KeptAnswer,
    Webhook,
    WebhookDelivery,
    FacetValue,
)


def group_of(model):
    """Under which heading the desk lists a model."""
    if model in ENTRY_MODELS:
        return ENTRIES
    if issubclass(model, Revision):
        return REVISIONS
    if model in WATCHED:
        return LOG
    return ROWS if owner_field(model) else LISTS


# The code of the error by which a login form says that it refuses further attempts for now.
TOO_MANY_ATTEMPTS = "too_many_attempts"


class Desk(AdminSite):
    """The editors' desk: what people look for most stands first."""

    site_header = "Framework Atlas · 框架图谱"
    site_title = "Framework Atlas · 框架图谱"
    index_title = _("Editors’ desk")
    index_template = "admin/desk.html"

    def get_urls(self):
        session = csrf_protect(never_cache(self.session))
        return [path("session/", session, name="session"), *super().get_urls()]

    def admin_view(self, view, cacheable=False):
        """Nobody loses a text to a session that ended; see `logged_out`."""
        for_members = super().admin_view(view, cacheable)

        def inner(request, *args, **kwargs):
            is_fetch = logged_out.is_fetch(request, view)
            is_member = self.has_permission(request)
            if is_fetch and (not is_member or logged_out.is_somebody_else(request)):
                return logged_out.refusal(request)
            if not is_member and logged_out.is_written(request):
                return logged_out.login_page(self, request)
            return for_members(request, *args, **kwargs)

        return update_wrapper(inner, for_members)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """The login page; a form that it carries is sent again to where it was meant for."""
        carried = request.POST.get(logged_out.CARRIED, "")
        context = {**(extra_context or {}), logged_out.CARRIED: carried}
        response = super().login(request, context)
        form = getattr(response, "context_data", {}).get("form")
        if form is not None and form.has_error(NON_FIELD_ERRORS, TOO_MANY_ATTEMPTS):
            response.status_code = 429
            response["Retry-After"] = form.retry_after
        pairs = logged_out.carried_pairs(carried)
        is_ours = response.status_code == 302 and response.url.startswith(
            reverse("admin:index", current_app=self.name)
        )
        if pairs is None or not is_ours or not self.has_permission(request):
            return response
        return logged_out.sending_page(self, request, pairs, url=response.url)

    @logged_out.fetched
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def session(self, request):
        """For scripts: who is logged in, or with POST the login itself, by the login page."""
        if request.method == "POST":
            return logged_out.login_answer(request, self.login(request))
        return logged_out.session_answer(request)

    @logged_out.fetched
    def autocomplete_view(self, request):
        return super().autocomplete_view(request)

    def get_app_list(self, request, app_label=None):
        """The tables of the catalogue in groups; a page of one app lists them as they are."""
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        groups = [_grouped(app) if app["app_label"] == "catalog" else [app] for app in apps]
        return [*chain.from_iterable(groups)]


def _grouped(app):
    groups = {}
    for table in app["models"]:
        groups.setdefault(group_of(table["model"]), []).append(table)
    return [{**app, "name": name, "models": groups[name]} for name in GROUPS if name in groups]
