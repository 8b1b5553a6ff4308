"""One literal number of queries per page and answer, whether it holds one row or three."""

import pytest
from django.utils import timezone

from catalog import readymade
from tests.factories import make_full_article, make_full_framework, make_full_glossary

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

QUERIES = {
    "/en/": 8,
    "/en/articles/article/": 15,
    "/en/frameworks/": 12,
    "/en/frameworks/alpha/": 26,
    "/en/features/": 2,
    "/en/features/f0/": 5,
    "/en/categories/": 2,
    "/en/categories/c0/": 5,
    "/en/combinations/": 6,
    "/en/combinations/n1/": 12,
    "/en/glossary/": 1,
    "/en/glossary/t1/": 4,
    "/en/sources/": 2,
    "/en/changes/": 3,
    "/en/feeds/changes.atom": 2,
    "/en/feeds/releases.atom": 1,
    "/en/frameworks/alpha/feed.atom": 2,
    "/en/frameworks/alpha/cite/": 1,
    "/llms.txt": 0,
    "/en/choose/?f0=1": 11,
    "/en/interoperability/": 12,
    "/en/matrix/": 16,
    "/en/compare/?f=alpha": 23,
    "/en/lineage/": 6,
    "/en/coverage/": 17,
    "/en/about/": 0,
    "/sitemap.xml": 12,
    "/en/search/": 0,
    "/en/search/?q=zzzz": 3,
    "/en/search/?q=alpha": 2,
    "/en/search/suggestions/?q=alpha": 2,
    "/api/v1/articles/?lang=en": 3,
    "/api/v1/articles/article/?lang=en": 16,
    "/api/v1/frameworks/?lang=en": 4,
    "/api/v1/frameworks/alpha/?lang=en": 27,
    "/api/v1/features/?lang=en": 3,
    "/api/v1/features/f0/?lang=en": 2,
    "/api/v1/categories/?lang=en": 3,
    "/api/v1/relations/?lang=en": 5,
    "/api/v1/relations/?lang=en&expand=sources,frameworks": 8,
    "/api/v1/releases/?lang=en": 4,
    "/api/v1/matrix/?lang=en": 9,
    "/api/v1/coverage/?lang=en": 20,
    "/api/v1/frameworks/?lang=en&cursor=": 4,
    "/api/v1/combinations/?lang=en": 8,
    "/api/v1/combinations/n1/?lang=en": 13,
    "/api/v1/glossary/?lang=en": 5,
    "/api/v1/glossary/t1/?lang=en": 4,
    "/api/v1/sources/?lang=en": 3,
    "/api/v1/changes/": 40,
    "/api/v1/search/?q=alpha&lang=en": 3,
}

# Of the same answers, those that are read from documents which publishing has made.
READY = {
    "/api/v1/articles/?lang=en": 4,
    "/api/v1/articles/article/?lang=en": 2,
    "/api/v1/frameworks/?lang=en": 4,
    "/api/v1/frameworks/alpha/?lang=en": 2,
    "/api/v1/features/?lang=en": 4,
    "/api/v1/features/f0/?lang=en": 2,
    "/api/v1/categories/?lang=en": 4,
    "/api/v1/glossary/?lang=en": 4,
    "/api/v1/glossary/t1/?lang=en": 2,
}


# One more, for the day on which the catalogue begins, and on an entry one for its page of today.
# Two more where there are facets, which are kept for today only.
ENTRIES = ("frameworks/alpha", "articles/article", "features/f0", "categories/c0", "glossary/t1")
AS_OF = {"/api/v1/frameworks/?lang=en&cursor=": 0} | {
    f"/en/{entry}/": 2 for entry in [*ENTRIES, "frameworks/alpha/cite"]
}
AS_OF |= dict.fromkeys(["/en/frameworks/", "/en/matrix/", "/en/choose/?f0=1"], 3)
# What is only ever of today.
TODAY = ("/en/about/", "/en/changes/", "/api/v1/changes/", "/sitemap.xml", "/llms.txt")


def catalogue_of_one_row():
    fill(rows=1)


def catalogue_of_three_rows():
    fill(rows=3)


def fill(*, rows):
    make_full_framework("alpha", rows=rows)
    make_full_article(rows=rows)
    make_full_glossary(rows=rows)
    readymade.rebuild()


def catalogue_by(build, *marks):
    marks = [pytest.mark.database(filled_by=build), *marks]
    return pytest.param(build, marks=marks, id=build.__name__)


@pytest.fixture(
    params=[
        catalogue_by(catalogue_of_one_row, pytest.mark.matrix),
        catalogue_by(catalogue_of_three_rows),
    ],
    autouse=True,
)
def catalogue(request):
    """Each test runs in both catalogues; a query for each row shows in the larger one."""


@pytest.mark.parametrize(("url", "queries"), (QUERIES | READY).items())
def test_answer_costs_the_same_for_any_number_of_rows(
    url, queries, client, django_assert_num_queries
):
    with django_assert_num_queries(queries):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("url", "queries"),
    [
        (url, queries + AS_OF.get(url, 1))
        for url, queries in QUERIES.items()
        if url not in TODAY and not url.endswith(".atom") and "/search/" not in url
    ],
)
def test_answer_of_another_day_costs_the_same_for_any_number_of_rows(
    url, queries, client, django_assert_num_queries
):
    today = timezone.now().date().isoformat()

    with django_assert_num_queries(queries):
        answer = client.get(f"{url}{'&' if '?' in url else '?'}as_of={today}")

    assert answer.status_code == 200
