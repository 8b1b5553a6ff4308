"""Actions upon the chosen rows of a list: submit, publish, retag, export."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog import actions, bulk, roles
from catalog.admin.buttons import ReasonForm, change_url
from catalog.admin.confirming import ConfirmManyForm, confirmed_on
from catalog.models import Framework, Revision, Term

MOST = 200
RIGHTS = {
    "bulk_submit": roles.WRITING,
    "bulk_publish": (roles.REVIEW,),
    "bulk_retag": (roles.WRITE_FACTS,),
    "bulk_export": (*roles.WRITING, roles.REVIEW),
}
# The list's own form names the action and the rows; ours repeats them beside what it asks.
REPEATED = ("action", "select_across", ACTION_CHECKBOX_NAME)


class RetagForm(ReasonForm):
    term = forms.ModelChoiceField(label=_("Term"), queryset=Term.objects.all())
    is_added = forms.TypedChoiceField(
        label=_("What to do"),
        choices=[("add", _("add the term")), ("remove", _("take the term away"))],
        coerce=lambda value: value == "add",
        widget=forms.RadioSelect,
        initial="add",
    )
    field_order = ["is_added", "term", "reason"]


class PublishForm(ReasonForm, ConfirmManyForm):
    field_order = ["confirmed", "reason"]


class BulkActions:
    """Each act asks for a reason first, then does row by row what the row's own button does."""

    actions = list(RIGHTS)

    def changelist_view(self, request, extra_context=None):
        exchanged = {"exchanged_kind": self.entry_model._meta.model_name}
        return super().changelist_view(request, {**(extra_context or {}), **exchanged})

    def get_actions(self, request):
        return {
            name: one
            for name, one in super().get_actions(request).items()
            if name in RIGHTS and self.offers(name, request.user)
        }

    def offers(self, name, user):
        """Whether the list shows the act to the person; only frameworks have terms."""
        is_possible = name != "bulk_retag" or self.entry_model is Framework
        return is_possible and roles.holds(user, *RIGHTS[name])

    def revision_of(self, row):
        """The open revision that an act upon `row` is about."""
        return row if isinstance(row, Revision) else bulk.opened(row)

    def entry_of(self, row):
        return row.entry if isinstance(row, Revision) else row

    @admin.action(description=_("Submit for review"))
    def bulk_submit(self, request, queryset):
        def act(row, by, reason):
            return actions.submit(self.revision_of(row), by=by, summary=reason)

        return self.ask(request, queryset, ReasonForm, act, title=_("Submit for review"))

    @admin.action(description=_("Publish"))
    def bulk_publish(self, request, queryset):
        def act(row, by, reason, confirmed):
            revision = self.revision_of(row)
            day = confirmed_on(confirmed, revision)
            return actions.publish(revision, by=by, summary=reason, confirmed_on=day)

        return self.ask(request, queryset, PublishForm, act, title=_("Publish"))

    @admin.action(description=_("Add or take away a term"))
    def bulk_retag(self, request, queryset):
        def act(row, by, reason, term, is_added):
            entry = self.entry_of(row)
            return bulk.retag(entry, term, is_added=is_added, by=by, summary=reason)

        return self.ask(request, queryset, RetagForm, act, title=_("Add or take away a term"))

    @admin.action(description=_("Export"))
    def bulk_export(self, request, queryset):
        slugs = sorted({self.entry_of(row).slug for row in queryset[: MOST + 1]})
        if len(slugs) > MOST:
            return self.too_many(request)
        kind = self.entry_model._meta.model_name
        query = urlencode({"kind": kind, "slugs": " ".join(slugs)})
        return redirect(f"{reverse('desk:export')}?{query}")

    @property
    def entry_model(self):
        if issubclass(self.model, Revision):
            return self.model._meta.get_field("entry").related_model
        return self.model

    def too_many(self, request):
        texts = {"most": MOST}
        messages.error(request, _("Choose %(most)s rows at most.") % texts)

    def ask(self, request, queryset, form_class, act, *, title):
        """The page that asks, then the page that says what came of each row."""
        rows = list(queryset[: MOST + 1])
        if len(rows) > MOST:
            return self.too_many(request)
        form = form_class(request.POST if "apply" in request.POST else None)
        outcomes = None
        if form.is_valid():
            found = bulk.each(rows, lambda row: act(row, request.user, **form.cleaned_data))
            outcomes = [(one, change_url(one.revision or one.row)) for one in found]
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "form": form,
            "rows": rows,
            "outcomes": outcomes,
            "done": sum(not one.refusal for one, _url in outcomes or []),
            "hidden": [(name, value) for name in REPEATED for value in request.POST.getlist(name)],
        }
        return TemplateResponse(request, "admin/catalog/bulk.html", context)
