"""Conditional requests: who has the bytes already gets an empty 304, and nobody gets it wrongly."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.http import http_date

from catalog import actions
from catalog.models import PublicChange
from tests.factories import make_editor, make_framework
from tests.programs import Program

pytestmark = pytest.mark.django_db

URL = "/api/v1/frameworks/keras/?lang=en"


@pytest.fixture
def keras():
    return make_framework("keras", summary_en="Summary")


def asked(client, url=URL, **headers):
    return client.get(url, headers={name.replace("_", "-"): one for name, one in headers.items()})


@pytest.mark.parametrize("form", ["{0}", "W/{0}", '"other", {0}', '"other",W/{0}', "*"])
def test_known_tag_gets_an_empty_304_with_the_headers_of_the_answer(form, keras, client):
    first = asked(client)

    again = asked(client, if_none_match=form.format(first["ETag"]))

    assert (again.status_code, again.content) == (304, b"")
    kept = ["ETag", "Cache-Control", "Vary", "Content-Language", "Access-Control-Allow-Origin"]
    assert [again[name] for name in kept] == [first[name] for name in kept]


@pytest.mark.parametrize("tag", ['"other"', 'W/"other"', "", "nonsense"])
def test_other_tag_gets_the_whole_answer(tag, keras, client):
    again = asked(client, if_none_match=tag)

    assert (again.status_code, again.json()["id"]) == (200, "keras")


def test_publishing_changes_the_tag(keras, client):
    first = asked(client)
    by = make_editor()
    draft = actions.open_draft(keras.entry, by=by)
    draft.summary_en = "Another summary"
    draft.save()
    of_draft = asked(client, if_none_match=first["ETag"])
    actions.publish(draft, by=by)

    again = asked(client, if_none_match=first["ETag"])

    assert of_draft.status_code == 304
    assert (again.status_code, again.json()["summary"]) == (200, "Another summary")


def test_each_representation_has_a_tag_of_its_own(keras, client):
    urls = [
        "?lang=en",
        "?lang=zh-hans",
        "?lang=all",
        "?lang=en&fields=id",
        "?lang=en&expand=sources",
    ]
    tags = [asked(client, f"/api/v1/frameworks/keras/{query}")["ETag"] for query in urls]
    negotiated = [
        asked(client, "/api/v1/frameworks/keras/", accept_language=code)["ETag"]
        for code in ("en", "zh")
    ]

    assert len(set(tags)) == len(tags)
    assert negotiated == tags[:2]
    assert not any(tag.startswith("W/") for tag in tags)


@pytest.mark.parametrize(
    "path", ["", "frameworks/", "coverage/", "matrix/", "openapi.json", "frameworks/?cursor="]
)
def test_every_document_can_be_asked_about(path, keras, client):
    first = asked(client, f"/api/v1/{path}")

    again = asked(client, f"/api/v1/{path}", if_none_match=first["ETag"])

    assert again.status_code == 304
    assert "stale-while-revalidate=" in first["Cache-Control"]


def test_date_is_that_of_the_last_public_change(keras, client):
    moment = timezone.now().replace(microsecond=0) - timedelta(hours=1)
    PublicChange.objects.update(at=moment)

    answer = asked(client)
    same = asked(client, if_modified_since=answer["Last-Modified"])
    earlier = asked(client, if_modified_since=http_date(moment.timestamp() - 1))
    both = asked(client, if_modified_since=answer["Last-Modified"], if_none_match='"other"')

    assert answer["Last-Modified"] == http_date(moment.timestamp())
    statuses = [one.status_code for one in (same, earlier, both)]
    assert statuses == [304, 200, 200]


def test_date_is_not_said_while_its_second_lasts(keras, client):
    PublicChange.objects.update(at=timezone.now() + timedelta(minutes=1))

    assert "Last-Modified" not in asked(client)


def test_condition_that_fails_is_refused_with_a_problem(keras, client):
    answer = asked(client, if_match='"other"')

    assert (answer.status_code, answer["Content-Type"]) == (412, "application/problem+json")
    assert answer.json()["code"] == "precondition_failed"


@pytest.mark.parametrize("url", ["/api/v1/frameworks/none/", "/api/v1/frameworks/?page=9&lang=en"])
def test_error_has_no_tag(url, keras, client):
    assert "ETag" not in asked(client, url, if_none_match="*")


def test_what_is_asked_with_a_token_is_kept_by_nobody(keras, client):
    answer = Program(make_editor("program")).get(URL)

    assert answer["Cache-Control"] == "private, no-store"
    assert answer.json() == asked(client).json()
