"""Who looks after accounts gives no right that they lack, and touches nobody who holds more."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from catalog.roles import PUBLISH_OWN, ROLES
from tests.factories import make_editor, make_member, make_user

pytestmark = pytest.mark.django_db

USERS = "/en/admin/auth/user/"
ROLE_PAGES = "/en/admin/auth/group/"
DATES = {
    "date_joined_0": "2026-11-24",
    "date_joined_1": "00:00:00",
    "last_login_0": "",
    "last_login_1": "",
}


@pytest.fixture
def administrator(client):
    person = make_member("administrator")
    client.force_login(person)
    return person


def account(user):
    """Everything that is stored of an account."""
    user.refresh_from_db()
    groups = sorted(user.groups.values_list("name", flat=True))
    return user.username, user.is_staff, user.is_superuser, user.is_active, user.password, groups


def permission(codename):
    return Permission.objects.get(codename=codename)


def make_strong_role():
    """A role with a right that administrators lack."""
    role = Group.objects.create(name="strong")
    role.permissions.add(permission(PUBLISH_OWN))
    return role


def change_account(client, user, **changes):
    values = {"username": user.username, "is_active": "on", "is_staff": "on", **DATES}
    return client.post(f"{USERS}{user.pk}/change/", values | changes)


@pytest.mark.parametrize("is_own", [True, False])
def test_administrator_makes_nobody_a_superuser(is_own, administrator, client):
    other = administrator if is_own else make_member("editor")
    group = Group.objects.get(name="reviewer")
    values = {"username": other.username, "is_active": "on", "is_staff": "on", **DATES}

    response = client.post(
        f"{USERS}{other.pk}/change/", {**values, "is_superuser": "on", "groups": [group.pk]}
    )

    assert response.status_code == 302
    assert account(other)[2] is False
    assert account(other)[5] == ["reviewer"]  # the rest of the form was taken


def test_administrator_makes_an_account_that_is_no_superuser(administrator, client):
    password = "correct horse battery"
    values = {"username": "new", "password1": password, "password2": password}

    response = client.post(
        f"{USERS}add/", {**values, "usable_password": "true", "is_superuser": "on"}
    )

    assert response.status_code == 302
    assert get_user_model().objects.get(username="new").is_superuser is False


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("change/", {"username": "taken", "is_active": ""}),
        ("password/", {"password1": "correct horse battery", "password2": "correct horse battery"}),
        ("delete/", {"post": "yes"}),
    ],
)
def test_administrator_touches_no_superuser(path, values, administrator, client):
    superuser = make_editor("root")
    superuser.set_password("of the superuser")
    superuser.save()
    before = account(superuser)

    response = client.post(f"{USERS}{superuser.pk}/{path}", values)

    assert response.status_code == 403
    assert account(superuser) == before


def test_administrator_deletes_no_superuser_among_others(administrator, client):
    superuser, other = make_editor("root"), make_user("other")
    chosen = {"action": "delete_selected", "_selected_action": [superuser.pk, other.pk]}

    response = client.post(USERS, {**chosen, "post": "yes"})

    assert response.status_code == 403
    assert get_user_model().objects.filter(pk__in=[superuser.pk, other.pk]).count() == 2


def test_administrator_reads_a_superuser_without_the_password(administrator, client):
    superuser = make_editor("root")
    superuser.set_password("of the superuser")
    superuser.save()

    page = client.get(f"{USERS}{superuser.pk}/change/").content.decode()

    assert "root" in page
    assert superuser.password.rpartition("$")[2] not in page
    assert 'name="_save"' not in page


@pytest.mark.parametrize("is_own", [True, False])
def test_administrator_gives_single_rights_only_as_far_as_they_hold_them(
    is_own, administrator, client
):
    user = administrator if is_own else make_member("editor")
    held, beyond = permission("review"), permission(PUBLISH_OWN)

    refused = change_account(client, user, user_permissions=[held.pk, beyond.pk])
    after_refusal = [*user.user_permissions.all()]
    taken = change_account(client, user, user_permissions=[held.pk])

    assert (refused.status_code, after_refusal) == (200, [])
    assert "is not one of the available choices" in refused.content.decode()
    assert (taken.status_code, [*user.user_permissions.all()]) == (302, [held])


@pytest.mark.parametrize("is_own", [True, False])
def test_administrator_puts_nobody_into_a_role_with_more_rights(is_own, administrator, client):
    user = administrator if is_own else make_member("editor")
    before, strong = account(user), make_strong_role()

    refused = change_account(client, user, groups=[strong.pk])
    offered = [*refused.context["adminform"].form.fields["groups"].queryset]

    assert (refused.status_code, account(user)) == (200, before)
    assert sorted(role.name for role in offered) == sorted(ROLES)


def test_administrator_gives_a_role_only_rights_that_they_hold(administrator, client):
    role = Group.objects.get(name="administrator")
    held = [*role.permissions.values_list("pk", flat=True)]
    values = {"name": role.name, "permissions": [*held, permission(PUBLISH_OWN).pk]}

    refused = client.post(f"{ROLE_PAGES}{role.pk}/change/", values)
    new = client.post(f"{ROLE_PAGES}add/", values | {"name": "new"})
    taken = client.post(f"{ROLE_PAGES}add/", {"name": "new", "permissions": held})

    assert (refused.status_code, new.status_code, taken.status_code) == (200, 200, 302)
    assert set(role.permissions.values_list("pk", flat=True)) == set(held)
    made = Group.objects.get(name="new").permissions
    assert set(made.values_list("pk", flat=True)) == set(held)


@pytest.mark.parametrize("path", ["change/", "delete/"])
def test_administrator_touches_no_role_with_more_rights(path, administrator, client):
    strong = make_strong_role()

    response = client.post(f"{ROLE_PAGES}{strong.pk}/{path}", {"name": "weak", "post": "yes"})

    assert response.status_code == 403
    assert Group.objects.get(pk=strong.pk).name == "strong"


@pytest.mark.parametrize("is_active", [True, False])
@pytest.mark.parametrize("by_role", [True, False])
def test_administrator_takes_over_no_account_with_more_rights(
    by_role, is_active, administrator, client
):
    """With its password they would sign in as that person."""
    other = make_user("other", is_staff=True, is_active=is_active)
    if by_role:
        other.groups.add(make_strong_role())
    else:
        other.user_permissions.add(permission(PUBLISH_OWN))
    before = account(other)
    passwords = {"password1": "correct horse battery", "password2": "correct horse battery"}

    responses = [
        client.post(f"{USERS}{other.pk}/{path}", values)
        for path, values in (
            ("change/", {"username": "taken"}),
            ("password/", passwords),
            ("delete/", {"post": "yes"}),
        )
    ]

    assert [one.status_code for one in responses] == [403, 403, 403]
    assert account(other) == before


def test_superuser_gives_every_right(client):
    client.force_login(make_editor())
    user, strong, beyond = make_member("editor"), make_strong_role(), permission(PUBLISH_OWN)

    response = change_account(client, user, user_permissions=[beyond.pk], groups=[strong.pk])

    assert response.status_code == 302
    assert [*user.user_permissions.all()] == [beyond]
    assert account(user)[5] == ["strong"]


def test_superuser_makes_another(client):
    client.force_login(make_editor())
    other = make_member("editor")
    values = {"username": other.username, "is_active": "on", "is_staff": "on", **DATES}

    client.post(f"{USERS}{other.pk}/change/", {**values, "is_superuser": "on"})

    assert account(other)[2] is True


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_other_roles_see_no_accounts(role, client):
    client.force_login(make_member(role))

    assert client.get(USERS).status_code == 403


def test_password_has_twelve_characters(administrator, client):
    values = {"username": "new", "usable_password": "true"}

    passwords = {"password1": "x7q!pd9Lm#2", "password2": "x7q!pd9Lm#2"}
    page = client.post(f"{USERS}add/", {**values, **passwords}).content.decode()

    assert "at least 12 characters" in page
    assert not get_user_model().objects.filter(username="new").exists()


def test_first_superuser_has_a_password_of_twelve_characters(monkeypatch):
    monkeypatch.setenv("ATLAS_ADMIN_PASSWORD", "x7q!pd9Lm#2")

    with pytest.raises(CommandError, match="ATLAS_ADMIN_PASSWORD"):
        call_command("ensure_superuser")

    assert get_user_model().objects.filter(is_superuser=True).count() == 0
