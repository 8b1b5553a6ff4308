"""No page that grows with the catalogue makes PostgreSQL read a growing table from end to end."""

import pytest
from django.db import connection

from bench.generate import fill
from bench.plans import plan, whole_reads
from catalog import facets, search
from catalog.models import Framework
from tests.factories import make_category, make_feature, make_full_framework

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="reads the plans of PostgreSQL; it runs there"
    ),
]

ADDRESSES = [
    "/en/frameworks/",
    "/en/frameworks/?page=2",
    "/en/frameworks/?sort=-name",
    "/en/frameworks/?status=active",
    "/en/frameworks/?kind=framework",
    "/en/frameworks/?licence=MIT",
    "/en/frameworks/?execution_model=static",
    "/en/frameworks/?distributed_training=unknown",
    "/en/frameworks/?language=g-user_language-0",
    "/en/frameworks/?accelerator=g-accelerator-0",
    "/en/frameworks/?developer=g-developer-0",
    "/en/frameworks/?platform=g-platform-0",
    "/en/frameworks/?category=low-level",
    "/en/frameworks/?feature=speed",
    "/en/frameworks/?feature=speed:partly&status=active&language=g-user_language-1",
    "/en/frameworks/alpha/",
    "/en/matrix/",
    "/en/compare/?f=alpha&f=g-1",
    "/en/sources/",
    "/en/search/?q=framework",
    "/en/search/suggestions/?q=ten",
    "/api/v1/frameworks/?lang=en",
    "/api/v1/frameworks/?lang=en&status=active",
    "/api/v1/frameworks/alpha/?lang=en",
    "/api/v1/sources/?lang=en",
]


@pytest.fixture
def catalogue():
    """Forty entries, and a planner that reads a table as a whole only where it has to.

    Of so few it would rather read all; of a hundred thousand it would not. What is shown is that
    an index serves each query, not that it is the quickest way: that, `make bench-growth` measures.
    """
    make_feature("speed")
    make_category("low-level")
    make_full_framework("alpha")
    fill(40)
    facets.rebuild()
    search.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.fixture(autouse=True)
def _reading_whole_tables_is_dear():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")


def test_no_page_reads_a_growing_table_as_a_whole(catalogue):
    found = {address: whole_reads(address) for address in ADDRESSES}

    assert Framework.objects.count() > 40
    assert {address: reads for address, reads in found.items() if reads} == {}


def test_search_is_answered_from_its_index():
    found = plan("SELECT id FROM catalog_searchdocument WHERE lexemes @@ 'aframework'::tsquery")

    assert "search_document_lexemes" in str(found)


def test_search_is_expected_to_find_few_documents():
    """From a thousand a branch on, the whole table of documents would be read beside them."""
    found = plan("SELECT id FROM catalog_search_documents('aframework'::tsquery, 500) AS found(id)")

    assert found["Plan Rows"] == 100


def test_plan_without_an_index_is_noticed():
    found = plan("SELECT id FROM catalog_frameworkrevision WHERE summary_en LIKE '%x%'")

    assert (found["Node Type"], found["Relation Name"]) == ("Seq Scan", "catalog_frameworkrevision")
