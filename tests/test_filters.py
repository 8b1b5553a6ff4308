"""Counts of facets are the numbers of results that choosing them gives."""

import pytest

from tests.products import sample

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.mark.parametrize(
    "query",
    sample(
        [
            "",
            "feature=performance",
            "feature=performance:supported",
            "feature=performance:supported&feature=flexibility",
            "category=low-level&feature=ease-of-use:partly",
            "status=active&language=python",
        ],
        3,
    ),
)
def test_feature_counts_are_the_numbers_of_results(query, content, client):
    page = client.get(f"/en/frameworks/?{query}")
    facet = next(facet for facet in page.context["facets"] if facet.name == "feature")
    chosen = [option.value for option in facet.options if option.selected]

    for option in facet.options:
        slug = option.value.partition(":")[0]
        kept = [value for value in chosen if value.partition(":")[0] != slug]
        rest = [part for part in query.split("&") if part and not part.startswith("feature=")]
        wanted = [f"feature={value}" for value in [*kept, option.value]]
        found = client.get("/api/v1/frameworks/?" + "&".join([*rest, *wanted])).json()
        assert (option.value, found["count"]) == (option.value, option.count)


@pytest.mark.parametrize("sort", ["first_release", "-first_release"])
def test_what_has_no_date_stands_last(sort, content, client):
    results = client.get(f"/api/v1/frameworks/?sort={sort}&page_size=100").json()["results"]
    days = [
        [
            r["released_on"]
            for r in client.get(one["url"]).json()["releases"]
            if r["role"] == "first"
        ]
        for one in results
    ]

    dated = [day[0] for day in days if day and day[0]]
    assert 0 < len(dated) < len(days)
    assert all(day and day[0] for day in days[: len(dated)])
    assert dated == sorted(dated, reverse=sort.startswith("-"))
