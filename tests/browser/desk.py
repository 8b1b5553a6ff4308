"""What the browser tests of the editors' desk share."""

from django.test import Client

from tests.factories import make_user

PASSWORD = "correct horse"


def sign_in(page, site, *, username="anna", language="en", **fields):
    """A super-user with this name, with whose session `page` opens the desk."""
    user = make_user(
        username, password=PASSWORD, **{"is_staff": True, "is_superuser": True, **fields}
    )
    client = Client()
    client.force_login(user)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
    page.context.add_cookies([session])
    page.goto(f"{site}/{language}/admin/")
    page.wait_for_selector("#user-tools")
    return user


def change_path(revision, language="en"):
    return f"/{language}/admin/catalog/{revision._meta.model_name}/{revision.pk}/change/"
