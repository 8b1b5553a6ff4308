"""The log of changes over the whole site."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from catalog import actions
from catalog.documents.cells import plain_cell
from catalog.models import Change
from tests.factories import make_editor, make_feature, make_framework

pytestmark = pytest.mark.django_db

EXPORT = "admin:catalog_change_export"


def exported(client, **filters):
    response = client.get(reverse(EXPORT), filters)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return [*csv.DictReader(StringIO(text))]


def test_export_holds_what_the_filters_leave(client, editor):
    make_framework("alpha", by=make_editor("anna"))
    make_feature("speed")
    client.force_login(editor)

    rows = exported(client, kind__exact="framework")

    shown = [(row["by"], row["kind"], row["entry"], row["revision"], row["action"]) for row in rows]
    assert shown == [
        ("anna", "framework", "alpha", "1", "publish"),
        ("anna", "framework", "alpha", "1", "open_draft"),
    ]


def test_export_opens_in_a_spreadsheet_in_chinese_and_runs_no_formula(client, editor):
    live = make_framework("alpha")
    draft = actions.open_draft(live.entry, by=make_editor())
    actions.publish(draft, by=make_editor(), summary="=1+1")
    draft = actions.open_draft(live.entry, by=make_editor())
    actions.publish(draft, by=make_editor(), summary="更正译文")
    client.force_login(editor)

    start = next(iter(client.get(reverse(EXPORT)).streaming_content))
    reasons = [row["reason"] for row in exported(client) if row["reason"]]

    assert start == b"\xef\xbb\xbf"
    assert reasons == ["更正译文", "'=1+1"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_cell_is_never_a_formula(start):
    assert plain_cell(f"{start}A1") == f"'{start}A1"


def test_log_costs_the_same_for_any_length(client, editor, django_assert_num_queries):
    make_framework("alpha")
    client.force_login(editor)
    client.get(reverse("admin:catalog_change_changelist"))
    for _number in range(3):
        make_framework()

    with django_assert_num_queries(10):
        client.get(reverse("admin:catalog_change_changelist"))


def test_log_is_for_staff_who_may_see_it(client, reader):
    for person in (None, reader):
        if person:
            client.force_login(person)
        assert client.get(reverse(EXPORT)).status_code == 302


@pytest.mark.parametrize("model", ["change", "previewlink"])
def test_nobody_edits_or_deletes_history(model, client, editor):
    make_framework("alpha")
    client.force_login(editor)
    pk = Change.objects.values_list("pk", flat=True)[0]

    refused = [
        client.post(reverse(f"admin:catalog_{model}_{name}", args=args)).status_code
        for name, args in [("add", []), ("delete", [pk])]
    ]

    assert refused[0] == 403
    assert refused[1] in (302, 403)  # an unknown row leads back to the index
    assert Change.objects.count() == 2
