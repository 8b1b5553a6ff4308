"""What the browser tests of the editors' desk share."""

from tests.factories import make_user

PASSWORD = "correct horse"


def sign_in(page, site, *, username="anna", language="en", **fields):
    """A super-user with this name, signed in on `page`."""
    user = make_user(
        username, password=PASSWORD, **{"is_staff": True, "is_superuser": True, **fields}
    )
    page.goto(f"{site}/{language}/admin/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.locator("[type=submit]").click()
    page.wait_for_selector("#user-tools")
    return user


def change_path(revision, language="en"):
    return f"/{language}/admin/catalog/{revision._meta.model_name}/{revision.pk}/change/"
