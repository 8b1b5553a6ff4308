"""Chinese is large enough to read, links are large enough to touch, and no text lies on another."""

import pytest

from tests.factories import make_feature, make_framework, make_full_article

pytestmark = [pytest.mark.browser, pytest.mark.matrix, pytest.mark.django_db(transaction=True)]

SMALLEST = 13  # pixels of a Chinese character on the screen

# The sizes of the texts of a picture as they are drawn, which its own scale changes.
DRAWN = """(picture) => {
  const scale = picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
  return [...picture.querySelectorAll("text")].map(
    (text) => parseFloat(getComputedStyle(text).fontSize) * scale);
}"""
# Elements whose text is wider than they are, so that it lies on what stands beside them.
CROSSING = """() => [...document.querySelectorAll("dt, th, td")].filter((one) => {
  const range = document.createRange();
  range.selectNodeContents(one);
  return range.getBoundingClientRect().right > one.getBoundingClientRect().right + 1;
}).map((one) => one.textContent.trim())"""


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_verdict_bars_have_chinese_of_thirteen_pixels(width, live_server, page):
    live = make_framework("alpha")
    live.assessments.create(feature=make_feature("speed").entry, verdict="supported")
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(f"{live_server.url}/zh-hans/frameworks/alpha/")

    sizes = page.locator(".picture--glance").evaluate(DRAWN)
    assert min(sizes) >= SMALLEST


def test_links_that_stand_alone_are_large_enough_to_touch(live_server, page):
    article = make_full_article()
    framework = article.printed_names.get().components.first().framework.revisions.get()
    framework.relations.create(type="uses", target_name="Elsewhere")
    page.set_viewport_size({"width": 390, "height": 800})

    small = {}
    for path, links in (
        ("articles/article/", ".article-row__judgement p > a"),
        ("lineage/", "th a"),
        (f"compare/?f={framework.slug}", ".compare a"),
    ):
        page.goto(f"{live_server.url}/zh-hans/{path}")
        heights = page.locator(links).evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().height)"
        )
        assert heights, path
        small[path] = [height for height in heights if height < 24]

    assert small == {path: [] for path in small}


@pytest.mark.parametrize("width", [390, 1440])
def test_no_text_crosses_its_column(width, live_server, page):
    make_framework("sequential", name="keras.Sequential (the Sequential model)")
    page.set_viewport_size({"width": width, "height": 800})

    crossing = {}
    for path in ("about/", "matrix/", "compare/?f=sequential"):
        page.goto(f"{live_server.url}/en/{path}")
        crossing[path] = page.evaluate(CROSSING)

    assert crossing == {path: [] for path in crossing}
