"""Rows that a revision owns: they may be edited exactly as long as their revision is open."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from catalog import actions, roles
from catalog.admin.buttons import row_url
from catalog.admin.history import LoggedByActions, history_url
from catalog.admin.known import OwnedFormSet
from catalog.admin.lookups import DeskAdmin
from catalog.admin.minor import MinorEdits
from catalog.admin.saving import OpenedPart
from catalog.admin.sections import SectionedForm
from catalog.admin.widgets import CatalogFields
from catalog.models.owners import owner_field, owner_path, revision_model, revision_of


def may_edit(request, model):
    """Whether the person may edit open revisions that rows of `model` belong to."""
    options = revision_model(model)._meta
    return request.user.has_perm(f"{options.app_label}.change_{options.model_name}")


def writes_facts(request):
    """Whether the person may add and delete rows: that is more than a translation."""
    return roles.holds(request.user, roles.WRITE_FACTS)


def record(request, revision, form, formsets):
    """Note what a saved form and its rows changed; refuse it as a whole if it may not be."""
    changed = [*form.changed_data]
    for formset in formsets:
        for new in formset.new_objects:
            changed.append(new._meta.model_name)
        for _row, names in formset.changed_objects:
            changed += names
        for gone in formset.deleted_objects:
            changed.append(gone._meta.model_name)
    note(request, revision, changed)


def note(request, revision, changed):
    """Record a change of an open revision; refused, with the whole request, where it may not be."""
    if not changed:
        return
    try:
        actions.record_edit(revision, changed, by=request.user)
    except actions.ActionRefused as refusal:
        raise PermissionDenied(refusal.message) from refusal  # and the admin rolls everything back


class PartInline(CatalogFields, admin.StackedInline):
    """Rows inside the form of their owner; whoever may edit the revision may edit them."""

    template = "admin/catalog/_rows.html"
    formset = OwnedFormSet
    rows_start_open = False
    extra = 0
    show_change_link = False
    prefetch_related = ()

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*self.prefetch_related)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or may_edit(request, self.model)

    def has_add_permission(self, request, obj):
        return writes_facts(request) and self.has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return may_edit(request, self.model) and (obj is None or revision_of(obj).is_editable)

    def has_delete_permission(self, request, obj=None):
        return writes_facts(request) and self.has_change_permission(request, obj)


class ClaimInline(PartInline):
    """Rows that name sources."""

    autocomplete_fields = ["sources"]
    prefetch_related = ("sources",)


class PartAdmin(MinorEdits, LoggedByActions, CatalogFields, OpenedPart, SectionedForm, DeskAdmin):
    """Rows of revisions on a page of their own; they are added inside the form of their owner."""

    actions = None
    change_form_template = "admin/catalog/part_change_form.html"

    def get_list_display(self, request):
        return ["__str__", "revision_shown", "state_shown"]

    def get_list_filter(self, request):
        path = owner_path(self.model)
        return [f"{path}__state", *super().get_list_filter(request)]

    def get_search_fields(self, request):
        return [f"{owner_path(self.model)}__entry__slug", *super().get_search_fields(request)]

    def get_queryset(self, request):
        # Django heeds `list_select_related` only where a queryset joins nothing yet.
        joined = [f"{owner_path(self.model)}__entry", *(self.list_select_related or ())]
        return super().get_queryset(request).select_related(*joined)

    @admin.display(description=_("revision"))
    def revision_shown(self, row):
        return str(revision_of(row))

    @admin.display(description=_("state"))
    def state_shown(self, row):
        return revision_of(row).get_state_display()

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or may_edit(request, self.model)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return may_edit(request, self.model) and (obj is None or revision_of(obj).is_editable)

    def has_delete_permission(self, request, obj=None):
        return (
            obj is not None and writes_facts(request) and self.has_change_permission(request, obj)
        )

    def get_view_on_site_url(self, obj=None):
        return None

    def history_of(self, row):
        return history_url(revision_of(row).entry)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        record(request, revision_of(form.instance), form, formsets)

    def delete_model(self, request, obj):
        revision = revision_of(obj)
        note(request, revision, [obj._meta.model_name])
        super().delete_model(request, obj)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            owner = getattr(obj, owner_field(self.model).name)
            context |= {
                "owner": owner,
                "owner_options": owner._meta,
                "preview_url": row_url(revision_of(obj), "preview"),
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
