"""Lists, details and dumps read what is ready, and answer the same bytes as without it."""

import pytest

from catalog import readymade
from catalog.documents.public import dumped_lines
from catalog.models import FrameworkRevision, ReadyDocument
from tests.factories import make_full_framework

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

# What is asked of the whole content, beside the details of every framework.
ADDRESSES = (
    "frameworks/?page_size=100",
    "frameworks/?page_size=7&page=2&sort=-first_release",
    "frameworks/?status=active&fields=summary,id,developer",
    "frameworks/keras/?fields=relations,article_rows,developer",
    "articles/",
    "articles/deep-learning-frameworks/",
    "features/?page_size=100",
    "features/performance/",
    "categories/?fields=name",
    "categories/low-level/",
    "glossary/?page_size=100",
    "glossary/?q=tensor",
    "glossary/tensor/",
)


@pytest.mark.matrix
def test_whole_content_reads_the_same_ready_made_as_serialized(content, client):
    slugs = FrameworkRevision.objects.live().values_list("entry__slug", flat=True)
    urls = [
        f"/api/v1/{address}{'&' if '?' in address else '?'}lang={language}"
        for address in (*ADDRESSES, *(f"frameworks/{slug}/" for slug in slugs))
        for language in ("en", "zh-hans")
    ]

    ReadyDocument.objects.all().delete()
    serialized = {url: answered(client, url) for url in urls}
    lines = [*dumped_lines()]
    readymade.rebuild()

    assert ReadyDocument.objects.count() > 3 * len(slugs)
    assert {url: answered(client, url) for url in urls} == serialized
    assert [*dumped_lines()] == lines


def test_what_is_not_kept_is_serialized(client, settings):
    live = make_full_framework("alpha")
    readymade.rebuild()
    ReadyDocument.objects.update(text='{"id": "kept", "language": {}}')

    def ids(query, **headers):
        return client.get(f"/api/v1/frameworks/?{query}", headers=headers).json()["results"][0][
            "id"
        ]

    assert ids("lang=en") == "kept"
    for query in ("lang=all", "lang=en&fallback=none", "lang=en&cursor="):
        assert ids(query) != "kept"
    assert ids("lang=en", accept="application/json; indent=2") == "kept"
    detail = f"/api/v1/frameworks/{live.slug}/?lang=en"
    assert client.get(detail).json()["id"] == "kept"
    today = f"{live.published_at:%Y-%m-%d}"
    for query in ("expand=sources", f"as_of={today}"):
        assert client.get(f"{detail}&{query}").json()["id"] == "alpha"


def answered(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    names = ("Content-Type", "Content-Language", "ETag", "Allow", "Vary")
    return response.content, [response.get(name) for name in names]
