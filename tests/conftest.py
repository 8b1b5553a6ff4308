import gc
import os

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.utils import translation

from tests import databases
from tests.chromium import chromium_path
from tests.factories import make_user

ALL_MARKS = pytest.StashKey[dict]()
QUICK_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"


def pytest_configure():
    """Do not spend half a second on each password, as Django's manual advises for tests."""
    settings.PASSWORD_HASHERS = [QUICK_HASHER]


def pytest_collection_finish():
    """Spare the garbage collector what stays until the end: modules, tests, models.

    It looked through all of them again and again, for a tenth of the processor's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what opens no database, before `-m` takes its choice.

    Remember the marks of all tests, so that tests/test_repository.py can check the choices.
    """
    for item in items:
        if not databases.is_used_by(item) and not item.get_closest_marker("engine"):
            item.add_marker("pure")
    config.stash[ALL_MARKS] = {
        item.nodeid: {mark.name for mark in item.iter_markers()} for item in items
    }


def pytest_runtest_setup(item):
    if "browser" not in item.keywords:
        return
    if not chromium_path():
        message = "No Chromium found: install one, or set CHROMIUM to its path."
        if os.environ.get("CI") == "true":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)


def pytest_sessionfinish(session):
    if not hasattr(session.config, "workerinput"):
        databases.remove_all()


@pytest.fixture
def django_db_setup(request, django_test_environment, django_db_blocker):
    """Before every test that uses the database, and not once a session as in pytest-django."""
    with django_db_blocker.unblock():
        databases.select(request.node)


@pytest.fixture(autouse=True)
def _chinese_by_default():
    """Every test starts in the default language, whatever the one before it activated."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture(autouse=True)
def _folders_of_its_own(settings):
    """No test writes into the media folder of the machine, or counts its requests with the site."""
    settings.MEDIA_ROOT = databases.media_folder()
    settings.DUMP_ROOT = settings.MEDIA_ROOT / "dumps"
    settings.API_LIMITS_FILE = settings.MEDIA_ROOT / "limits.sqlite3"


@pytest.fixture
def reader(db):
    """Somebody with an account and no right to edit."""
    return make_user("reader")


@pytest.fixture
def editor(db):
    """A member of staff who may change everything in the catalogue."""
    user = make_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="catalog"))
    return user


@pytest.fixture
def content(db):
    """The shipped content. `databases.select` sees that a test asks for it."""
