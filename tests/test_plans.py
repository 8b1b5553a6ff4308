"""No page that grows with the catalogue makes PostgreSQL read a growing table from end to end."""

import psycopg
import pytest
from django.db import connection

from bench.generate import fill
from bench.plans import plan, whole_reads, whole_tables
from catalog import facets, readymade, search
from catalog.models import Framework
from tests.factories import make_category, make_feature, make_full_framework
from tests.servers import database_url

pytestmark = [
    pytest.mark.engine,
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="reads the plans of PostgreSQL; it runs there"
    ),
]

ADDRESSES = [
    "/en/frameworks/",
    "/en/frameworks/?page=2",
    "/en/frameworks/?page=3",
    "/en/frameworks/?sort=-name",
    "/en/frameworks/?q=ten",
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
    "/en/",
    "/en/features/",
    "/en/features/speed/",
    "/en/categories/low-level/",
    "/en/glossary/",
    "/en/feeds/changes.atom",
    "/en/feeds/releases.atom",
    "/en/frameworks/alpha/feed.atom",
    "/en/search/?q=framework",
    "/en/search/suggestions/?q=ten",
    "/api/v1/frameworks/?lang=en",
    "/api/v1/frameworks/?lang=en&status=active",
    "/api/v1/frameworks/alpha/?lang=en",
    "/api/v1/frameworks/?lang=en&cursor=",
    "/api/v1/relations/?lang=en&cursor=",
    "/api/v1/releases/?lang=en&cursor=",
    "/api/v1/sources/?lang=en&cursor=",
    "/api/v1/matrix/?lang=en",
    "/api/v1/features/?lang=en",
    "/api/v1/glossary/?lang=en&q=ten",
    "/api/v1/search/?lang=en&q=ten",
    "/api/v1/changes/",
]

# What reads a growing table from end to end, and why; docs/performance.md names them too.
COUNTS = "it says how many there are, and no facet knows"
BIRTHS = "the first release of each framework is looked up to find the order"
WHOLE = {
    "/en/sources/": COUNTS,
    "/en/changes/": COUNTS,
    "/api/v1/sources/?lang=en": COUNTS,
    "/api/v1/relations/?lang=en": COUNTS,
    "/api/v1/releases/?lang=en": COUNTS,
    "/en/frameworks/?sort=first_release": BIRTHS,
    "/api/v1/frameworks/?lang=en&sort=-first_release": BIRTHS,
    "/en/lineage/": BIRTHS,
    "/en/coverage/": "it counts every claim",
    "/api/v1/coverage/?lang=en": "it counts every claim",
    "/en/choose/?f0=1": "it ranks every framework",
    "/en/interoperability/": "it counts the relations of each framework to find those in the table",
    "/sitemap.xml": "it names every page",
}


@pytest.fixture
def catalogue():
    """More entries than any page lists, and a planner that reads all of a table where it must.

    Of so few it would rather read all; of a hundred thousand it would not. What is shown is that
    an index serves each query, not that it is the quickest way: that, `make bench-growth` measures.
    """
    give_back_what_was_rolled_back()
    make_feature("speed")
    make_category("low-level")
    make_full_framework("alpha")
    readymade.rebuild()
    fill(1000)
    facets.rebuild()
    search.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def give_back_what_was_rolled_back():
    """What the tests before left widens tables and indexes, and the planner reckons with that.

    A plain VACUUM makes no index smaller, and a wide index is dearer than reading another whole.
    """
    tables = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names()))
    with psycopg.connect(database_url(), autocommit=True) as another:
        another.execute(f"VACUUM FULL {tables}")


@pytest.fixture(autouse=True)
def _reading_whole_tables_is_dear():
    with connection.cursor() as cursor:
        for way in ("seqscan", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{way} = off")


@pytest.mark.matrix
def test_no_page_reads_a_growing_table_as_a_whole_but_those_that_must(catalogue):
    found = {address: whole_reads(address) for address in [*ADDRESSES, *WHOLE]}

    assert Framework.objects.count() > 1000
    assert {address: reads for address, reads in found.items() if reads}.keys() == WHOLE.keys()


REVISIONS = "SELECT id FROM catalog_frameworkrevision"
RELATIONS = (
    "SELECT one.id FROM catalog_relation one "
    "JOIN catalog_frameworkrevision of ON of.id = one.revision_id"
)
WHOLE_STATEMENTS = [
    "SELECT count(*) FROM catalog_frameworkrevision",
    f"{REVISIONS} WHERE state = 'live'",
    f"{REVISIONS} WHERE summary_en LIKE '%x%'",
    f"{REVISIONS} WHERE summary_en LIKE '%x%' ORDER BY id",
    f"{REVISIONS} WHERE state = 'live' AND summary_en LIKE '%x%'",
    f"{REVISIONS} ORDER BY summary_en LIMIT 20",
    f"{RELATIONS} ORDER BY of.name",
]
OTHER_STATEMENTS = [
    f"{REVISIONS} ORDER BY id LIMIT 20",
    f"{REVISIONS} WHERE entry_id = 7 AND state = 'live'",
    f"{RELATIONS} ORDER BY one.id LIMIT 20",
    "SELECT id FROM catalog_change WHERE at >= now()",
    "SELECT min(at) FROM catalog_change WHERE action = 'publish'",
]


def test_whole_read_is_noticed_whichever_way_it_goes(catalogue):
    every = [*WHOLE_STATEMENTS, *OTHER_STATEMENTS]

    assert [one for one in every if [*whole_tables(plan(one))]] == WHOLE_STATEMENTS


def test_search_is_answered_from_its_index():
    found = plan("SELECT id FROM catalog_searchdocument WHERE lexemes @@ 'aframework'::tsquery")

    assert "search_document_lexemes" in str(found)


def test_search_is_expected_to_find_few_documents():
    """From a thousand a branch on, the whole table of documents would be read beside them."""
    found = plan("SELECT id FROM catalog_search_documents('aframework'::tsquery, 500) AS found(id)")

    assert found["Plan Rows"] == 100
