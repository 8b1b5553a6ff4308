"""After a choice the results are in view, on a phone too, and the filters are folded away."""

import pytest

from tests.factories import make_feature, make_framework, make_full_article

pytestmark = [pytest.mark.browser, pytest.mark.matrix, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
NEAR_THE_TOP = 200  # pixels from the upper edge of the window


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def judged():
    feature = make_feature("speed")
    for number in range(8):
        live = make_framework(f"name-{number}", status="archived" if number % 2 else "active")
        live.assessments.create(feature=feature.entry, verdict="supported")
    make_full_article(rows=12)


def top_of(page, selector):
    return page.locator(selector).first.bounding_box()["y"]


def test_phone_shows_the_results_after_each_kind_of_choice(phone, live_server, judged):
    site = f"{live_server.url}/en"
    phone.goto(f"{site}/frameworks/")
    phone.locator(".facets summary").click()
    phone.locator("input[name=status][value=archived]").check()
    phone.wait_for_url("**status=archived**")
    tops = {"list": top_of(phone, "#results")}
    is_open = phone.locator(".facets details").evaluate("one => one.open")

    phone.goto(f"{site}/matrix/")
    phone.locator(".facets summary").click()
    phone.locator("input[name=status][value=archived]").check()
    phone.wait_for_url("**status=archived**")
    tops["matrix"] = top_of(phone, "#results")

    phone.goto(f"{site}/choose/")
    phone.locator("select[name=speed]").select_option("3")
    phone.get_by_role("button", name="Rank").click()
    phone.wait_for_url("**speed=3**")
    tops["choose"] = top_of(phone, "#ranking")

    phone.goto(f"{site}/articles/article/")
    phone.locator(".mosaic-legend a[href*='rows=combination']").click()
    phone.wait_for_url("**rows=combination**")
    tops["article"] = top_of(phone, "#rows")

    phone.goto(f"{site}/interoperability/")
    phone.locator("select[name=a]").select_option("name-1")
    phone.locator("select[name=b]").select_option("name-2")
    phone.get_by_role("button", name="Ask").click()
    phone.wait_for_url("**b=name-2**")
    tops["interoperability"] = top_of(phone, "#answer")

    assert {name: top for name, top in tops.items() if not 0 <= top <= NEAR_THE_TOP} == {}
    assert not is_open


def test_phone_that_opens_a_shared_address_is_not_far_from_the_results(phone, live_server, judged):
    tops = {}
    for path, results in (
        ("frameworks/?status=archived", "#results"),
        ("choose/?speed=3", "#ranking"),
        ("articles/article/?rows=combination", ".article-row"),
    ):
        phone.goto(f"{live_server.url}/en/{path}")
        tops[path] = top_of(phone, results)

    # In the first window: the article has its picture of all rows before them.
    assert {path: top for path, top in tops.items() if top > PHONE["height"]} == {}


def test_wide_screen_keeps_filters_open_and_the_heading_in_view(page, live_server, judged):
    page.goto(f"{live_server.url}/en/frameworks/")
    page.locator("input[name=status][value=archived]").check()
    page.wait_for_url("**status=archived**")

    assert page.locator(".facets details").evaluate("one => one.open")
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("document.activeElement.value") == "archived"
