"""Guesses of passwords are bounded, and nobody is locked out by a stranger."""

import pytest
from django.conf import settings as site_settings

from config.login import OF_ADDRESS, OF_PAIR, LoginForm
from tests.factories import make_user

pytestmark = pytest.mark.django_db

URL = "/en/admin/login/"
PASSWORD = "correct horse battery"
START = 4_102_444_800  # the beginning of a window of either length
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def clock(monkeypatch, settings, tmp_path):
    """A clock at the beginning of a window; tests move it."""
    settings.API_LIMITS_FILE = tmp_path / "limits.sqlite3"
    hands = [START]
    monkeypatch.setattr(LoginForm, "clock", lambda _form: hands[0])
    return hands


@pytest.fixture
def person(settings):
    # The real hashers take a tenth of a second for each of two hundred guesses.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    user = make_user("mei", is_staff=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, *, password=PASSWORD, username="mei", address=HERE, language="en"):
    return client.post(
        URL.replace("en", language, 1),
        {"username": username, "password": password},
        REMOTE_ADDR=address,
    )


def guess(client, times, **options):
    return [sign_in(client, password="wrong", **options).status_code for _number in range(times)]


def test_guesses_at_an_account_are_bounded_and_its_owner_signs_in_elsewhere(client, person):
    guesses = guess(client, OF_PAIR[0] + 1)
    right = sign_in(client)
    elsewhere = sign_in(client, address=ELSEWHERE)

    assert guesses == [200] * OF_PAIR[0] + [429]
    assert (right.status_code, right["Retry-After"]) == (429, str(OF_PAIR[1]))
    assert "Try again in 15 minutes." in right.content.decode()
    assert elsewhere.status_code == 302


def test_script_that_guesses_is_told_when_to_try_again(client, person, clock):
    guess(client, OF_PAIR[0])
    clock[0] += 60

    answers = [
        client.post(
            f"/{language}/admin/session/",
            {"username": "mei", "password": PASSWORD},
            REMOTE_ADDR=HERE,
        )
        for language in ("en", "zh-hans")
    ]

    assert [(one.status_code, one.get("Retry-After")) for one in answers] == [
        (429, str(OF_PAIR[1] - 60)),
        (429, str(OF_PAIR[1] - 60)),
    ]
    assert [one.json()["message"] for one in answers] == [
        "Too many attempts to sign in from here. Try again in 14 minutes.",
        "从这里登录的尝试次数过多，请在 14 分钟后再试。",
    ]


def test_refusal_speaks_chinese(client, person):
    guess(client, OF_PAIR[0])

    assert "请在 15 分钟后再试" in sign_in(client, language="zh-hans").content.decode()


def test_next_window_begins_anew(client, person, clock):
    guess(client, OF_PAIR[0] + 1)
    clock[0] += OF_PAIR[1]

    assert sign_in(client).status_code == 302


@pytest.mark.parametrize("spelling", ["MEI", "ｍｅｉ", " mei"])
def test_other_spelling_of_the_account_counts_as_the_same(spelling, client, person):
    guess(client, OF_PAIR[0], username=spelling)

    assert sign_in(client).status_code == 429


def test_guesses_over_many_accounts_are_bounded_by_address(client, person):
    for number in range(OF_ADDRESS[0]):
        sign_in(client, username=f"person-{number}", password="wrong")

    assert sign_in(client).status_code == 429
    assert sign_in(client, address=ELSEWHERE).status_code == 302


def test_network_of_version_6_is_one_address(client, person):
    guess(client, OF_PAIR[0], address="2001:db8::1")

    assert sign_in(client, address="2001:db8::2").status_code == 429
    assert sign_in(client, address="2001:db8:0:1::1").status_code == 302


def test_empty_form_is_no_attempt(client, person):
    for _number in range(OF_PAIR[0] + 1):
        sign_in(client, password="")

    assert sign_in(client).status_code == 302


def test_sign_in_leaves_the_limits_of_the_api_alone(client, person, settings):
    settings.API_REQUESTS_OF_ADDRESS = 1
    read = [client.get("/api/v1/features/none/", REMOTE_ADDR=HERE).status_code]
    guess(client, 2)
    read += [client.get("/api/v1/features/none/", REMOTE_ADDR=HERE).status_code]

    assert read == [404, 429]


def test_no_other_form_takes_passwords():
    """What signs people in is Django's one backend, asked by the one form that counts."""
    assert site_settings.AUTHENTICATION_BACKENDS == ["django.contrib.auth.backends.ModelBackend"]
