"""The admin site itself. It stands outside `catalog.admin`, whose modules register with it."""

from itertools import chain

from django.contrib.admin import AdminSite
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

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

    def login(self, request, extra_context=None):
        response = super().login(request, extra_context)
        form = getattr(response, "context_data", {}).get("form")
        if form is not None and form.has_error(NON_FIELD_ERRORS, TOO_MANY_ATTEMPTS):
            response.status_code = 429
            response["Retry-After"] = form.retry_after
        return response

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
