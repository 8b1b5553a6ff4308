"""Accounts and roles: nobody gives rights that they do not hold, or takes over who holds more.

Superusers hold every right. All others see every account and role, and change those that hold
nothing beyond their own rights; otherwise they could set the password of somebody with more.
"""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin  # which register themselves
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q

from catalog.admin.lookups import ShownLookups

admin.site.unregister([User, Group])


class WithinOwnRights:
    """An admin of what holds rights; see the module."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_touch(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may_touch(request.user, obj)

    def get_form(self, request, obj=None, **kwargs):
        """The form, which offers and accepts only what the person may give."""
        form = super().get_form(request, obj, **kwargs)
        if not request.user.is_superuser:
            given = rights_of(request.user)
            beyond = Permission.objects.exclude(pk__in=given)
            narrow(form, ["permissions", "user_permissions"], to=Q(pk__in=given))
            narrow(form, ["groups"], to=~Q(permissions__in=beyond))
        return form


@admin.register(User)
class AccountAdmin(WithinOwnRights, ShownLookups, UserAdmin):
    """Django's, within the rights of the person."""

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, "is_superuser"]


@admin.register(Group)
class RoleAdmin(WithinOwnRights, ShownLookups, GroupAdmin):
    """Django's, within the rights of the person."""


def may_touch(person, holder):
    """Whether the person may change this account or role; without one, any at all."""
    if holder is None or person.is_superuser:
        return True
    return not getattr(holder, "is_superuser", False) and rights_of(holder) <= rights_of(person)


def rights_of(holder):
    """Keys of the permissions of an account or a role, also of an account that is not active."""
    if isinstance(holder, Group):
        held = Q(group=holder)
    else:
        held = Q(user=holder) | Q(group__user=holder)
    return set(Permission.objects.filter(held).values_list("pk", flat=True))


def narrow(form, names, *, to):
    """Let the fields of a form class offer only rows that fulfill the condition `to`."""
    for name in names:
        if name in form.base_fields:
            field = form.base_fields[name]
            field.queryset = field.queryset.filter(to)
