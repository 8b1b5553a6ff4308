import os
import threading
import time
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.signals import request_finished, request_started
from playwright.sync_api import sync_playwright

from tests.chromium import chromium_path


@pytest.fixture(scope="session")
def browser():
    # Playwright's synchronous interface keeps an event loop in this thread until the session ends.
    # Django sees it and would refuse the database to every later test and teardown.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        yield chromium
        chromium.close()


class InFlight:
    """The threads of the live server that work on a request.

    A set and no number, because a file that is sent says twice that it ended.
    """

    def __init__(self):
        self.threads, self.changed = set(), threading.Condition()
        request_started.connect(self.note_start)
        request_finished.connect(self.note_end)

    def note_start(self, **_signal):
        # The client of the tests, in the main thread, may leave its answers open.
        if threading.current_thread() is not threading.main_thread():
            with self.changed:
                self.threads.add(threading.get_ident())

    def note_end(self, **_signal):
        with self.changed:
            self.threads.discard(threading.get_ident())
            self.changed.notify_all()

    def wait(self, url):
        with urlopen(url, timeout=30):  # noqa: S310 - what was sent before it is accepted by now
            time.sleep(0.05)  # and is perhaps not read yet
        with self.changed:
            return self.changed.wait_for(lambda: not self.threads, timeout=30)


@pytest.fixture(scope="session")
def in_flight():
    return InFlight()


@pytest.fixture(autouse=True)
def _requests_end_before_the_flush(live_server, in_flight):
    """Wait for what the closed pages had asked for.

    A page that closes leaves its autosave running in the server. Emptying the tables meanwhile is
    a deadlock on PostgreSQL.
    """
    yield
    assert in_flight.wait(f"{live_server.url}/healthz"), "A request still runs."


@pytest.fixture
def page(browser):
    """A page that fails the test when the console reports an error."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def violations():
    """A function that lists what axe finds on a page: rule and elements."""

    def run(page, options=None):
        wanted = {"resultTypes": ["violations"], **(options or {})}
        found = Axe().run(page, options=wanted).response["violations"]
        return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]

    return run


@pytest.fixture
def site(content, live_server, settings):
    """The address of a server with the shipped content."""
    settings.SITE_URL = live_server.url
    return live_server.url
