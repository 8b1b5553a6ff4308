"""The address that renders a text while it is written."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from catalog.admin.rendering import LONGEST
from catalog.templatetags.atlas import markdown
from tests.factories import make_user

pytestmark = pytest.mark.django_db

HOSTILE = "**粗体。**后面 <script>alert(1)</script> [x](javascript:alert(1)) ![p](//evil/p.png)"


@pytest.fixture
def url():
    return reverse("desk-render")


def member(role):
    user = make_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.mark.parametrize("role", ["translator-zh", "translator-en", "editor", "reviewer"])
def test_who_writes_gets_exactly_what_readers_would_see(role, url, client):
    client.force_login(member(role))

    response = client.post(url, {"text": HOSTILE})

    assert response.status_code == 200
    assert response.text in markdown(HOSTILE)
    assert "<strong>粗体。</strong>" in response.text
    assert "<script" not in response.text
    assert 'href="javascript' not in response.text
    assert "no-store" in response["Cache-Control"]


def test_others_render_nothing(url, client):
    anonymous = client.post(url, {"text": "a"})
    client.force_login(make_user("clerk", is_staff=True))
    clerk = client.post(url, {"text": "a"})
    client.force_login(make_user("reader"))
    reader = client.post(url, {"text": "a"})

    assert (anonymous.status_code, clerk.status_code, reader.status_code) == (401, 403, 403)


def test_only_posts_with_a_token_are_answered(url, editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert client.get(url).status_code == 405
    assert client.post(url, {"text": "a"}).status_code == 403


@pytest.mark.parametrize(("length", "status"), [(LONGEST, 200), (LONGEST + 1, 413)])
def test_length_is_bounded(length, status, url, client, editor):
    client.force_login(editor)

    assert client.post(url, {"text": "字" * length}).status_code == status
