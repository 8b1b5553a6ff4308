"""The list of findings, and the two ways to close one."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from catalog.models import Finding
from tests.factories import make_finding, make_framework, make_member, make_source

pytestmark = pytest.mark.django_db

LIST = "admin:catalog_finding_changelist"


def page(client, name, *args, language="en"):
    with override(language):
        return client.get(reverse(name, args=args))


@pytest.mark.parametrize("role", ["translator-zh", "translator-en", "editor", "reviewer"])
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "did not open 3 times in a row"), ("zh-hans", "连续 3 次打不开")],
)
def test_everybody_with_rights_reads_the_findings(language, words, role, client):
    finding = make_finding()
    client.force_login(make_member(role))

    listed = page(client, LIST, language=language).content.decode()
    shown = page(
        client, "admin:catalog_finding_change", finding.pk, language=language
    ).content.decode()

    assert words in listed
    assert words in shown
    assert ('name="dismiss"' in shown) is (not role.startswith("translator"))


@pytest.mark.parametrize("name", ["finding", "linkcheck"])
def test_outsiders_and_staff_without_rights_see_nothing(name, client, reader):
    address = reverse(f"admin:catalog_{name}_changelist")

    answers = [client.get(address).status_code]
    for person in (reader, make_member(None)):
        client.force_login(person)
        answers.append(client.get(address).status_code)

    assert answers == [302, 302, 403]


@pytest.mark.parametrize("role", [None, "translator-zh", "editor", "reviewer"])
def test_role_decides_on_the_page_as_it_may_elsewhere(role, client):
    finding = make_finding()
    client.force_login(make_member(role))

    client.post(reverse("admin:catalog_finding_decide", args=[finding.pk]), {"resolve": ""})

    finding.refresh_from_db()
    assert finding.state == ("resolved" if role in ("editor", "reviewer") else "open")


@pytest.mark.parametrize(
    ("reason", "state"), [("Only robots are refused.", "dismissed"), ("", "open")]
)
def test_dismissal_asks_for_a_reason(reason, state, client):
    finding = make_finding()
    client.force_login(make_member("editor"))
    address = reverse("admin:catalog_finding_decide", args=[finding.pk])

    response = client.post(address, {"dismiss": "", "reason": reason}, follow=True)

    finding.refresh_from_db()
    levels = [message.level_tag for message in response.context["messages"]]
    assert (finding.state, finding.reason) == (state, reason)
    assert levels == ["success" if reason else "error"]


def test_finding_is_neither_written_nor_deleted_by_hand(client, editor):
    finding = make_finding()
    client.force_login(editor)

    answers = [
        client.post(reverse(f"admin:catalog_finding_{name}", args=args)).status_code
        for name, args in [("add", []), ("change", [finding.pk]), ("delete", [finding.pk])]
    ]

    assert answers == [403, 403, 403]
    assert Finding.objects.get().state == "open"


@pytest.mark.parametrize(
    ("about", "pointer", "place"),
    [
        ("framework", "/homepage_url", "home page"),
        ("framework", "/packages/PyPI a~1b/version", "package PyPI a/b › version"),
        ("framework", "/gone/x", "gone › x"),
        ("source", "/url", "address"),
        ("article", "", ""),
    ],
)
def test_place_is_told_in_words(about, pointer, place, client, editor):
    finding = make_finding(about=about, pointer=pointer)
    client.force_login(editor)

    shown = page(client, "admin:catalog_finding_change", finding.pk)

    assert shown.context["place"] == place


def test_finding_leads_to_its_entry_and_its_source(client, editor):
    live, source = make_framework("keras"), make_source("paper")
    places = [
        make_finding(),
        make_finding(slug="paper", pointer="/url", about="source"),
        make_finding(slug="nobody"),
    ]
    client.force_login(editor)

    urls = [
        page(client, "admin:catalog_finding_change", one.pk).context["subject_url"]
        for one in places
    ]

    assert urls == [
        f"/en/admin/catalog/framework/{live.entry.pk}/change/",
        f"/en/admin/catalog/source/{source.pk}/change/",
        None,
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_length(rows, client, editor, django_assert_num_queries):
    for number in range(rows):
        make_finding(slug=f"keras-{number}")
    client.force_login(editor)
    page(client, LIST)

    with django_assert_num_queries(7):
        page(client, LIST)
