"""Tokens of the API on the desk: made by their owner, shown once, revoked."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from catalog import tokens
from catalog.actions import ActionForbidden, ActionRefused
from catalog.admin.buttons import change_url, row_url
from catalog.models import ApiToken
from tests.factories import make_member, make_user

pytestmark = pytest.mark.django_db

ADD = "/en/admin/catalog/apitoken/add/"
LIST = "/en/admin/catalog/apitoken/"


def made(client, **values):
    """The secret that the page shows once a token is made."""
    page = client.post(ADD, {"name": "importer", "scopes": ["write_facts"], "days": "30"} | values)
    return re.search(r'value="(atlas_[\w-]{43})"', page.content.decode())[1]


def test_token_is_shown_once_and_stored_as_a_hash(client):
    owner = make_member("editor")
    client.force_login(owner)

    page = client.post(ADD, {"name": "importer", "scopes": ["write_zh"], "days": "30"})
    secret = re.search(r'value="(atlas_[\w-]{43})"', page.content.decode())[1]

    token = ApiToken.objects.get()
    stored = [str(value) for value in ApiToken.objects.values().get().values()]
    later = [client.get(address).content.decode() for address in (LIST, change_url(token))]
    assert "no-store" in page["Cache-Control"]
    assert (token.owner, token.name, token.scopes) == (owner, "importer", ["write_zh"])
    assert timezone.now() + timedelta(days=29) < token.expires_at
    assert secret.startswith(token.start)
    assert [text for text in [*stored, *later] if secret in text] == []
    assert tokens.find_token(secret) == token


def test_form_offers_only_what_the_person_may_do(client):
    client.force_login(make_member("translator-en"))

    offered = client.get(ADD).context["form"].fields["scopes"].choices
    forged = client.post(ADD, {"name": "x", "scopes": ["publish"], "days": "30"})

    assert [value for value, _label in offered] == ["write_en"]
    assert list(forged.context["form"].errors) == ["scopes"]
    assert not ApiToken.objects.exists()


def test_owner_and_administrator_see_and_revoke_a_token_and_others_do_not(client):
    owner, stranger = make_member("editor"), make_member("reviewer")
    client.force_login(owner)
    secret = made(client)
    token = ApiToken.objects.get()

    client.force_login(stranger)
    unseen = [
        client.get(LIST).context["cl"].result_count,
        client.get(change_url(token)).status_code,
    ]
    refused = client.post(row_url(token, "revoke")).status_code
    kept = tokens.find_token(secret)
    client.force_login(make_member("administrator"))
    seen = client.get(LIST).context["cl"].result_count
    client.post(row_url(token, "revoke"))

    token.refresh_from_db()
    assert (unseen, refused, kept, seen) == ([0, 302], 404, token, 1)
    assert token.revoked_at is not None
    assert token.revoked_by != owner
    assert tokens.find_token(secret) is None


def test_page_of_tokens_is_not_for_who_may_not_write(client):
    client.force_login(make_member())

    assert [client.get(address).status_code for address in (LIST, ADD)] == [403, 403]


def test_list_of_tokens_costs_the_same_for_any_number(client, django_assert_num_queries):
    owner = make_member("editor")
    client.force_login(owner)
    counts = []

    for number in (1, 2):
        for _one in range(number):
            tokens.make_token("one", ["write_zh"], days=1, by=owner)
        client.get(LIST)
        with django_assert_num_queries(7):
            counts.append(client.get(LIST).context["cl"].result_count)

    assert counts == [1, 3]


def test_token_ends_when_its_time_is_over_or_its_owner_is_not_active():
    owner = make_member("editor")
    token, secret = tokens.make_token("one", ["write_zh"], days=1, by=owner)
    later = timezone.now() + timedelta(days=2)

    found = [tokens.find_token(secret), tokens.find_token(secret, at=later)]
    owner.is_active = False
    owner.save()

    assert [*found, tokens.find_token(secret), tokens.find_token("else")] == [
        token,
        None,
        None,
        None,
    ]


def test_use_is_noted_once_a_minute():
    token, _secret = tokens.make_token("one", ["write_zh"], days=1, by=make_member("editor"))
    start = timezone.now()
    noted = []

    for seconds in (0, 30, 59, 61):
        tokens.note_use(token, at=start + timedelta(seconds=seconds))
        token.refresh_from_db()
        noted.append((token.last_used_at - start).seconds)

    assert noted == [0, 0, 0, 61]


@pytest.mark.parametrize(
    ("role", "values", "refusal"),
    [
        ("translator-en", {"scopes": ["write_zh"]}, ActionForbidden),
        (None, {}, ActionForbidden),
        ("editor", {"scopes": []}, ActionRefused),
        ("editor", {"name": " "}, ActionRefused),
        ("editor", {"days": 366}, ActionRefused),
        ("editor", {"days": 0}, ActionRefused),
    ],
)
def test_token_that_may_not_be_is_refused(role, values, refusal):
    by = make_member(role) if role else make_user()
    wanted = {"name": "one", "scopes": ["write_en"], "days": 1} | values

    with pytest.raises(refusal):
        tokens.make_token(by=by, **wanted)

    assert not ApiToken.objects.exists()
