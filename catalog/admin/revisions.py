"""What the admin pages of all entries and all revisions share."""

from datetime import timedelta
from functools import partial

from csp.constants import SELF
from csp.decorators import csp_update
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from catalog import actions, queries, review, roles
from catalog.admin.parts import OpenedFieldsets, record
from catalog.admin.widgets import CatalogFields
from catalog.bilingual import EN, LANGUAGES, ZH, column
from catalog.choices import OPEN_STATES, State
from catalog.models import Change


def change_url(row):
    options = row._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk])


class ScheduleForm(forms.Form):
    go_live_at = forms.DateTimeField(
        label=_("Publish at"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    expire_at = forms.DateTimeField(
        label=_("take down at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )


class ShareForm(forms.Form):
    days = forms.ChoiceField(
        label=_("valid for"),
        choices=[("1", _("a day")), ("7", _("a week")), ("30", _("30 days"))],
        initial="7",
    )


def shared_addresses(link):
    """Labels and absolute addresses that a preview link opens."""
    token = link.token
    found = []
    for language, label in ((ZH, _("Chinese page")), (EN, _("English page"))):
        with override(language):
            found.append((label, reverse("catalog:shared-preview", args=[token])))
    document = reverse("api:preview", args=[token])
    found.append((_("API document"), f"{document}?lang=all"))
    return [(label, f"{settings.SITE_URL}{url}") for label, url in found]


class ExpiryForm(forms.Form):
    expire_at = forms.DateTimeField(
        label=_("Take down at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


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


def _other_revision(revision, siblings, number):
    """The sibling with `number`, else the live one, else the one published before; or None."""
    if number is not None:
        return next((one for one in siblings if str(one.number) == number), None)
    live = [one for one in siblings if one.state == State.LIVE]
    earlier = [one for one in siblings if one.published_at and one.number < revision.number]
    return next(iter(live or sorted(earlier, key=lambda one: -one.number)), None)


class ActionButtons:
    """POST addresses for actions, each with its own permission check and message."""

    def action_url(self, pk, name):
        options = self.opts
        return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=[pk])

    def button(self, row, name):
        return {"name": name, "label": self.buttons[name], "url": self.action_url(row.pk, name)}

    def get_urls(self):
        options = self.opts
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(require_POST(partial(self.act, name=name))),
                name=f"{options.app_label}_{options.model_name}_{name}",
            )
            for name in self.buttons
        ]
        return [*own, *super().get_urls()]

    def act(self, request, pk, *, name):
        if not self.has_change_permission(request):
            raise PermissionDenied
        row = get_object_or_404(self.model, pk=pk)
        try:
            revision, message = self.perform(name, row, by=request.user)
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
            return redirect(change_url(row))
        messages.success(request, message % {"revision": revision})
        return redirect(change_url(revision))


class EntryForm(forms.ModelForm):
    """A new entry: its slug and what its first draft cannot do without."""

    draft_fields = ()


class EntryAdmin(ActionButtons, admin.ModelAdmin):
    actions = None
    change_form_template = "admin/catalog/entry_change_form.html"
    list_display = ["slug", "live_name", "live_number", "open_shown"]
    list_filter = [StateFilter]
    buttons = {
        "open-draft": _("Open a draft"),
        "trash": _("Move to the trash"),
        "restore": _("Restore"),
    }

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_retire"
        retire = self.admin_site.admin_view(require_POST(self.retire))
        return [path("<int:pk>/retire/", retire, name=name), *super().get_urls()]

    def retire(self, request, pk):
        """Take an entry down and have its addresses lead to the entry that the form names."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        entry = get_object_or_404(self.model, pk=pk)
        slug = request.POST.get("target", "")
        target = self.model.objects.filter(slug=slug).first()
        try:
            if target is None:
                raise actions.ActionRefused(
                    _("There is no entry “%(slug)s”.") % {"slug": slug[:80]}
                )
            actions.trash(entry, by=request.user, redirect_to=target)
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            texts = {"entry": entry, "target": target}
            messages.success(request, _("%(entry)s now leads to %(target)s.") % texts)
        return redirect(change_url(entry))

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
        return redirect(change_url(obj.open_revision))

    def perform(self, name, entry, *, by):
        if name == "trash":
            trashed = actions.trash(entry, by=by)
            return trashed, _("%(revision)s is in the trash; it can be restored.")
        if name == "restore":
            return actions.restore(entry, by=by), _("%(revision)s is restored.")
        return actions.open_draft(entry, by=by), _("%(revision)s is open for editing.")

    def buttons_for(self, request, entry, revisions):
        """What can be done with an entry: a draft, the trash or the way back from it."""
        is_open = any(revision.is_open for revision in revisions)
        has_live = any(revision.state == State.LIVE for revision in revisions)
        names = ["open-draft"] if has_live and not is_open else []
        if roles.holds(request.user, roles.REVIEW):
            names.append("trash" if has_live or is_open else "restore")
        return [self.button(entry, name) for name in names]

    def may_retire(self, request, entry):
        return roles.holds(request.user, roles.REVIEW) and entry.live_revision is not None

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            revisions = list(obj.revisions.select_related("entry", "created_by"))
            may_act = self.has_change_permission(request)
            context |= {
                "revisions": [{"row": row, "url": change_url(row)} for row in revisions],
                "changes": Change.objects.filter(
                    kind=actions.kind_of(obj), slug=obj.slug
                ).select_related("by"),
                "buttons": self.buttons_for(request, obj, revisions) if may_act else [],
                "retire_url": self.action_url(obj.pk, "retire")
                if may_act and self.may_retire(request, obj)
                else None,
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


class RevisionAdmin(CatalogFields, ActionButtons, OpenedFieldsets, admin.ModelAdmin):
    """Open revisions can be edited, all others read; saving never publishes."""

    actions = None
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

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj and obj.state == State.LIVE else None

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_compare"
        page = path("<int:pk>/compare/", self.admin_site.admin_view(self.compare), name=name)
        schedule = path(
            "<int:pk>/schedule/",
            self.admin_site.admin_view(require_POST(self.schedule)),
            name=f"{self.opts.app_label}_{self.opts.model_name}_schedule",
        )
        expiry = path(
            "<int:pk>/expiry/",
            self.admin_site.admin_view(require_POST(self.expiry)),
            name=f"{self.opts.app_label}_{self.opts.model_name}_expiry",
        )
        preview = path(
            "<int:pk>/preview/",
            self.admin_site.admin_view(csp_update({"frame-src": [SELF]})(self.preview)),
            name=f"{self.opts.app_label}_{self.opts.model_name}_preview",
        )
        texts = path(
            "<int:pk>/texts/",
            self.admin_site.admin_view(self.texts),
            name=f"{self.opts.app_label}_{self.opts.model_name}_texts",
        )
        return [page, schedule, expiry, preview, texts, *super().get_urls()]

    def texts(self, request, pk):
        """Hints about the texts of a revision; a suggestion can be taken with one click."""
        revision = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        if request.method == "POST":
            return self._take_suggestion(request, revision)
        hints = [
            {
                "key": review.hint_key(row, field, hint),
                "row": "" if row == revision else f"{row._meta.verbose_name} {row}",
                "field": row._meta.get_field(column(field, hint.language)).verbose_name,
                "hint": hint,
                "sides": review.text_difference(
                    getattr(row, column(field, hint.language)), hint.suggestion
                )
                if hint.suggestion
                else None,
                "may_take": bool(hint.suggestion)
                and self.has_change_permission(request, revision)
                and roles.holds(request.user, roles.right_to_write(column(field, hint.language))),
            }
            for row, field, hint in review.hints_of(revision)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Text checks"),
            "opts": self.opts,
            "revision": revision,
            "revision_url": change_url(revision),
            "hints": hints,
        }
        return TemplateResponse(request, "admin/catalog/texts.html", context)

    def _take_suggestion(self, request, revision):
        if not self.has_change_permission(request, revision):
            raise PermissionDenied
        try:
            row = review.apply_hint(revision, request.POST.get("take", ""), by=request.user)
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Put right: %(row)s.") % {"row": row})
        return redirect(request.get_full_path())

    def preview(self, request, pk):
        """An open revision in both languages and two widths, and the links that share it."""
        revision = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        if request.method == "POST":
            return self._share(request, revision)
        links = queries.preview_links(revision) if revision.is_open else []
        shared = [(link, shared_addresses(link)) for link in links]
        pages = self.previews(revision)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview"),
            "opts": self.opts,
            "revision": revision,
            "revision_url": change_url(revision),
            "pages": pages,
            "shown": next((p for p in pages if p["language"] == request.GET.get("in")), pages[0]),
            "is_phone": request.GET.get("width") == "phone",
            "links": shared,
            "share_form": ShareForm() if revision.is_open else None,
        }
        return TemplateResponse(request, "admin/catalog/preview.html", context)

    def _share(self, request, revision):
        """Make a preview link, or revoke the one that the form names."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = ShareForm(request.POST)
        try:
            if pk := request.POST.get("revoke", ""):
                link = get_object_or_404(queries.preview_links(revision), pk=pk)
                actions.revoke_preview(revision, link, by=request.user)
                messages.success(request, _("The link no longer opens anything."))
            elif form.is_valid():
                until = timezone.now() + timedelta(days=int(form.cleaned_data["days"]))
                actions.share_preview(revision, until, by=request.user)
                messages.success(request, _("The link is made; whoever holds it can look."))
            else:
                messages.error(request, " ".join(form.errors["days"]))
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
        return redirect(request.get_full_path())

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
        form = form_class(request.POST)
        try:
            if not form.is_valid():
                faults = [text for texts in form.errors.values() for text in texts]
                raise actions.ActionRefused(" ".join(faults))
            action(revision, by=request.user, **form.cleaned_data)
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, message % {"revision": revision})
        return redirect(change_url(revision))

    def compare(self, request, pk):
        """What a revision says differently from another; what is accepted can be published."""
        revision = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        siblings = list(revision.entry.revisions.exclude(pk=pk).select_related("entry"))
        other = _other_revision(revision, siblings, request.GET.get("with"))
        may_publish = (
            self.has_change_permission(request, revision)
            and other is not None
            and other.state == State.LIVE
        )
        if request.method == "POST":
            if not may_publish:
                raise PermissionDenied
            return self._publish_accepted(request, revision)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Compare"),
            "opts": self.opts,
            "revision": revision,
            "revision_url": change_url(revision),
            "other": other,
            "siblings": siblings,
            "differences": review.compare(other, revision) if other else [],
            "may_publish": may_publish,
        }
        return TemplateResponse(request, "admin/catalog/compare.html", context)

    def _publish_accepted(self, request, revision):
        accepted = request.POST.getlist("accept")
        try:
            published = review.publish_accepted(revision, accepted, by=request.user)
        except actions.ActionRefused as refusal:
            messages.error(request, refusal.message)
            return redirect(request.get_full_path())
        messages.success(request, _("%(revision)s is live.") % {"revision": published})
        if rest := published.entry.open_revision:
            messages.info(
                request,
                _("What was not accepted is kept in %(revision)s.") % {"revision": rest},
            )
        return redirect(change_url(published))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        record(request, form.instance, form, formsets)

    def perform(self, name, revision, *, by):
        if name == "submit":
            return actions.submit(revision, by=by), _("%(revision)s is handed to review.")
        if name == "publish":
            return actions.publish(revision, by=by), _("%(revision)s is live.")
        if name == "withdraw":
            return actions.withdraw(revision, by=by), _("%(revision)s is a draft again.")
        if name == "discard":
            return actions.discard(revision, by=by), _("%(revision)s is discarded.")
        if name == "revert":
            draft = actions.revert(revision.entry, to=revision.number, by=by)
            return draft, _("%(revision)s is a draft of the earlier text; publish it when ready.")
        return actions.open_draft(revision.entry, by=by), _("%(revision)s is open for editing.")

    def buttons_for(self, revision):
        if revision.state == State.DRAFT:
            names = ["submit", "publish", "discard"]
        elif revision.is_open:
            names = ["publish", "withdraw", "discard"]
        elif revision.state == State.LIVE:
            names = ["open-draft"]
        else:
            names = ["revert"]
        return [self.button(revision, name) for name in names]

    def previews(self, revision):
        kind = actions.kind_of(revision.entry).value
        labels = {"zh-hans": _("Preview in Chinese"), "en": _("Preview in English")}
        found = []
        for language in LANGUAGES:
            with override(language):
                url = reverse(
                    "catalog:revision-preview", args=[kind, revision.slug, revision.number]
                )
            found.append({"language": language, "label": labels[language], "url": url})
        return found

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            may_act = self.has_change_permission(request)
            context |= {
                "entry_url": change_url(obj.entry),
                "compare_url": self.action_url(obj.pk, "compare") if obj.number > 1 else None,
                "texts_url": self.action_url(obj.pk, "texts"),
                "preview_url": self.action_url(obj.pk, "preview"),
                "buttons": self.buttons_for(obj) if may_act else [],
                "schedule_url": self.action_url(obj.pk, "schedule"),
                "schedule_form": ScheduleForm() if may_act and obj.is_editable else None,
                "expiry_url": self.action_url(obj.pk, "expiry"),
                "expiry_form": ExpiryForm(initial={"expire_at": obj.expire_at})
                if may_act and obj.state == State.LIVE and roles.holds(request.user, roles.REVIEW)
                else None,
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
