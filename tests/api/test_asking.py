"""Lists are asked for what a program knows: identifiers, packages, words, and days."""

from datetime import date

import pytest

from tests.factories import (
    make_draft,
    make_feature,
    make_framework,
    make_glossary_term,
    make_source,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

LIST = "/api/v1/frameworks/"


@pytest.fixture
def three():
    alpha = make_framework("alpha", name="PyTorch", verified_on=date(2026, 1, 10))
    alpha.packages.create(registry="PyPI", name="torch")
    alpha.printed_forms.create(text="Torch-Py")
    beta = make_framework("beta", verified_on=date(2026, 3, 1))
    beta.packages.create(registry="PyPI", name="Beta_Net.core")
    beta.packages.create(registry="conda-forge", name="beta")
    make_framework("gamma")
    make_draft("hidden").packages.create(registry="PyPI", name="hidden")


def asked(client, query, *, path=LIST):
    answer = client.get(f"{path}?lang=en&{query}")
    assert answer.status_code == 200, answer.content
    body = answer.json()
    ids = [one["id"] for one in body["results"]]
    assert body["count"] in (None, len(ids))
    return sorted(ids), body.get("not_found")


@pytest.mark.parametrize(
    ("query", "ids", "missing"),
    [
        ("package=pkg:pypi/torch", ["alpha"], []),
        ("package=pkg:pypi/Torch@2.1.0", ["alpha"], []),
        ("package=pkg:pypi/beta-net-core", ["beta"], []),
        ("package=pkg:PyPI/beta.net_core", ["beta"], []),
        ("package=pkg:conda/beta", ["beta"], []),
        ("package=pkg:npm/torch", [], ["pkg:npm/torch"]),
        ("package=pkg:pypi/torch&package=pkg:pypi/none", ["alpha"], ["pkg:pypi/none"]),
        ("package=pkg:pypi/torch,pkg:conda/beta", ["alpha", "beta"], []),
        ("package=pkg:pypi/hidden", [], ["pkg:pypi/hidden"]),
        ("package=pkg:pypi/torch&fields=id,name", ["alpha"], []),
        ("package=pkg:pypi/torch&cursor=", ["alpha"], []),
        ("package=pkg:pypi/torch&status=retired", [], []),
        ("id=beta&id=alpha", ["alpha", "beta"], []),
        ("id=alpha,hidden,none,none", ["alpha"], ["hidden", "none"]),
        ("id=none&package=pkg:pypi/none", [], ["none", "pkg:pypi/none"]),
        ("q=pytorch", ["alpha"], None),
        ("q=torch-py", ["alpha"], None),
        ("q=beta+nothing", [], None),
        ("updated_since=2000-01-01", ["alpha", "beta", "gamma"], None),
        ("updated_since=2000-01-01T00:00:00Z", ["alpha", "beta", "gamma"], None),
        ("updated_since=2999-01-01", [], None),
        ("verified_before=2026-03-01", ["alpha"], None),
        ("verified_before=2026-03-02&sort=-name", ["alpha", "beta"], None),
    ],
)
def test_frameworks_are_found_and_what_is_not_is_named(query, ids, missing, three, client):
    assert asked(client, query) == (ids, missing)


def test_matrix_is_asked_in_the_same_way(three, client):
    assert asked(client, "package=pkg:pypi/torch&id=alpha", path="/api/v1/matrix/") == (
        ["alpha"],
        [],
    )


def test_other_lists_are_asked_by_identifier_and_words(three, client):
    make_feature("speed", name_en="Speed", name_zh="速度")
    make_glossary_term("tensor")
    make_source("read-me")

    found = [
        asked(client, "id=speed&id=none", path="/api/v1/features/"),
        asked(client, "q=速", path="/api/v1/features/"),
        asked(client, "updated_since=2999-01-01", path="/api/v1/features/"),
        asked(client, "id=tensor", path="/api/v1/glossary/"),
        asked(client, "id=read-me", path="/api/v1/sources/"),
        asked(client, "id=none", path="/api/v1/combinations/"),
        asked(client, "q=none", path="/api/v1/articles/"),
    ]

    assert found == [
        (["speed"], ["none"]),
        (["speed"], None),
        ([], None),
        (["tensor"], []),
        ([], ["read-me"]),  # nothing live cites it
        ([], ["none"]),
        ([], None),
    ]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("package=torch", "package"),
        ("package=pkg:pypi", "package"),
        ("package=pkg:pypi/", "package"),
        ("id=a%20b", "id"),
        ("updated_since=yesterday", "updated_since"),
        ("updated_since=2026-02-30", "updated_since"),
        ("verified_before=2026-13-01", "verified_before"),
        ("verified_before=2026-01-01T00:00:00Z", "verified_before"),
        ("q=" + "x" * 101, "q"),
    ],
)
def test_what_can_not_be_asked_is_refused_by_name(query, parameter, client):
    answer = client.get(f"{LIST}?lang=en&{query}")

    assert answer.status_code == 400
    assert [one["parameter"] for one in answer.json()["errors"]] == [parameter]
