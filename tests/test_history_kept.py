"""History is never changed: no address of the admin or the API edits or deletes what was said."""

import hashlib
import json
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse

from catalog import actions
from catalog.admin.buttons import row_url
from catalog.choices import OPEN_STATES
from catalog.models import ENTRY_MODELS, Change, Framework, Revision
from catalog.models.copying import collect_owned
from catalog.models.owners import revision_of
from tests.factories import make_editor, make_full_article, make_full_framework, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def history():
    """A framework with a superseded, a discarded and a live revision and all kinds of rows."""
    by = make_editor()
    first = make_full_framework("alpha")
    actions.discard(actions.open_draft(first.entry, by=by), by=by)
    live = actions.publish(actions.open_draft(first.entry, by=by), by=by)
    make_full_article()
    return [*first.entry.revisions.all()], live


def fingerprint():
    """A hash of every revision that is not open, of its rows and links, and of the whole log."""
    found = [list(Change.objects.order_by("pk").values())]
    for model in ENTRY_MODELS:
        revisions = model.revisions.rel.related_model.objects.exclude(state__in=OPEN_STATES)
        for revision in revisions.order_by("pk"):
            found.append(_row(revision))
            for rows in collect_owned(revision).values():
                found += [_row(row) for row in rows]
    said = json.dumps(found, cls=DjangoJSONEncoder, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def _row(row):
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for field in row._meta.many_to_many:
        values[field.name] = sorted(getattr(row, field.name).values_list("pk", flat=True))
    return values


def forged(row):
    """A form of `row` in which every field says something else."""
    values = {"_save": "1", "version": "0", "post": "yes", "_selected_action": row.pk}
    for field in row._meta.concrete_fields:
        values[field.name] = "2001-01-01" if "Date" in type(field).__name__ else "forged"
    return values


def rows_of_history():
    for model in apps.get_app_config("catalog").get_models():
        if issubclass(model, Revision):
            yield from model.objects.exclude(state__in=OPEN_STATES)
    for model in (m for kind in ENTRY_MODELS for m in [kind.revisions.rel.related_model]):
        for revision in model.objects.exclude(state__in=OPEN_STATES):
            for rows in collect_owned(revision).values():
                yield from rows
    yield from Change.objects.all()


def addresses_of(row):
    """Every address of the admin that changes or deletes `row` by a form."""
    options = row._meta
    for name in ("change", "delete"):
        if admin.site.is_registered(type(row)):
            yield reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=[row.pk])


@pytest.mark.parametrize("role", ["superuser", "reviewer", "translator-en"])
def test_no_form_of_the_admin_changes_history(role, history, client):
    person = make_editor() if role == "superuser" else make_member(role)
    client.force_login(person)
    before = fingerprint()

    for row in rows_of_history():
        for address in addresses_of(row):
            assert client.post(address, forged(row)).status_code in (200, 302, 403, 404, 409)

    assert fingerprint() == before


def test_no_bulk_deletion_changes_history(history, client):
    client.force_login(make_editor())
    before = fingerprint()

    for model in apps.get_app_config("catalog").get_models():
        if not admin.site.is_registered(model):
            continue
        address = reverse(f"admin:catalog_{model._meta.model_name}_changelist")
        pks = list(model.objects.values_list("pk", flat=True))
        client.post(
            address,
            {"action": "delete_selected", "_selected_action": pks, "post": "yes", "index": 0},
        )

    assert fingerprint() == before


def test_rows_of_history_can_not_be_added_inside_the_form_of_their_revision(history, client):
    revisions, _live = history
    client.force_login(make_editor())
    before = fingerprint()

    for revision in revisions:
        values = forged(revision) | {
            "facts-TOTAL_FORMS": "1",
            "facts-INITIAL_FORMS": "0",
            "facts-0-field": "homepage",
            "facts-0-note_en": "forged",
        }
        client.post(row_url(revision, "change"), values)

    assert fingerprint() == before


def test_no_method_of_the_api_changes_anything(history, client):
    client.force_login(make_editor())
    before = fingerprint()
    root = client.get("/api/v1/?lang=en").json()
    lists = [urlsplit(address).path for address in root.values() if str(address).endswith("/")]

    for address in [*lists, "/api/v1/frameworks/alpha/", "/api/v1/articles/article/"]:
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(client, method)(
                address, {"name": "forged"}, content_type="application/json"
            )
            assert answer.status_code in (403, 404, 405), (method, address)

    assert fingerprint() == before


def test_buttons_of_history_only_add_to_it(history, client):
    """Reverting, trashing and restoring make new revisions; the old ones stay to the byte."""
    revisions, live = history
    by = make_editor()
    old = [_row(one) for one in revisions if one.pk != live.pk]
    log = list(Change.objects.order_by("pk").values())

    actions.discard(actions.revert(live.entry, to=1, by=by), by=by)
    actions.trash(live.entry, by=by)
    actions.restore(live.entry, by=by)

    again = Framework.objects.get(slug="alpha").revisions
    kept = [_row(again.get(pk=row["id"])) for row in old]
    assert kept == old
    assert list(Change.objects.order_by("pk").values())[: len(log)] == log


def test_revision_of_every_row_is_found(history):
    """The walk above is only as good as its list of rows."""
    revisions, _live = history
    kinds = {
        type(row).__name__
        for one in revisions
        for rows in collect_owned(one).values()
        for row in rows
    }

    assert {"Fact", "Release", "Package", "Paper", "Relation", "Assessment"} <= kinds
    assert all(
        revision_of(row) == one
        for one in revisions
        for rows in collect_owned(one).values()
        for row in rows
    )
