"""Saving a form without losing what others saved meanwhile.

A save is compared with what the form showed when it was opened. What only one side changed is
merged and saved at once. Where both changed the same field differently, the answer is 409 and a
page that asks; what was typed is kept for its author until it is saved or discarded.
"""

import json
import uuid
from collections import Counter

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from catalog import actions, keeping, merging, queries
from catalog.admin.autosaves import AutosavePage
from catalog.admin.buttons import row_url
from catalog.admin.merge_page import Case, closed_page, labels_of_cells, merge_page
from catalog.admin.opened import Opened, Page, page_of, query_dict, read_token
from catalog.admin.row_rules import check_row_alone
from catalog.admin.sent import SEEN, choices_of, first, form_fields, sent_values
from catalog.bilingual import fingerprint
from catalog.models.owners import owner_field, revision_of


class OpenedField(forms.CharField):
    """The signed state that the form showed; it is never an edit itself."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class OpenedForm(forms.ModelForm):
    opened = OpenedField(required=False)

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.instance.pk and owner_field(self._meta.model):
            check_row_alone(self)


def with_opened(form):
    """The form class of a page with the hidden field."""
    if issubclass(OpenedForm, form):
        return OpenedForm
    return type(form.__name__, (form, OpenedForm), {})


class OpenedPage(AutosavePage):
    """A change page whose saves are merged; see this module. For rows that stand for themselves."""

    change_form_template = "admin/catalog/editing_form.html"
    delete_confirmation_template = "admin/catalog/delete_confirmation.html"

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self.form = with_opened(self.form)

    def hold(self, row):
        """Until the transaction ends nobody else writes what this page shows."""
        type(row).objects.select_for_update().get(pk=row.pk)

    def edits_since(self, row, opened):
        """The edits that were recorded since the page was opened, newest first."""
        return []

    def get_fieldsets(self, request, obj=None):
        """Every page that can be saved carries the hidden field."""
        fieldsets = [
            (title, {**options, "fields": [f for f in options["fields"] if f != "opened"]})
            for title, options in super().get_fieldsets(request, obj)
        ]
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        (title, options), *rest = fieldsets
        return [(title, {**options, "fields": [*options["fields"], "opened"]}), *rest]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            row = self._held(request, object_id)
            if row is None or not self.has_change_permission(request, row):
                refusal = self._refuse_closed(request, object_id, row)
                return refusal or super().changeform_view(request, object_id, form_url)
            sent = sent_values(request.POST)
            case = self._untouched(row, sent) or self.case_of(request, row, sent)
            if not case.is_settled:
                return self._refuse_conflict(request, row, case)
            self._rewrite(request, case)
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if response.status_code == 302:
                self._after_save(request, case)
                response = self.after_save(request, row, case) or response
        return response

    def after_save(self, request, row, case):
        """What else the pressed button asks for; a response of its own, or None."""
        return None

    def case_of(self, request, row, sent):
        """What was sent for the form, or for the page that merges it, merged with what is there."""
        opened = read_token(first(sent, "opened"), page=page_of(row))
        page = self.form_page(request, row)
        now = self._opened(row, page, opened and opened.opening)
        choices, texts = choices_of(sent)
        mine = merging.with_texts(page.posted(sent, request.FILES), texts)
        seen = read_token(first(sent, SEEN), page=now.page)
        if seen is not None:
            settled = merging.merge(opened and opened.state, seen.state, mine, choices)
            outcome = merging.merge(seen.state, now.state, settled.state)
            if not settled.conflicts and not outcome.conflicts:
                return Case(sent, seen, now, page, outcome)
        outcome = merging.merge(opened and opened.state, now.state, mine)
        return Case(sent, opened, now, page, outcome)

    def form_page(self, request, row):
        """The form and formsets that the page would open with now; empty ones without a row."""
        instance, prefixes, formsets = row or self.model(), Counter(), []
        for formset, inline in self.get_formsets_with_inlines(request, row):
            prefix = formset.get_default_prefix()
            prefixes[prefix] += 1
            if prefixes[prefix] > 1:
                prefix = f"{prefix}-{prefixes[prefix]}"
            rows = inline.get_queryset(request)
            queryset = rows if row else rows.none()
            formsets.append(formset(instance=instance, prefix=prefix, queryset=queryset))
        return Page(self.get_form(request, row, change=True)(instance=instance), formsets)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and self.has_change_permission(request, obj):
            form = context["adminform"].form
            if not form.is_bound:
                formsets = [inline.formset for inline in context["inline_admin_formsets"]]
                form.initial["opened"] = self._opened(obj, Page(form, formsets)).token
            context |= self.desk_context(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _untouched(self, row, sent):
        """The case of a revision that nobody saved since the form was opened, or None."""
        opened = read_token(first(sent, "opened"), page=page_of(row))
        version = self.version_of(row)
        if opened is None or SEEN in sent or version is None or opened.version != version:
            return None
        return Case(sent, opened, opened)

    def mark_of(self, request, row):
        """What tells whether the row is still as somebody saw it who is about to delete it."""
        version = self.version_of(row)
        if version is not None:
            return str(version)
        return fingerprint(json.dumps(self.form_page(request, row).shown(), sort_keys=True))

    def delete_view(self, request, object_id, extra_context=None):
        """Nobody deletes what others changed since the question was asked."""
        with transaction.atomic():
            row = self._held(request, object_id)
            if row is None:
                return super().delete_view(request, object_id, extra_context)
            mark = self.mark_of(request, row)
            if request.method == "POST" and request.POST.get("seen") != mark:
                messages.error(request, _("Somebody saved this meanwhile. Look again."))
                return redirect(row_url(row, "delete"))
            context = {**(extra_context or {}), "seen": mark}
            response = super().delete_view(request, object_id, context)
        return response

    def _opened(self, row, page, opening=None):
        opening = opening or uuid.uuid4().hex
        return Opened(
            page_of(row), self.version_of(row), self.subject_of(row), page.shown(), opening
        )

    def _held(self, request, object_id):
        """The row as it is while it is held; None when it is gone."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return None
        self.hold(row)
        return self.get_object(request, unquote(object_id))

    def _rewrite(self, request, case):
        """Make the request one that sends what is to be saved."""
        if case.outcome is None:
            request.POST = query_dict(case.sent)
            return
        state = case.outcome.state
        rows = tuple(f"{prefix}-" for prefix in case.page.formsets)
        beside = {name: sent for name, sent in case.sent.items() if not name.startswith(rows)}
        fields = {**beside, **case.page.to_post(state), "opened": [case.now.token]}
        # Django gives `FILES` no setter as it does `POST`.
        request._files = case.page.moved_files(case.sent, request.FILES, state)
        request.POST = query_dict(fields)

    def _after_save(self, request, case):
        keeping.drop_text(by=request.user, page=case.now.page, opening=case.now.opening)
        if case.outcome and case.outcome.theirs and case.outcome.mine:
            labels = ", ".join(labels_of_cells(case.page, case.outcome.theirs))
            messages.info(
                request,
                _("Others saved meanwhile; their changes are kept beside yours: %(fields)s.")
                % {"fields": labels},
            )

    def _refuse_conflict(self, request, row, case):
        self._keep(request, case.sent, page=case.now.page, opened=case.now)
        return merge_page(self, request, row, case, status=409)

    def _refuse_closed(self, request, object_id, row):
        """Keep what was written for a page that can not be saved any more; None for others."""
        sent = sent_values(request.POST)
        page = f"{self.opts.model_name}/{unquote(object_id)}"
        opened = read_token(first(sent, "opened"), page=page)
        if opened is None or not self.has_change_permission(request):
            return None
        kept = self._keep(request, sent, page=page, opened=opened)
        return closed_page(self, request, row, kept, status=409)

    def _keep(self, request, sent, *, page, opened):
        try:
            return keeping.keep_text(
                form_fields(sent),
                by=request.user,
                page=page,
                subject=opened.subject,
                opening=opened.opening,
                is_refused=True,
            )
        except keeping.TextNotKept as refusal:
            messages.error(request, refusal.message)


class OpenedPart(OpenedPage):
    """The page of a revision, or of a row that belongs to one: edits are counted and recorded."""

    def hold(self, row):
        actions.hold(revision_of(row))

    def version_of(self, row):
        return revision_of(row).version

    def subject_of(self, row):
        revision = revision_of(row)
        return actions.kind_of(revision.entry).value, revision.slug, revision.number

    def edits_since(self, row, opened):
        if opened is None or opened.version is None:
            return []
        revision = revision_of(row)
        return queries.newest_edits(revision, revision.version - opened.version)
