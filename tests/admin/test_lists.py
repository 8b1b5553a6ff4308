"""Lists of the admin answer what they show, and nothing that somebody makes up."""

from contextlib import suppress
from itertools import cycle, product

import pytest
from django.contrib import admin
from django.core.exceptions import SuspiciousOperation
from django.urls import resolve, reverse

from catalog.admin.lookups import ShownLookups
from catalog.models import Finding, FrameworkRevision
from tests.databases import undone
from tests.factories import make_draft, make_editor, make_finding, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

ADMINS = admin.site._registry
# Columns that no list and no form shows: whoever may see the list must not find them out.
HIDDEN = {
    "apitoken": {"digest"},
    "autosave": {"opening", "fields"},
    "finding": {"reporter"},
    "user": {"password"},
    "webhook": {"seed", "previous_seed", "cursor", "busy_until"},
}
MADE_UP = [
    "__exact=99999999999999999999999999",
    "__exact=-1",
    "__exact=1e30",
    "__exact=１",
    "__exact=%ED%A0%80",
    "__year=99999",
    "__year=0",
    "__year=1e9",
    "__gte=9999-99-99",
    "__gte=0001-01-01T00:00%2B14:00",
    "__date=9999-12-31",
    "__in=,,x",
    "__isnull=maybe",
    "__regex=(",
    "__iregex=(a%2B)%2B$",
    "__nothing=1",
    "__password__startswith=p",
    "__contains=" + "%25" * 500,
]


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.fixture
def request_of_root(rf):
    request = rf.get("/")
    request.user = make_editor()
    return request


def test_every_list_of_the_desk_is_narrowed_by_what_it_shows(request_of_root):
    assert [model for model, one in ADMINS.items() if not isinstance(one, ShownLookups)] == []

    answered = {
        f"{model._meta.model_name}.{column}"
        for model, one in ADMINS.items()
        for column in HIDDEN.get(model._meta.model_name, ())
        for lookup in ("", "__startswith", "__gt", "__isnull", "__contains")
        if one.lookup_allowed(f"{column}{lookup}", "a", request_of_root)
    }
    assert answered == set()


@pytest.mark.parametrize("role", ["translator-zh", "translator-en", "editor", "reviewer"])
def test_hash_of_an_address_is_not_found_out_letter_by_letter(role, client):
    Finding.objects.filter(pk=make_finding().pk).update(reporter="abcdef")
    client.force_login(make_member(role))

    answers = [client.get(f"{list_of(Finding)}?reporter__startswith={x}") for x in ("a", "b", "")]
    ordinary = client.get(f"{list_of(Finding)}?slug=keras&state__exact=open")

    assert [one.status_code for one in answers] == [400, 400, 400]
    assert ordinary.status_code == 200


@pytest.mark.parametrize(
    ("made_up", "model"), [*zip(MADE_UP, cycle([Finding, FrameworkRevision]), strict=False)]
)
def test_value_that_somebody_makes_up_is_refused_or_finds_nothing(made_up, model, client):
    client.force_login(make_editor())

    answers = {
        column: client.get(f"{list_of(model)}?{column}{made_up}").status_code
        for column in columns_of(model)
    }

    assert {column: one for column, one in answers.items() if one not in (200, 302, 400)} == {}


@pytest.mark.matrix
@pytest.mark.parametrize("model", ADMINS, ids=lambda model: model.__name__)
def test_value_that_somebody_makes_up_breaks_no_list(model, rf):
    """The view reads the rows of its list; the page is not rendered, which would take longest.

    Django answers a `SuspiciousOperation` with 400.
    """
    user, statuses = make_editor(), set()

    for column, made_up in product(columns_of(model), MADE_UP):
        request = rf.get(f"{list_of(model)}?{column}{made_up}")
        request.user, request.resolver_match = user, resolve(request.path)
        with suppress(SuspiciousOperation), undone():
            answer = ADMINS[model].changelist_view(request)
            statuses.add(answer.status_code)
            if answer.status_code == 200:
                len(answer.context_data["cl"].result_list)

    assert statuses <= {200, 302}


def columns_of(model):
    return [field.name for field in model._meta.concrete_fields]


@pytest.mark.parametrize("query", ["at__year=99999", "kind__regex=(", "made_up=1", "values=x"])
def test_export_of_the_log_takes_no_other_filters_than_its_list(query, client):
    client.force_login(make_editor())

    assert client.get(f"/en/admin/catalog/change/export/?{query}").status_code == 400


@pytest.mark.parametrize("role", [None, "translator-zh", "reviewer"])
def test_log_is_exported_for_who_may_see_it(role, client):
    make_draft("alpha")
    client.force_login(make_member(role))

    response = client.get("/en/admin/catalog/change/export/")

    shown = b"".join(response) if response.streaming else response.content
    assert (response.status_code, b"alpha" in shown) == ((200, True) if role else (403, False))


@pytest.mark.parametrize("chosen", ["x", "1 OR 1=1", "%00", "9" * 30, "１"])
def test_chosen_row_that_no_list_offers_is_refused(chosen, client):
    client.force_login(make_editor())

    response = client.post(
        list_of(FrameworkRevision), {"action": "bulk_submit", "_selected_action": [chosen]}
    )

    assert response.status_code in (200, 302, 400)


@pytest.mark.parametrize("key", ["abc", "1_2", "-1", "9" * 30, "%00", "１"])
def test_unsaved_text_of_no_number_is_not_found(key, client):
    client.force_login(make_editor())

    assert client.get(f"/en/admin/catalog/autosave/{key}/change/").status_code == 404


@pytest.mark.parametrize("key", ["abc", "9" * 30, "\0", "１"])
def test_link_of_no_number_is_not_revoked(key, client):
    by = make_editor()
    draft = make_draft("alpha", by=by)
    client.force_login(by)

    address = reverse("admin:catalog_frameworkrevision_preview", args=[draft.pk])

    assert client.post(address, {"revoke": key}).status_code == 404
