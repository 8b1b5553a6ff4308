"""What the browser tests of the editors' desk share."""

from django.test import Client

from tests.factories import make_user

PASSWORD = "correct horse"


def sign_in(page, site, *, username="anna", language="en", **fields):
    """A super-user with this name, with whose session `page` opens the desk."""
    user = start_session(page, site, username=username, **fields)
    page.goto(f"{site}/{language}/admin/")
    page.wait_for_selector("#user-tools")
    return user


def start_session(page, site, *, username="anna", **fields):
    """A super-user with this name, whose session the browser of `page` has from now on."""
    user = make_user(
        username, password=PASSWORD, **{"is_staff": True, "is_superuser": True, **fields}
    )
    client = Client()
    client.force_login(user)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
    page.context.add_cookies([session])
    return user


def change_path(revision, language="en"):
    return f"/{language}/admin/catalog/{revision._meta.model_name}/{revision.pk}/change/"


def press(page, locator):
    """Press as a person does: the button is down for 90 ms. Says how far the target moved."""
    locator.scroll_into_view_if_needed()
    before = locator.bounding_box()
    page.mouse.move(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(90)
    after = locator.bounding_box()
    page.mouse.up()
    return after["x"] - before["x"], after["y"] - before["y"]


def local_copies(page):
    """What this browser keeps of unsaved text."""
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk-copy/'))")


def log_in_again(page, password=PASSWORD):
    page.fill("#desk-login-password", password)
    press(page, page.get_by_role("button", name="Log in", exact=True).last)


def wait_until(page, holds):
    """Wait until `holds()` is true; the pages forbid what Playwright's own function evaluates."""
    for _try in range(300):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("It never came true.")
