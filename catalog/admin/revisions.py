"""What the admin pages of all revisions share."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from catalog import actions, roles, translating
from catalog.admin.bulk import BulkActions
from catalog.admin.buttons import ACT, ActionButtons, change_url
from catalog.admin.comparing import ComparePage
from catalog.admin.confirming import KEEP, NAME, confirm_form, confirmed_on
from catalog.admin.history import LoggedByActions, history_url
from catalog.admin.lookups import DeskAdmin
from catalog.admin.minor import MinorEdits
from catalog.admin.namesakes import hint_at_namesakes
from catalog.admin.parts import record
from catalog.admin.previews import PreviewPage
from catalog.admin.saving import OpenedPart
from catalog.admin.sections import SectionedForm
from catalog.admin.texts import TextsPage
from catalog.admin.times import TIMES, ExpiryForm, ScheduleForm, TimesButtons
from catalog.admin.translation_parts import entry_url
from catalog.admin.widgets import CatalogFields
from catalog.choices import State
from catalog.queries import name_columns


class RevisionAdmin(
    BulkActions,
    MinorEdits,
    CatalogFields,
    ComparePage,
    TextsPage,
    PreviewPage,
    TimesButtons,
    OpenedPart,
    SectionedForm,
    LoggedByActions,
    DeskAdmin,
):
    """Open revisions can be edited, all others read; saving never publishes."""

    change_list_template = "admin/catalog/exchange_change_list.html"
    change_form_template = "admin/catalog/revision_change_form.html"
    list_display = ["__str__", "name_shown", "state", "created_by", "updated_at", "published_at"]
    list_filter = ["state"]
    list_select_related = ["entry", "created_by"]
    buttons = {
        "submit": _("Submit for review"),
        "publish": _("Publish"),
        "withdraw": _("Back to draft"),
        "discard": _("Discard"),
        "open-draft": _("Open a draft"),
        "revert": _("Revert to this revision"),
    }
    # Acts upon what stands in the form, which is saved first.
    saving_acts = ("submit", "publish", "withdraw", "schedule")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("entry", "created_by")

    @admin.display(description=_("name"), empty_value="—")
    def name_shown(self, revision):
        return str(revision.name)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request) and (obj is None or obj.is_editable)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request) or super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def history_of(self, revision):
        return history_url(revision.entry)

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj and obj.state == State.LIVE else None

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        record(request, form.instance, form, formsets)
        if set(name_columns(self.model)) & set(form.changed_data):
            hint_at_namesakes(request, form.instance)

    def response_change(self, request, obj):
        if request.POST.get(ACT) in self.saving_acts:
            return redirect(change_url(obj))  # `after_save` says what came of it
        return super().response_change(request, obj)

    def after_save(self, request, row, case):
        """Take the act whose button was pressed, unless the person has not seen what is saved."""
        name = request.POST.get(ACT)
        if name not in self.saving_acts:
            return None
        saved = self.get_queryset(request).get(pk=row.pk)
        if saved.version != row.version:
            messages.success(request, _("What you wrote is saved."))
        if case.outcome and case.outcome.theirs:
            text = _("Look at what others saved meanwhile, then press “%(button)s” again.")
            messages.warning(request, text % {"button": self.act_labels[name]})
            return redirect(change_url(row))
        if _names_a_day(case, saved):
            request.POST[NAME] = KEEP  # the day that the person has just written counts
        if name == "schedule":
            return self.schedule(request, row.pk)
        return ActionButtons.act(self, request, row.pk, name=name)

    @property
    def act_labels(self):
        return {**self.buttons, "schedule": _("Schedule")}

    def said_in(self, request, revision, name):
        said = super().said_in(request, revision, name)
        if name in ("publish", "schedule"):
            said["confirmed_on"] = confirmed_on(request.POST.get(NAME), revision)
        return said

    def perform(self, name, revision, **said):
        if name == "submit":
            return actions.submit(revision, **said), _("%(revision)s is handed to review.")
        if name == "publish":
            return actions.publish(revision, **said), _("%(revision)s is live.")
        if name == "withdraw":
            return actions.withdraw(revision, **said), _("%(revision)s is a draft again.")
        if name == "discard":
            return actions.discard(revision, **said), _("%(revision)s is discarded.")
        if name == "revert":
            draft = actions.revert(revision.entry, to=revision.number, **said)
            return draft, _("%(revision)s is a draft of the earlier text; publish it when ready.")
        return actions.open_draft(revision.entry, **said), _("%(revision)s is open for editing.")

    def buttons_for(self, revision, *, reviews):
        """What can be done with a revision; what only reviewers may do is theirs to see."""
        if revision.state == State.DRAFT:
            names = ["submit", "publish", "discard"]
        elif revision.is_open:
            names = ["publish", "withdraw", "discard"]
        elif revision.state == State.LIVE:
            names = ["open-draft"]
        else:
            names = ["revert"]
        return [
            {**self.button(revision, name), "saves": name in self.saving_acts}
            for name in names
            if reviews or name != "publish"
        ]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            may_act = self.has_change_permission(request)
            reviews = may_act and roles.holds(request.user, roles.REVIEW)
            may_limit = reviews and obj.state == State.LIVE
            context |= {
                "entry_url": change_url(obj.entry),
                "compare_url": self.action_url(obj.pk, "compare"),
                "texts_url": self.action_url(obj.pk, "texts"),
                "hint_count": translating.hint_count(obj),
                "translation_url": entry_url(obj.entry._meta.model_name, obj.slug),
                "preview_url": self.action_url(obj.pk, "preview"),
                "buttons": self.buttons_for(obj, reviews=reviews) if may_act else [],
                "schedule_url": self.action_url(obj.pk, "schedule"),
                "schedule_form": ScheduleForm(prefix=TIMES)
                if reviews and obj.is_editable
                else None,
                # Its form is saved first by whichever button is pressed.
                "form_id": f"{self.opts.model_name}_form" if may_act and obj.is_editable else "",
                "confirm_form": confirm_form(obj) if reviews and obj.is_editable else None,
                "expiry_url": self.action_url(obj.pk, "expiry"),
                "expiry_form": ExpiryForm(initial={"expire_at": obj.expire_at})
                if may_limit
                else None,
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def _names_a_day(case, saved):
    """Whether the save itself changed the day on which somebody confirmed the entry."""
    before = case.opened.state["fields"].get("verified_on")
    now = [saved.verified_on.isoformat()] if saved.verified_on else []
    return before is not None and bool(now) and before != now
