"""Pages by number: read from either end of the list, and the same rows as the list has."""

import pytest

from catalog.filters import FrameworkFilterSet
from catalog.models import FrameworkRevision
from catalog.paginator import Paginator
from tests.factories import make_framework

pytestmark = pytest.mark.engine

ORDERS = ["name", "-name", "first_release", "-first_release", "status"]


def make_frameworks(number):
    for place in range(number):
        status = "active" if place % 2 else "archived"
        revision = make_framework(f"framework-{place}", status=status)
        if place % 3:  # what has no date stands last in either order
            revision.releases.create(role="first", released_on=f"201{place}")


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS)
def test_pages_together_are_the_list(order):
    make_frameworks(7)
    listed = FrameworkFilterSet({"sort": order}, FrameworkRevision.objects.live()).qs
    paginator = Paginator(listed, 2)

    pages = [paginator.page(number) for number in paginator.page_range]

    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert [one for page in pages for one in page] == [*listed]


def test_pages_of_a_list_in_memory_are_the_list():
    paginator = Paginator([*range(7)], 2)

    pages = [[*paginator.page(number)] for number in paginator.page_range]

    assert pages == [[0, 1], [2, 3], [4, 5], [6]]


@pytest.mark.django_db
def test_the_last_page_is_read_from_the_end(django_assert_num_queries):
    make_frameworks(5)
    paginator = Paginator(FrameworkRevision.objects.live().order_by("pk"), 2)
    paginator.count = 5

    with django_assert_num_queries(1) as captured:
        (last,) = paginator.page(3)

    assert last.slug == "framework-4"
    assert "OFFSET" not in captured[0]["sql"]
    assert "DESC LIMIT 1" in captured[0]["sql"]


@pytest.mark.django_db
def test_a_list_without_rows_has_one_empty_page():
    paginator = Paginator(FrameworkRevision.objects.live().order_by("pk"), 2)

    assert [*paginator.page(1)] == []
