"""Accounts: who looks after them neither makes a superuser nor touches one."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin  # which register themselves
from django.contrib.auth.models import Group, User

from catalog.admin.lookups import ShownLookups

admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(ShownLookups, UserAdmin):
    """Django's, for superusers; all others see superusers and change only the rest."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_touch(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may_touch(request.user, obj)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, "is_superuser"]


@admin.register(Group)
class RoleAdmin(ShownLookups, GroupAdmin):
    """Django's, narrowed by what it shows."""


def may_touch(person, account):
    """Whether the person may change this account; without one, any account at all."""
    return person.is_superuser or account is None or not account.is_superuser
