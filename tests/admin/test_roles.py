"""Roles × actions × kinds once more, through the admin: the same table, another door."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.admin.buttons import row_url
from catalog.models import Change, Framework, PreviewLink
from tests.admin.test_editing_path import form_values
from tests.factories import make_member
from tests.products import combinations
from tests.test_roles import ACTIONS, ALLOWED, KINDS, TEXT, expected, outcomes, prepared

pytestmark = pytest.mark.django_db

LATER = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
# The button or page that takes each action, and what a browser sends to it.
BUTTONS = {
    "open_draft": ("entry", "open-draft", {}),
    "trash": ("entry", "trash", {}),
    "restore": ("entry", "restore", {}),
    "revert": ("live", "revert", {}),
    "set_expiry": ("live", "expiry", {"expire_at": LATER}),
    "submit": ("draft", "submit", {}),
    "publish": ("draft", "publish", {}),
    "schedule": ("draft", "schedule", {"go_live_at": LATER}),
    "share_preview": ("draft", "preview", {"days": "7"}),
    "withdraw": ("draft", "withdraw", {}),
    "withdraw_own": ("draft", "withdraw", {}),
    "discard": ("draft", "discard", {}),
    "discard_own": ("draft", "discard", {}),
}


def take(action, model, rows, client):
    """Do `action` as a browser does; a form is first opened, and sent with one field changed."""
    text = TEXT.get(model, "summary")
    if action == "create_entry":
        address = reverse(f"admin:catalog_{model._meta.model_name}_add")
        return client.post(address, {"slug": "beta", **KINDS[model]})
    if action == "publish_accepted":
        accepted = {"accept": [f"/{text}_zh"], "seen": rows.draft.version}
        return client.post(row_url(rows.draft, "compare"), accepted)
    if action == "retire":
        return client.post(row_url(rows.entry, "retire"), {"target": rows.target.pk})
    if action == "revoke_preview":
        return client.post(row_url(rows.draft, "preview"), {"revoke": rows.link.pk})
    if action.startswith("take_suggestion"):
        return client.post(row_url(rows.draft, "texts"), {"take": rows.hint})
    if action.startswith("edit_"):
        column = {"edit_zh": f"{text}_zh", "edit_en": f"{text}_en", "edit_facts": "verified_on"}
        page = client.get(row_url(rows.draft, "change"))
        values = form_values(page) if page.status_code == 200 else {}
        changed = "2026-11-25" if action == "edit_facts" else "changed"
        return client.post(row_url(rows.draft, "change"), {**values, column[action]: changed})
    row, name, values = BUTTONS[action]
    return client.post(row_url(getattr(rows, row), name), values)


def state_of(model):
    """Everything that an action could have changed; saving a form as it was only moves a clock."""
    revisions = list(model.revisions.rel.related_model.objects.order_by("pk").values())
    return (
        list(model.objects.order_by("pk").values()),
        [{**row, "updated_at": None} for row in revisions],
        Change.objects.count(),
        list(PreviewLink.objects.values()),
    )


@pytest.mark.parametrize(("action", "model"), combinations(ACTIONS, KINDS))
def test_admin_lets_each_role_do_exactly_what_the_table_says(action, model, client):
    def is_done(rows, by):
        client.force_login(by)
        before = state_of(model)
        response = take(action, model, rows, client)
        assert response.status_code in (200, 302, 403)
        return state_of(model) != before

    assert outcomes(action, model, is_done) == expected(action)


# A form shows what the person may not write as plain text: there is no field to refuse.
FORMS = {"edit_zh", "edit_en", "edit_facts"}


REFUSED = {
    action: [role for role in ALLOWED if action not in ALLOWED[role]]
    for action in ACTIONS
    if action not in FORMS
}


@pytest.mark.parametrize(
    ("action", "role"),
    [case for action, roles in REFUSED.items() for case in combinations([action], roles)],
)
def test_admin_tells_the_person_that_it_refused(action, role, client):
    by = make_member(role)
    rows = prepared(action, Framework)
    client.force_login(by)

    response = take(action, Framework, rows, client)

    if response.status_code != 403:
        page = client.get(response["Location"])
        assert [one.level_tag for one in page.context["messages"]] == ["error"]
