"""Who looks after accounts neither makes a superuser nor touches one."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from catalog.roles import ROLES
from tests.factories import make_editor, make_member, make_user

pytestmark = pytest.mark.django_db

USERS = "/en/admin/auth/user/"
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
