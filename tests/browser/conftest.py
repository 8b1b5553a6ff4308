import os
import threading
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.signals import request_finished, request_started
from playwright.sync_api import sync_playwright

from tests.conftest import chromium_path


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
    """The requests that the live server works on, counted in its threads."""

    def __init__(self):
        self.number, self.changed = 0, threading.Condition()
        request_started.connect(self.count_up)
        request_finished.connect(self.count_down)

    def count_up(self, **_signal):
        self._add(1)

    def count_down(self, **_signal):
        self._add(-1)

    def _add(self, step):
        if threading.current_thread() is not threading.main_thread():
            with self.changed:
                self.number += step
                self.changed.notify_all()

    def wait(self):
        time.sleep(0.05)  # what was sent last is perhaps not read yet
        with self.changed:
            return self.changed.wait_for(lambda: self.number <= 0, timeout=30)


@pytest.fixture(scope="session")
def in_flight():
    return InFlight()


@pytest.fixture(autouse=True)
def _requests_end_before_the_flush(live_server, in_flight):
    """Wait for what the closed pages had asked for.

    A page that closes leaves its autosave running in the server. Emptying the tables meanwhile is
    a deadlock on PostgreSQL.
    """
    in_flight.number = 0
    yield
    assert in_flight.wait(), "A request still runs."


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
