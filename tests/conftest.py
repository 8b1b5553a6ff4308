import os

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.management.color import no_style
from django.db import connection
from django.utils import translation

from catalog.documents import load
from catalog.management.commands.load_content import SHIPPED, loader_user
from tests.chromium import chromium_path
from tests.factories import make_user


def pytest_runtest_setup(item):
    if "browser" not in item.keywords:
        return
    if not chromium_path():
        message = "No Chromium found: install one, or set CHROMIUM to its path."
        if os.environ.get("CI") == "true":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite in a file, as on a real site.

    In memory, Django lets all threads of a live server share one connection, and two requests of
    one page at the same time break into each other's transactions.
    """
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(autouse=True)
def _chinese_by_default():
    """Every test starts in the default language, whatever the one before it activated."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture(scope="session")
def media_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, media_folder):
    """No test writes into the media folder of the machine."""
    settings.MEDIA_ROOT = media_folder
    settings.DUMP_ROOT = media_folder / "dumps"


@pytest.fixture(autouse=True)
def _limits_of_its_own(settings, media_folder):
    """Nor does one count its requests where the site on this machine does."""
    settings.API_LIMITS_FILE = media_folder.parent / "limits.sqlite3"


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


_shipped_rows = {}


@pytest.fixture
def content(db):
    """The shipped content, loaded once a session and copied into each test that asks for it."""
    if not _shipped_rows:
        load(SHIPPED, by=loader_user())
        _shipped_rows.update({model: list(model.objects.all()) for model in _tables()})
        return
    loader = loader_user()
    for model, rows in _shipped_rows.items():
        for row in rows:
            for name in {"created_by_id", "by_id"} & vars(row).keys():
                setattr(row, name, loader.pk)
        model.objects.bulk_create(rows)
    resets = connection.ops.sequence_reset_sql(no_style(), list(_shipped_rows))
    with connection.cursor() as cursor:
        for statement in resets:
            cursor.execute(statement)


def _tables():
    """Every table that content fills, those that others point at first."""
    models = apps.get_app_config("catalog").get_models(include_auto_created=True)
    return sorted(models, key=_depth)


def _depth(model):
    """How long the longest chain of foreign keys from `model` is."""
    targets = {field.related_model for field in model._meta.concrete_fields if field.is_relation}
    return 1 + max((_depth(target) for target in targets - {model}), default=0)
