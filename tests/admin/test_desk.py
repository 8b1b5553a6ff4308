"""The first page of the desk: every number is the length of the list that it leads to."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from catalog import actions, dashboard, queries
from catalog.models import (
    ENTRY_MODELS,
    Category,
    Feature,
    FrameworkRevision,
    GlossaryTerm,
    Item,
    PrintedName,
)
from tests.factories import (
    make_draft,
    make_editor,
    make_finding,
    make_framework,
    make_full_article,
    make_full_framework,
    make_member,
    make_topic,
)
from tests.products import combinations, sample

pytestmark = pytest.mark.django_db

DESK = "/en/admin/"
TALLY = re.compile(
    r'class="desk__tally[^"]*" href="([^"]+)"><span class="desk__number">(\d+)<', re.S
)
LABEL = re.compile(r'class="desk__tally[^"]*" href="[^"]+">(.*?)</a>', re.S)


def tallies(client, address=DESK):
    """Number and address by label."""
    page = client.get(address).content.decode()
    labels = [strip_tags(text).split(maxsplit=1)[1].strip() for text in LABEL.findall(page)]
    found = TALLY.findall(page)
    return {
        label: (int(number), url.replace("&amp;", "&"))
        for label, (url, number) in zip(labels, found, strict=True)
    }


def rows_of(client, url):
    """How many rows the list at `url` shows."""
    page = client.get(url)
    assert page.status_code == 200, url
    body = page.content.decode()
    table = re.search(r'(?:id="result_list"|desk-list").*?<tbody>(.*?)</tbody>', body, re.S)
    return len(re.findall(r"<tr[ >]", table[1])) if table else 0


def fill(by):
    """Something of everything that the desk counts; `by` has a draft of their own."""
    make_full_framework("alpha", rows=2)
    make_full_article("article", rows=2)
    soon = timezone.now() + timedelta(hours=1)
    for number in range(2):
        make_draft(f"draft-{number}", by=make_editor())
        actions.submit(make_draft(f"waiting-{number}"), by=make_editor())
    make_draft("mine", by=by)
    actions.schedule(make_draft("soon"), soon, by=make_editor())
    live = make_framework("beta", verified_on=date(2001, 1, 1))
    live.facts.create(field="name")
    live.packages.create(registry="PyPI", name="beta")
    make_framework("confirmed", verified_on=timezone.now().date())
    make_finding(slug="a")
    make_finding(slug="b")
    make_finding("moved_link")
    make_finding("new_release")


def test_every_number_leads_to_a_list_of_as_many_rows(client):
    editor = make_member("editor")
    fill(editor)
    client.force_login(editor)

    found = tallies(client)
    lengths = {label: rows_of(client, url) for label, (_number, url) in found.items()}

    assert lengths == {label: number for label, (number, _url) in found.items()}
    assert {label: number for label, number in lengths.items() if number} == {
        "Waiting for review": 2,
        "Scheduled": 1,
        "Your drafts": 1,
        "All drafts": 3,
        "Not confirmed for a year": 14,
        "Entries": 21,
        "Dead links": 2,
        "Moved links": 1,
        "New releases": 1,
        "Facts": 1,
        "Packages": 1,
        "Changes in seven days": 39,
    }
    assert "Reports of readers" in lengths


@pytest.mark.parametrize(
    ("role", "language"),
    combinations(["translator-zh", "translator-en", "editor", "reviewer"], ["en", "zh-hans"]),
)
def test_everybody_with_rights_has_a_desk_and_opens_every_list(language, role, client):
    client.force_login(make_member(role))

    found = tallies(client, f"/{language}/admin/")

    word = {"en": "Waiting for review", "zh-hans": "等待审阅"}[language]
    assert found[word][0] == 0
    assert {client.get(url).status_code for _number, url in found.values()} == {200}


def test_outsiders_and_staff_without_rights_have_none(client, reader):
    fill(make_editor())
    lists = [
        DESK,
        *(reverse("desk:revisions", args=[name]) for name in dashboard.LISTS),
        reverse("desk:evidence", args=["fact"]),
    ]

    answers = [[client.get(url).status_code for url in lists]]
    for person in (reader, make_member(None)):
        client.force_login(person)
        answers.append([client.get(url).status_code for url in lists])

    others = len(lists) - 1
    assert answers == [[302] * len(lists)] * 2 + [[200] + [403] * others]
    assert "desk__tally" not in client.get(DESK).content.decode()


@pytest.mark.parametrize("name", ["revisions", "evidence"])
def test_unknown_list_is_not_found(name, client, editor):
    client.force_login(editor)

    assert client.get(reverse(f"desk:{name}", args=["nothing"])).status_code == 404


def test_lists_stand_in_the_order_that_they_promise(client, editor):
    for name, verified_on in [("b", None), ("c", date(2002, 2, 2)), ("a", date(2001, 1, 1))]:
        make_framework(name, verified_on=verified_on)
    for model in (Feature, Category):
        make_topic(model, model.__name__.lower(), verified_on=date(2000, 1, 1))
    for name in ("x", "y"):
        make_draft(name, by=editor)
    client.force_login(editor)

    orders = {}
    for name in ("unconfirmed", "my-drafts"):
        rows = client.get(reverse("desk:revisions", args=[name])).context["rows"]
        orders[name] = [revision.slug for revision, _kind, _url in rows]

    assert orders == {
        "unconfirmed": ["b", "feature", "category", "a", "c"],
        "my-drafts": ["y", "x"],
    }


def test_list_goes_on_over_pages(client, editor):
    for number in range(53):
        make_draft(f"draft-{number:02}", by=editor)
    client.force_login(editor)
    address = reverse("desk:revisions", args=["drafts"])

    pages = [client.get(f"{address}?page={page}").context["rows"] for page in (1, 2, 99)]

    assert [len(rows) for rows in pages] == [50, 3, 3]
    assert len({row for rows in pages[:2] for row, _kind, _url in rows}) == 53


def test_what_has_nothing_to_cite_is_not_missing_evidence(content):
    counts = dashboard.counts_without_evidence()

    missing = {model._meta.model_name: number for model, number in counts.items() if number}
    assert missing == {"item": 5, "statement": 72}


def test_evidence_of_drafts_is_not_missed(client, editor):
    live = make_framework("alpha")
    actions.open_draft(live.entry, by=editor).facts.create(field="name")

    assert sum(dashboard.counts_without_evidence().values()) == 0


@pytest.mark.parametrize("rows", [2, 3])
def test_desk_costs_the_same_for_any_number_of_rows(
    rows, client, editor, django_assert_num_queries
):
    make_full_framework("alpha", rows=rows)
    make_full_article(rows=rows)
    for number in range(rows):
        make_draft(f"draft-{number}", by=editor)
        make_finding(slug=f"slug-{number}")
    client.force_login(editor)
    client.get(DESK)

    with django_assert_num_queries(29):
        client.get(DESK)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "arg", "queries"),
    sample([("revisions", "unconfirmed", 10), ("evidence", "relation", 18)], 1),
)
def test_lists_cost_the_same_for_any_number_of_rows(
    name, arg, queries, rows, client, editor, django_assert_num_queries
):
    make_full_framework("alpha", rows=rows)
    make_full_article(rows=rows)
    for relation in FrameworkRevision.objects.get(entry__slug="alpha").relations.all():
        relation.sources.clear()
    client.force_login(editor)
    client.get(DESK)

    with django_assert_num_queries(queries):
        client.get(reverse(f"desk:{name}", args=[arg]))


@pytest.mark.matrix
def test_desk_of_ten_thousand_entries_asks_as_few_questions(
    client, editor, django_assert_max_num_queries
):
    by = make_editor()
    for model in ENTRY_MODELS:
        entries = model.objects.bulk_create(model(slug=f"e{number}") for number in range(2000))
        revisions = model.revisions.rel.related_model
        revisions.objects.bulk_create(
            revisions(entry=entry, number=1, state="live", created_by=by) for entry in entries
        )
    client.force_login(editor)

    with django_assert_max_num_queries(40):
        found = tallies(client)

    assert found["Not confirmed for a year"][0] == 10_000


def test_every_list_of_claims_opens(client, editor):
    make_full_framework("alpha")
    make_full_article()
    make_topic(GlossaryTerm, "tensor")
    for model in queries.CITING:
        model.sources.through.objects.all().delete()
    client.force_login(editor)

    lengths = {
        model: rows_of(client, reverse("desk:evidence", args=[model._meta.model_name]))
        for model in queries.CITING
    }

    assert lengths == dashboard.counts_without_evidence()
    nothing = {model for model, number in lengths.items() if not number}
    assert nothing == {PrintedName, Item}
