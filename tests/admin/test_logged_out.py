"""Whoever is logged out is told, and what they wrote is sent after they log in again."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from catalog.admin.buttons import change_url, row_url
from catalog.logged_out import PERSON_HEADER
from catalog.models import Autosave
from tests.factories import make_draft, make_editor, make_user
from tests.persons import Person

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse"
LOGIN = "/zh-hans/admin/login/"
SESSION = "/zh-hans/admin/session/"


@pytest.fixture(autouse=True)
def _no_earlier_attempts(settings, tmp_path):
    """So that the logins of other tests do not count here."""
    settings.API_LIMITS_FILE = tmp_path / "limits.sqlite3"


@pytest.fixture
def anna():
    person = Person(make_editor("anna"))
    person.user.set_password(PASSWORD)
    person.user.save()
    person.force_login(person.user)
    return person


@pytest.fixture
def draft():
    return make_draft("alpha", summary_en="As it was")


def fetches(draft):
    """What scripts ask: (method, address, headers)."""
    boxes = "?app_label=catalog&model_name=relation&field_name=target"
    return [
        ("post", row_url(draft, "autosave"), {}),
        ("post", row_url(draft, "presence"), {}),
        ("post", reverse("desk-render"), {}),
        ("get", reverse("admin:autocomplete") + boxes, {}),
        ("get", reverse("admin:jsi18n"), {"Sec-Fetch-Mode": "no-cors"}),
        ("get", change_url(draft), {"X-Requested-With": "XMLHttpRequest"}),
        ("get", change_url(draft), {"Accept": "application/json"}),
    ]


def answers(client, draft):
    found = [
        getattr(client, method)(url, headers=headers) for method, url, headers in fetches(draft)
    ]
    return [(one.status_code, one.get("Content-Type"), one.json().get("code")) for one in found]


def test_script_without_a_session_gets_401_and_json(client, draft):
    number = len(fetches(draft))

    nobody = answers(client, draft)
    client.force_login(make_user("reader"))
    reader = answers(client, draft)

    assert nobody == [(401, "application/json", "login_required")] * number
    assert reader == [(403, "application/json", "not_allowed")] * number


def test_script_of_somebody_else_gets_401(anna, draft):
    other = {PERSON_HEADER: str(make_editor("bo").pk)}
    own = {PERSON_HEADER: str(anna.user.pk)}
    values = anna.opened(draft) | {"summary_en": "Of Bo"}

    refused = anna.post(row_url(draft, "autosave"), values, headers=other)
    texts = Autosave.objects.count()
    kept = anna.post(row_url(draft, "autosave"), values, headers=own)

    assert (refused.status_code, texts, kept.status_code) == (401, 0, 200)


def test_page_without_a_session_leads_to_the_login(client, draft):
    pages = [client.get(change_url(draft)), client.post(row_url(draft, "publish"))]

    assert [one.status_code for one in pages] == [302, 302]


def test_form_that_nobody_sent_is_sent_again_after_the_login(anna, draft):
    values = anna.opened(draft) | {"summary_en": "Typed\r\ntoo <b>late</b>", "_continue": "1"}
    anna.logout()

    asked = anna.post(change_url(draft), values)
    login = {"username": "anna", "next": asked.context["next"], "carried": asked.context["carried"]}
    wrong = anna.post(LOGIN, login | {"password": "wrong"})
    sending = anna.post(LOGIN, login | {"password": PASSWORD})
    saved = anna.post(sending.context["url"], dict(sending.context["pairs"]))

    draft.refresh_from_db()
    assert (asked.status_code, wrong.status_code, saved.status_code) == (401, 200, 302)
    assert "Typed\r\ntoo &lt;b&gt;late&lt;/b&gt;" in sending.text
    assert wrong.context["carried"] == login["carried"]
    assert sending.context["url"] == change_url(draft)
    assert draft.summary_en == "Typed\ntoo <b>late</b>"


@pytest.mark.parametrize("carried", ["", "{", "[1]", '{"a": 1}', "null"])
def test_login_that_carries_nothing_leads_on_as_ever(carried, anna):
    anna.logout()

    answer = anna.post(
        LOGIN,
        {"username": "anna", "password": PASSWORD, "next": "/zh-hans/admin/", "carried": carried},
    )

    assert (answer.status_code, answer["Location"]) == (302, "/zh-hans/admin/")


@pytest.mark.parametrize("target", ["https://example.org/admin/", "/zh-hans/report/", ""])
def test_carried_form_goes_nowhere_but_to_the_desk(target, anna):
    anna.logout()
    login = {"username": "anna", "password": PASSWORD, "next": target}

    answer = anna.post(LOGIN, login | {"carried": json.dumps([["a", "b"]])})

    assert answer.status_code == 302


def test_script_logs_in_and_learns_the_new_token(anna):
    anna.logout()

    nobody = anna.get(SESSION)
    wrong = anna.post(SESSION, {"username": "anna", "password": "wrong"})
    right = anna.post(SESSION, {"username": "anna", "password": PASSWORD})

    assert nobody.json()["user"] == ""
    assert (wrong.status_code, wrong.json()["code"]) == (400, "login_refused")
    assert right.json()["user"] == anna.get(SESSION).json()["user"] == str(anna.user.pk)
    assert "no-store" in right["Cache-Control"]


def test_script_with_an_old_token_learns_it_in_json(anna, draft):
    strict = Client(enforce_csrf_checks=True)
    url = row_url(draft, "presence")

    nobody = strict.post(url)
    strict.force_login(anna.user)
    old = strict.post(url)
    token = strict.get(SESSION).json()["csrf"]
    new = strict.post(url, headers={"X-CSRFToken": token})

    assert (nobody.status_code, nobody.json()["code"]) == (401, "login_required")
    assert (old.status_code, old.json()["code"]) == (403, "csrf")
    assert new.status_code == 200
