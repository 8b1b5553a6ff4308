"""A claim of a live revision about something that is only a draft shows nothing of it."""

import pytest

from catalog import queries
from catalog.models import Combination
from tests import databases
from tests.factories import (
    make_draft,
    make_editor,
    make_framework,
    make_full_article,
    make_source,
)
from tests.products import sample

pytestmark = pytest.mark.django_db

SECRETS = ("secret", "Zyxwvut")
PLACES = [
    *(
        f"/{language}/{page}"
        for language in ("zh-hans", "en")
        for page in (
            "",
            "frameworks/visible/",
            "articles/article/",
            "combinations/",
            "combinations/n1/",
            "sources/",
        )
    ),
    "/api/v1/frameworks/visible/",
    "/api/v1/articles/article/",
    "/api/v1/combinations/",
    "/api/v1/combinations/n1/",
    "/api/v1/relations/",
    "/api/v1/sources/?page_size=100",
    "/sitemap.xml",
]


@databases.fixture
def hidden():
    """Live rows that speak of a draft framework and of a draft feature, each with its source."""
    from catalog import actions
    from catalog.models import Feature

    live = make_framework("visible")
    draft = make_draft("secret-framework", name="Zyxwvut")
    values = {"name_zh": "Zyxwvut", "name_en": "Zyxwvut"}
    feature = actions.create_entry(Feature, "secret-feature", by=make_editor(), **values).entry
    sources = [make_source(f"secret-{number}", title="Zyxwvut") for number in range(4)]
    live.relations.create(type="uses", target=draft.entry).sources.add(sources[0])
    live.assessments.create(feature=feature, verdict="partly", rationale_en="Zyxwvut").sources.add(
        sources[1]
    )
    make_full_article()
    combination = Combination.objects.get()
    combination.pairs.create(
        a=live.entry, b=draft.entry, verdict="partly", rationale_en="Zyxwvut"
    ).sources.add(sources[2])
    item = combination.printed_name.items.get()
    item.statements.create(kind="feature", feature=feature, verdict="partly").sources.add(
        sources[3]
    )
    return draft


@pytest.mark.parametrize("url", sample(PLACES, 8))
def test_nothing_of_it_is_shown(url, hidden, client):
    response = client.get(url)

    assert response.status_code == 200
    assert [secret for secret in SECRETS if secret in response.text] == []


def test_sources_of_it_are_not_there(hidden, client):
    urls = [
        f"{place}/sources/secret-{number}/" for place in ("/en", "/api/v1") for number in range(4)
    ]

    assert {client.get(url).status_code for url in urls} == {404}


def test_filter_and_count_do_not_tell(hidden, client):
    combination = Combination.objects.get()
    combination.printed_name.components.create(position=9, text="X", framework=hidden.entry)
    combination.printed_name.identity = "alias"
    combination.printed_name.save()

    counts = [
        client.get(f"/api/v1/combinations/?framework={slug}").json()["count"]
        for slug in ("secret-framework", "never-was")
    ]

    assert counts == [0, 0]
    assert queries.row_counts().frameworks == 2


def test_the_same_rows_are_shown_once_the_other_end_is_live(hidden, client):
    from catalog import actions

    actions.publish(hidden, by=make_editor())

    assert "Zyxwvut" in client.get("/en/combinations/n1/").text
    assert client.get("/en/sources/secret-0/").status_code == 200
