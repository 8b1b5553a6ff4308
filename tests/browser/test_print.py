"""Pages on paper: a comparison is whole, and what is folded is printed or not promised."""

import pytest

from catalog import facets
from tests.factories import make_feature, make_framework, make_source

pytestmark = [pytest.mark.browser, pytest.mark.matrix, pytest.mark.django_db(transaction=True)]

# The inside of a sheet of A4, in pixels of CSS: landscape, and upright for what knows no `page`.
SHEETS = {"landscape": (1047, 718), "upright": (718, 1047)}


@pytest.fixture
def six():
    """Six frameworks with long words, each with a fact and a verdict that have evidence."""
    feature = make_feature("speed")
    slugs = [f"name-{number}" for number in range(6)]
    for slug in slugs:
        live = make_framework(slug, name=f"Framework{slug}OfAVeryLongName", licence="MIT")
        fact = live.facts.create(field="licence", confidence="high", note_en=f"Why {slug}")
        fact.sources.add(make_source())
        live.assessments.create(
            feature=feature.entry, verdict="supported", rationale_en=f"Fast {slug}"
        )
    facets.rebuild()
    return slugs


@pytest.mark.parametrize("sheet", SHEETS)
def test_comparison_of_six_is_printed_whole(sheet, six, live_server, page):
    width, height = SHEETS[sheet]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{live_server.url}/en/compare/?" + "&".join(f"f={slug}" for slug in six))
    page.emulate_media(media="print")

    edges = page.locator(".compare th, .compare td").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().right)"
    )
    beyond = page.locator(".compare th, .compare td").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length"
    )

    assert max(edges) <= width
    assert beyond == 0
    for slug in six:
        for words in (f"Why {slug}", f"Fast {slug}"):
            assert page.get_by_text(words).evaluate("one => one.checkVisibility()")
    assert not page.locator(".compare-form").is_visible()
