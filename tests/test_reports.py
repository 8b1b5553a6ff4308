"""Readers report errors without an account, and nobody can drown the editors."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from catalog import findings
from catalog.models import Category, Feature, Finding, GlossaryTerm
from tests import databases
from tests.factories import (
    make_draft,
    make_framework,
    make_full_article,
    make_full_framework,
    make_source,
    make_topic,
)

pytestmark = pytest.mark.django_db

PAGE = "/en/report/?about=frameworks/keras"
TEXT = "The licence is Apache-2.0 since version 2.\nSee the file LICENSE."


@databases.fixture
def keras():
    return make_framework("keras")


def kept():
    fields = ("kind", "about", "slug", "pointer", "text", "state")
    return list(Finding.objects.order_by("pk").values_list(*fields))


def test_report_becomes_an_open_finding_and_the_reader_is_thanked(keras, client):
    response = client.post(PAGE, {"text": TEXT, "fact": "licence"}, follow=True)

    assert kept() == [
        ("reader_report", "framework", "keras", "/facts/licence", TEXT, "open"),
    ]
    assert response.redirect_chain == [("/en/report/?about=frameworks%2Fkeras&sent=yes", 302)]
    assert "Thank you." in response.content.decode()
    assert keras.entry.revisions.count() == 1


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Report an error"), ("zh-hans", "报告错误")]
)
def test_form_speaks_both_languages_and_is_not_stored(language, title, keras, client):
    response = client.get(f"/{language}/report/?about=frameworks/keras&fact=licence")

    body = response.content.decode()
    assert f"<h1>{title}</h1>" in body
    assert '<option value="licence" selected>' in body
    assert '<meta name="robots" content="noindex">' in body
    assert "no-store" in response["Cache-Control"]
    assert list(response.cookies) == ["csrftoken"]


@pytest.mark.parametrize(
    ("language", "text", "message"),
    [
        ("en", "", "This field is required."),
        ("en", "short", "at least 10 characters"),
        ("en", "x" * 2001, "at most 2000 characters"),
        ("en", "a bidirectional \u202e override", "U+202E"),
        ("en", "a null \x00 character", "U+0000"),
        ("zh-hans", "", "必填"),
        ("zh-hans", "x" * 2001, "2000"),
        ("zh-hans", "a bidirectional \u202e override", "不接受字符 U+202E"),
    ],
)
def test_what_can_not_be_kept_is_told_and_stays_in_the_form(language, text, message, keras, client):
    response = client.post(f"/{language}/report/?about=frameworks/keras", {"text": text})

    body = response.content.decode()
    assert (response.status_code, kept()) == (400, [])
    assert message in body
    assert 'role="alert"' in body
    assert 'aria-invalid="true"' in body
    assert "no-store" in response["Cache-Control"]


def test_end_of_a_line_counts_as_one_character(keras, client):
    text = "\r\n".join(["x" * 99] * 20)

    client.post(PAGE, {"text": text})

    assert kept()[0][4] == text.replace("\r\n", "\n")


def test_program_that_fills_in_every_field_is_thanked_and_forgotten(keras, client):
    response = client.post(PAGE, {"text": TEXT, "website": "https://spam.example/"})

    assert (response.status_code, kept()) == (302, [])


def test_form_of_another_site_is_refused(keras):
    strict = Client(enforce_csrf_checks=True)

    refused = strict.post(PAGE, {"text": TEXT})
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', strict.get(PAGE).content.decode())[1]
    accepted = strict.post(PAGE, {"text": TEXT, "csrfmiddlewaretoken": token})

    assert (refused.status_code, accepted.status_code, len(kept())) == (403, 302, 1)


@pytest.mark.parametrize(
    "about",
    [
        "",
        "keras",
        "frameworks/",
        "frameworks/hidden",
        "frameworks/nothing",
        "frameworks/keras/x",
        f"frameworks/{'k' * 81}",
        "users/admin",
        "sources/uncited",
        "关于/我们",
    ],
)
def test_report_about_what_readers_do_not_see_is_not_found(about, keras, client):
    make_draft("hidden")
    make_source("uncited")

    answers = [
        client.get(f"/en/report/?about={about}").status_code,
        client.post(f"/en/report/?about={about}", {"text": TEXT}).status_code,
    ]

    assert (answers, kept()) == ([404, 404], [])


def test_every_kind_of_page_leads_to_its_form(client):
    make_full_framework("keras").facts.first().sources.add(make_source("paper-1.0"))
    make_topic(Feature, "speed")
    make_topic(Category, "low")
    make_topic(GlossaryTerm, "tensor")
    make_full_article("article")
    pages = [
        "frameworks/keras",
        "features/speed",
        "categories/low",
        "glossary/tensor",
        "articles/article",
        "sources/paper-1.0",
    ]

    for page in pages:
        body = client.get(f"/en/{page}/").content.decode()
        link = re.search(r'href="([^"]+)" rel="nofollow">Report an error', body)[1]
        client.post(link, {"text": TEXT}, REMOTE_ADDR=f"192.0.2.{len(kept())}")

    assert link == "/en/report/?about=sources/paper-1.0"
    assert [(about, slug) for _kind, about, slug, *_rest in kept()] == [
        ("framework", "keras"),
        ("feature", "speed"),
        ("category", "low"),
        ("glossaryterm", "tensor"),
        ("article", "article"),
        ("source", "paper-1.0"),
    ]


def test_page_of_an_earlier_day_and_preview_ask_for_no_report(keras, client, editor):
    client.force_login(editor)
    addresses = [f"/en/frameworks/keras/?as_of={keras.published_at:%Y-%m-%dT%H:%M:%S.%fZ}"]
    addresses.append("/en/preview/framework/keras/1/")

    pages = [client.get(address) for address in addresses]

    assert [page.status_code for page in pages] == [200, 200]
    assert ["report/?about" in page.content.decode() for page in pages] == [False, False]


def send(address, at=datetime(2026, 11, 25, 23, tzinfo=UTC)):
    return findings.report(
        about="framework", slug="keras", pointer="", text=TEXT, address=address, at=at
    )


@pytest.mark.parametrize(
    ("first", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("unknown", "unknown", True),
        ("", "", True),
    ],
)
def test_address_sends_a_bounded_number_a_day(first, other, is_same):
    for _number in range(findings.REPORTS_A_DAY):
        send(first)

    if is_same:
        with pytest.raises(findings.TooManyReports):
            send(other)
    else:
        send(other)

    assert Finding.objects.count() == findings.REPORTS_A_DAY + (not is_same)


def test_hash_of_the_address_is_another_one_the_next_day_and_the_old_one_is_gone():
    today = [send("192.0.2.1") for _number in range(findings.REPORTS_A_DAY)]
    hashes = {one.reporter for one in today}

    tomorrow = send("192.0.2.1", at=datetime(2026, 11, 26, 0, tzinfo=UTC))

    left = set(Finding.objects.exclude(pk=tomorrow.pk).values_list("reporter", flat=True))
    assert len(hashes) == 1
    assert "192.0.2.1" not in hashes
    assert tomorrow.reporter not in hashes
    assert left == {""}


def test_reports_that_nobody_has_read_are_bounded_over_all(monkeypatch):
    monkeypatch.setattr(findings, "OPEN_REPORTS", 2)
    for number in range(2):
        send(f"192.0.2.{number}")

    with pytest.raises(findings.TooManyReports):
        send("192.0.2.9")
    findings.resolve(Finding.objects.first(), by=findings.robot())

    assert send("192.0.2.9").state == "open"


def test_reader_beyond_the_bound_is_told_and_keeps_the_text(keras, client):
    answers = [client.post(PAGE, {"text": TEXT}) for _number in range(findings.REPORTS_A_DAY + 1)]

    assert [answer.status_code for answer in answers] == [302] * findings.REPORTS_A_DAY + [429]
    body = answers[-1].content.decode()
    assert "5 reports a day are accepted from one address." in body
    assert "See the file LICENSE." in body


@pytest.mark.parametrize(("behind_proxy", "expected"), [(True, 2), (False, 1)])
def test_address_is_the_one_that_the_own_proxy_has_added(behind_proxy, expected, keras, settings):
    settings.BEHIND_PROXY = behind_proxy
    for visitor in ("192.0.2.1", "192.0.2.2"):
        header = f"203.0.113.{visitor[-1]}, {visitor}" if behind_proxy else visitor
        Client().post(PAGE, {"text": TEXT}, headers={"x-forwarded-for": header})

    assert Finding.objects.values("reporter").distinct().count() == expected


def test_editors_read_the_words_of_the_reader_as_they_are(keras, client, editor):
    client.post(PAGE, {"text": "Look: <script>alert(1)</script>\nSecond line"})
    client.force_login(editor)

    page = client.get(f"/en/admin/catalog/finding/{Finding.objects.get().pk}/change/")

    assert "Look: &lt;script&gt;alert(1)&lt;/script&gt;<br>Second line" in page.content.decode()


def test_form_costs_the_same_for_any_number_of_reports(keras, client, django_assert_num_queries):
    client.get(PAGE)
    for number in range(3):
        send(f"192.0.2.{number}", at=datetime.now(UTC) - timedelta(days=1))

    with django_assert_num_queries(1):
        client.get(PAGE)
    with django_assert_num_queries(7):
        client.post(PAGE, {"text": TEXT})
