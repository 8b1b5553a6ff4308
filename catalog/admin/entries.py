"""What the admin pages of all entries share."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from catalog import actions, roles
from catalog.admin.bulk import BulkActions
from catalog.admin.buttons import change_url
from catalog.admin.history import HistoryPage
from catalog.admin.lookups import DeskAdmin
from catalog.admin.namesakes import hint_at_namesakes
from catalog.admin.retiring import RetiringPage
from catalog.choices import OPEN_STATES, State


class StateFilter(admin.SimpleListFilter):
    """Entries by where they stand: live, open in some state, or never published."""

    title = _("state")
    parameter_name = "stands"
    never_published = "never"
    trashed = "trash"

    def lookups(self, request, model_admin):
        shown = [(state.value, state.label) for state in (State.LIVE, *OPEN_STATES)]
        return [
            *shown,
            (self.never_published, _("not published")),
            (self.trashed, _("in the trash")),
        ]

    def queryset(self, request, queryset):
        # The subquery keeps one row per entry, which a join over revisions would not.
        revisions = queryset.model.revisions.rel.related_model.objects
        if self.value() == self.never_published:
            return queryset.exclude(pk__in=revisions.live().values("entry"))
        if self.value() == self.trashed:
            there = revisions.filter(state__in=[State.LIVE, *OPEN_STATES])
            return queryset.exclude(pk__in=there.values("entry"))
        if self.value() in State.values:
            return queryset.filter(pk__in=revisions.filter(state=self.value()).values("entry"))
        return queryset


class EntryForm(forms.ModelForm):
    """A new entry: its slug and what its first draft cannot do without."""

    draft_fields = ()

    def clean(self):
        """The values of the first draft, by the rules of its columns."""
        values = super().clean()
        revisions = self._meta.model.revisions.rel.related_model
        for name in self.draft_fields:
            if name in values:
                try:
                    values[name] = revisions._meta.get_field(name).clean(values[name], None)
                except ValidationError as error:
                    self.add_error(name, error)
        return values


class EntryAdmin(BulkActions, HistoryPage, RetiringPage, DeskAdmin):
    change_list_template = "admin/catalog/exchange_change_list.html"
    change_form_template = "admin/catalog/entry_change_form.html"
    list_display = ["slug", "live_name", "live_number", "open_shown"]
    list_filter = [StateFilter]
    buttons = {
        "open-draft": _("Open a draft"),
        "trash": _("Move to the trash"),
        "restore": _("Restore"),
    }

    def get_queryset(self, request):
        revisions = self.model.revisions.rel.related_model.objects
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                Prefetch("revisions", queryset=revisions.live(), to_attr="prefetched_live"),
                Prefetch("revisions", queryset=revisions.open(), to_attr="prefetched_open"),
            )
        )

    def get_search_results(self, request, queryset, search_term):
        """Boxes that choose an entry do not offer those in the trash."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.resolver_match.url_name == "autocomplete":
            found = found.marked_trashed().filter(is_trashed=False)
        return found, may_repeat

    @admin.display(description=_("live name"), empty_value="—")
    def live_name(self, entry):
        live = entry.live_revision
        return live and str(live.name)

    @admin.display(description=_("live revision"), empty_value="—")
    def live_number(self, entry):
        live = entry.live_revision
        return live and live.number

    @admin.display(description=_("open revision"), empty_value="—")
    def open_shown(self, entry):
        for revision in entry.prefetched_open:
            return f"#{revision.number} ({revision.get_state_display()})"
        return None

    def get_fieldsets(self, request, obj=None):
        names = ["slug", "created_at"] if obj else ["slug", *self.form.draft_fields]
        return [(None, {"fields": names})]

    def get_readonly_fields(self, request, obj=None):
        return ["slug", "created_at"] if obj else []

    def may(self, request, *verbs):
        """An entry shows its drafts, so what counts is what the person may do with revisions."""
        options = self.model.revisions.rel.related_model._meta
        return any(
            request.user.has_perm(f"{options.app_label}.{verb}_{options.model_name}")
            for verb in verbs
        )

    def has_change_permission(self, request, obj=None):
        # An entry is only its slug, and that never changes; its drafts are what is edited.
        return obj is None and self.may(request, "change")

    def has_view_permission(self, request, obj=None):
        return self.may(request, "view", "change")

    def add_view(self, request, form_url="", extra_context=None):
        try:
            return super().add_view(request, form_url, extra_context)
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
            return redirect(request.get_full_path())

    def has_delete_permission(self, request, obj=None):
        return False

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj and obj.live_revision else None

    def save_model(self, request, obj, form, change):
        values = {name: form.cleaned_data[name] for name in form.draft_fields}
        draft = actions.create_entry(
            self.model, obj.slug, by=request.user, **self.draft_defaults, **values
        )
        obj.pk, obj._state.adding = draft.entry_id, False

    draft_defaults = {}

    def response_add(self, request, obj, post_url_continue=None):
        if "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        messages.success(request, _("The entry is made; this is its first draft."))
        draft = obj.open_revision
        hint_at_namesakes(request, draft)
        return redirect(change_url(draft))

    def perform(self, name, entry, **said):
        if name == "trash":
            trashed = actions.trash(entry, **said)
            return trashed, _("%(revision)s is in the trash; it can be restored.")
        if name == "restore":
            return actions.restore(entry, **said), _("%(revision)s is restored.")
        return actions.open_draft(entry, **said), _("%(revision)s is open for editing.")

    def buttons_for(self, request, entry, revisions):
        """What can be done with an entry: a draft, the trash or the way back from it."""
        is_open = any(revision.is_open for revision in revisions)
        has_live = any(revision.state == State.LIVE for revision in revisions)
        names = ["open-draft"] if has_live and not is_open else []
        if roles.holds(request.user, roles.REVIEW):
            names.append("trash" if has_live or is_open else "restore")
        return [self.button(entry, name) for name in names]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            revisions = list(obj.revisions.select_related("entry", "created_by"))
            may_act = self.has_change_permission(request)
            may_retire = may_act and self.may_retire(request, obj)
            context |= {
                "revisions": [{"row": row, "url": change_url(row)} for row in revisions],
                "buttons": self.buttons_for(request, obj, revisions) if may_act else [],
                "retire_url": self.action_url(obj.pk, "retire") if may_retire else None,
            }
            if may_retire:
                context["retire_form"] = self.retire_form()
                context["media"] += context["retire_form"].media
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
