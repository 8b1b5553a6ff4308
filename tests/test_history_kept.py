"""History is never changed: no address of the admin or the API edits or deletes what was said."""

import hashlib
import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils import timezone

from catalog import actions
from catalog.admin.buttons import row_url
from catalog.choices import OPEN_STATES
from catalog.models import ENTRY_MODELS, Change, Framework, PreviewLink, Revision, Term
from catalog.models.copying import collect_owned, owned_relations
from catalog.models.owners import owner_field, revision_of
from tests import databases
from tests.factories import (
    make_editor,
    make_framework,
    make_full_article,
    make_full_framework,
    make_full_glossary,
    make_member,
)

pytestmark = pytest.mark.django_db


@databases.fixture
def history():
    """A framework with a superseded, a discarded and a live revision and all kinds of rows.

    Beside it stand a retired entry, an article, a glossary and a link that shows what is live.
    """
    by = make_editor()
    first = make_full_framework("alpha", rows=2)
    first.printed_forms.create(text="ALPHA")
    first.terms.create(term=Term.objects.create(facet="user_language", slug="lua", name_en="Lua"))
    actions.discard(actions.open_draft(first.entry, by=by), by=by)
    draft = actions.open_draft(first.entry, by=by)
    actions.share_preview(draft, timezone.now() + timedelta(days=1), by=by)
    live = actions.publish(draft, by=by)
    actions.trash(make_framework("gone").entry, by=by)
    make_full_article()
    make_full_glossary()
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


def forged_inlines(revision):
    """The rows of a revision as a form would send them, changed, every second one deleted."""
    for relation in owned_relations(type(revision)):
        prefix, found = relation.get_accessor_name(), relation.related_model.objects
        rows = [*found.filter(**{relation.field.name: revision}).order_by("pk")]
        yield f"{prefix}-TOTAL_FORMS", len(rows)
        yield f"{prefix}-INITIAL_FORMS", len(rows)
        for number, row in enumerate(rows):
            yield f"{prefix}-{number}-id", row.pk
            if number % 2:
                yield f"{prefix}-{number}-DELETE", "on"
            for name, value in forged(row).items():
                yield f"{prefix}-{number}-{name}", value


def said(row):
    """What a row says: of a revision, without the columns that actions keep."""
    skipped = Revision.bookkeeping if isinstance(row, Revision) else {"revoked_at"}
    return {name: value for name, value in _row(row).items() if name not in skipped}


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


def routes(patterns, prefix="/en/admin/"):
    """The addresses of the admin as their patterns write them, but those of one's own account."""
    for one in patterns:
        here = prefix + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from routes(one.url_patterns, here)
        elif one.name not in ("login", "logout", "password_change", "view_on_site"):
            yield here


def every_address(rows):
    """Every address of the admin; those of one row once for each of `rows` that it is about."""
    words = {"kind": "framework", "slug": "alpha", "name": "draft"}
    for route in routes(admin.site.urls[0]):
        about = re.match(r"/en/admin/catalog/(\w+)/", route)
        route = re.sub(r"<slug:(\w+)>", lambda word: words[word[1]], route)
        if not route.startswith("/en/admin/") or "(" in route:
            continue  # the pattern that catches what is left
        if "<" not in route:
            yield route, None
            continue
        for row in rows:
            if about and row._meta.model_name == about[1]:
                yield re.sub(r"<\w+:\w+>", str(row.pk), route), row


def one_of_each(rows):
    """The first row of every model, and of revisions and their rows one in every state."""
    found = {}
    for row in rows:
        is_said = owner_field(type(row)) or isinstance(row, Revision)
        found.setdefault((type(row), revision_of(row).state if is_said else ""), row)
    return found.values()


@pytest.mark.parametrize(
    ("role", "one_in"),
    [
        ("superuser", 8),
        pytest.param("superuser", 1, marks=pytest.mark.matrix),
        pytest.param("editor", 1, marks=pytest.mark.matrix),
    ],
)
def test_no_address_of_the_admin_changes_what_was_said(role, one_in, history, client):
    """Buttons move revisions on, as they may; what was said, and the log of it, stays."""
    entries = [one for model in ENTRY_MODELS for one in model.objects.all()]
    rows = [*rows_of_history(), *PreviewLink.objects.all()]
    before = {(type(row), row.pk): said(row) for row in rows}
    client.force_login(make_editor() if role == "superuser" else make_member(role))
    asked = 0

    addresses = [*every_address([*one_of_each(rows), *one_of_each(entries)])]
    for address, row in addresses[::one_in]:
        values = forged(row) if row else {"action": "delete_selected", "post": "yes"}
        if isinstance(row, Revision):
            values |= dict(forged_inlines(row))
        assert client.post(address, values).status_code < 500, address
        asked += 1

    assert asked > 200 / one_in
    assert {key: said(key[0].objects.get(pk=key[1])) for key in before} == before
    assert LogEntry.objects.count() == 0


@pytest.mark.matrix
@pytest.mark.parametrize("role", ["superuser", "reviewer", "translator-en"])
def test_no_form_of_the_admin_changes_history(role, history, client):
    person = make_editor() if role == "superuser" else make_member(role)
    client.force_login(person)
    before = fingerprint()

    for row in rows_of_history():
        values = forged(row) | (dict(forged_inlines(row)) if isinstance(row, Revision) else {})
        for address in addresses_of(row):
            assert client.post(address, values).status_code in (200, 302, 403, 404, 409)

    assert fingerprint() == before


@pytest.mark.matrix
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


@pytest.mark.matrix
def test_no_method_of_the_api_changes_anything(history, client):
    client.force_login(make_editor())
    before = fingerprint()
    root = {name: urlsplit(url).path for name, url in client.get("/api/v1/").json().items()}
    lists = [address for name, address in root.items() if name != "docs"]
    read = [client.get(root[name]).json() for name in root if not name.startswith(("d", "s"))]
    read.append(client.get(root["sources"]).json())
    rows = [one for answer in read for one in answer.get("results", [])]
    details = {urlsplit(row["url"]).path for row in rows if row.get("url")}
    preview = reverse("api:preview", args=[PreviewLink.objects.get().token])

    assert {address.split("/")[3] for address in details} >= {"frameworks", "articles", "sources"}
    for address in ["/api/v1/", *lists, *details, preview]:
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(client, method)(
                address, {"name": "forged"}, content_type="application/json"
            )
            assert answer.status_code in (401, 404, 405), (method, address)

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
