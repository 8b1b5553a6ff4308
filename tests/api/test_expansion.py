"""`?expand=` puts what an object names beside it, and changes nothing that it says."""

import pytest
from django.utils import timezone

from catalog import actions
from tests.factories import make_editor, make_full_article, make_full_framework
from tests.products import combinations

pytestmark = pytest.mark.django_db


def test_expanded_holds_each_named_document_once_as_its_list_shows_it(client):
    live = make_full_framework("alpha", rows=2)
    url = "/api/v1/frameworks/alpha/?lang=en"
    plain = client.get(url).json()

    body = client.get(f"{url}&expand=sources,features,frameworks").json()

    expanded = body.pop("expanded")
    assert body == plain
    assert list(expanded) == ["sources", "features", "frameworks"]
    assert [one["id"] for one in expanded["features"]] == ["f0", "f1"]
    others = {relation.target.slug for relation in live.relations.all()}
    assert {one["id"] for one in expanded["frameworks"]} == {"alpha", *others}
    for name, documents in expanded.items():
        listed = client.get(f"/api/v1/{name}/?lang=en&page_size=100").json()["results"]
        assert documents == sorted(
            (one for one in listed if one in documents), key=lambda one: one["id"]
        )


def test_list_expands_every_object_by_what_it_names(client):
    make_full_framework("alpha", rows=2)

    results = client.get("/api/v1/relations/?lang=en&expand=sources").json()["results"]

    assert len(results) == 4
    assert all(
        [one["id"] for one in row["expanded"]["sources"]] == row["sources"] for row in results
    )


@pytest.mark.parametrize(
    ("path", "beside"),
    combinations(
        ["frameworks/alpha/?", "relations/?", "relations/?cursor=&"],
        ["lang=en", "lang=all", "lang=en&as_of={today}"],
    ),
)
def test_fields_cut_the_object_and_not_what_is_expanded(path, beside, client):
    make_full_framework("alpha", rows=2)
    url = f"/api/v1/{path}{beside.format(today=timezone.now().date())}"
    expand = "&expand=sources,frameworks"
    whole = documents_of(client.get(url + expand))

    for fields in ("&fields=id", "&fields=url,name,summary"):
        short = documents_of(client.get(url + expand + fields))

        assert [one.pop("expanded") for one in short] == [one["expanded"] for one in whole]
        assert short == documents_of(client.get(url + fields))
    assert all(one["expanded"]["sources"] for one in whole)


def documents_of(response):
    body = response.json()
    return body.get("results", [body])


def test_what_readers_can_not_see_is_not_expanded(client):
    make_full_article(rows=1)
    part = client.get("/api/v1/combinations/n1/?lang=en").json()["components"][0]["framework"]
    entry = make_full_framework("alpha").entry.__class__.objects.get(slug=part)
    actions.trash(entry, by=make_editor())

    body = client.get("/api/v1/combinations/n1/?lang=en&expand=frameworks").json()

    assert part not in [one["id"] for one in body["expanded"]["frameworks"]]
    assert len(body["expanded"]["frameworks"]) == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/api/v1/relations/?expand=sources.sources", "“sources.sources” is not known here"),
        ("/api/v1/relations/?expand=secret", "Accepted: sources, frameworks."),
        ("/api/v1/features/?expand=sources", "This parameter is not known."),
    ],
)
def test_undeclared_name_or_second_level_is_refused(url, words, client):
    response = client.get(url, headers={"accept-language": "en"})

    assert response.status_code == 400
    assert words in response.json()["detail"]
