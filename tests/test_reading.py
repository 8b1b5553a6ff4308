"""The article as reading matter: one language or both, and what its rows really are."""

import pytest

from catalog import pictures
from tests.factories import make_full_article

pytestmark = pytest.mark.django_db
ARTICLE = "/en/articles/deep-learning-frameworks/"


def text_of(response):
    return " ".join(response.content.decode().split())


def rows_of(page):
    return [int(part.split('"')[0]) for part in page.split('id="row-')[1:]]


def test_mosaic_counts_what_the_rows_really_are(content, client):
    response = client.get(ARTICLE)

    assert {value: number for value, _label, number in response.context["natures"]} == {
        "real": 18,
        "combination": 25,
        "repetition": 26,
        "not_found": 1,
        "cut_off": 1,
    }
    assert len(response.context["cells"]) == 70


def test_repeated_row_leads_to_the_row_that_names_its_sources(content, client):
    whole, alone = (
        text_of(client.get(ARTICLE, query)).split('id="row-44"')[1].split("<details>")[0]
        for query in ({}, {"rows": "repetition"})
    )

    assert '<a href="#row-24">Names and sources: row 24</a>' in whole
    assert 'class="sources"' not in whole
    assert "Names and sources" not in alone
    assert 'class="sources"' in alone


@pytest.mark.parametrize(
    ("wanted", "number"),
    [("real", 18), ("combination", 25), ("repetition", 26), ("not_found", 1), ("cut_off", 1)],
)
def test_filter_shows_exactly_the_rows_that_it_counts(wanted, number, content, client):
    page = client.get(ARTICLE, {"rows": wanted}).content.decode()

    assert len(rows_of(page)) == number
    assert '<meta name="robots" content="noindex">' in page


def test_filter_that_is_none_is_not_found(content, client):
    assert client.get(ARTICLE, {"rows": "nice"}).status_code == 404


def test_every_square_leads_to_a_row_of_the_page(content, client):
    response = client.get(ARTICLE)
    there = set(rows_of(response.content.decode()))

    assert {cell.number for cell in response.context["cells"]} == there == set(range(1, 71))


@pytest.mark.parametrize(("language", "first"), [("en", "en"), ("zh-hans", "zh-Hans")])
def test_both_languages_stand_side_by_side_each_with_its_own(language, first, content, client):
    page = client.get(f"/{language}/articles/deep-learning-frameworks/?view=both").content.decode()

    pairs = page.split('<div class="parallel">')[1:]
    languages = [[part.split('"')[0] for part in pair.split(' lang="')[1:3]] for pair in pairs]
    other = {"en": "zh-Hans", "zh-Hans": "en"}[first]
    assert languages == [[first, other]] * len(pairs)
    assert len(pairs) == 86


def test_side_by_side_says_what_is_not_translated_yet(client):
    article = make_full_article()
    article.sections.get().items.update(body_zh="只有中文", body_en="")

    page = text_of(client.get("/en/articles/article/?view=both"))

    assert page.count('<span class="meta">not translated yet</span>') == 1
    assert "只有中文" in page


def test_mosaic_stands_in_lines_of_fourteen():
    cells, size, height = pictures.mosaic([(n, f"row-{n}", "real", "") for n in range(1, 17)])

    assert (cells[13].y, cells[14].x, cells[14].y) == (0, 0, size)
    assert height == pytest.approx(2 * size, abs=0.01)
