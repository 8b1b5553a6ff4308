import pytest

from catalog import actions
from catalog.models import Framework
from tests.factories import make_editor, make_finding, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLE = "articles/deep-learning-frameworks/"
PAGE_TYPES = [
    "",
    ARTICLE,
    "frameworks/",
    "frameworks/keras/",
    "features/",
    "features/performance/",
    "categories/",
    "categories/low-level/",
    "combinations/",
    "combinations/mxnet-gluon-pytorch/",
    "glossary/",
    "glossary/?q=tensor",
    "glossary/?q=nothing",
    "glossary/tensor/",
    "sources/",
    "sources/keras-readme-2.0.5/",
    "matrix/",
    "matrix/?transpose=1&column=feature:performance&column=fact:platforms",
    "compare/",
    "compare/?f=keras&f=pytorch",
    "choose/?performance=3&ease-of-use=1",
    "interoperability/?a=keras&b=pytorch",
    "frameworks/keras/cite/?fact=licence",
    f"{ARTICLE}?view=both&rows=combination",
    "lineage/",
    "coverage/",
    "changes/",
    "report/?about=frameworks/keras",
    "about/",
    "search/?q=keras",
    "frameworks/nothing/",
]


@pytest.fixture
def site(content, live_server, settings):
    settings.SITE_URL = live_server.url
    return live_server.url


def test_reader_reads_the_article_in_both_languages(site, page):
    page.goto(f"{site}/zh-hans/{ARTICLE}#row-44")
    assert page.locator("#row-44").is_visible()
    assert "不成立：Gluon 属于 MXNet" in page.locator("#row-44").inner_text()

    page.locator(".lang-switch a[hreflang=en]").click()

    assert page.url.startswith(f"{site}/en/{ARTICLE}")
    assert page.locator("html").get_attribute("lang") == "en"
    assert "Not supported: Gluon belongs to MXNet" in page.locator("#row-44").inner_text()


def test_reader_filters_the_list(site, page):
    page.goto(f"{site}/en/frameworks/")
    page.locator("input[name=status][value=archived]").check()
    page.wait_for_url("**status=archived**")

    titles = page.locator(".card .card__title").all_inner_texts()

    assert [" ".join(title.split()) for title in titles] == ["Microsoft Cognitive Toolkit (CNTK)"]


def sign_in(page, site):
    make_user("anna", password="correct horse", is_staff=True, is_superuser=True)
    page.goto(f"{site}/en/admin/")
    page.fill("#id_username", "anna")
    page.fill("#id_password", "correct horse")
    page.locator("[type=submit]").click()
    page.wait_for_selector("#user-tools")


def test_editor_edits_previews_and_publishes(site, page):
    sentence = "A sentence that only this test writes."
    public = f"{site}/en/frameworks/keras/"
    entry = Framework.objects.get(slug="keras")

    sign_in(page, site)
    page.goto(f"{site}/en/admin/catalog/framework/{entry.pk}/change/")
    page.get_by_role("button", name="Open a draft").click()
    page.fill("#id_summary_en", sentence)
    page.locator("[name=_continue]").first.click()
    page.goto(public)
    assert sentence not in page.content()

    page.goto(f"{site}/en/preview/framework/keras/2/")
    assert sentence in page.content()

    draft = entry.revisions.get(number=2)
    page.goto(f"{site}/en/admin/catalog/frameworkrevision/{draft.pk}/change/")
    page.get_by_role("button", name="Publish").click()
    page.goto(public)
    assert sentence in page.content()
    document = page.request.get(f"{site}/api/v1/frameworks/keras/?lang=en").json()
    assert (document["revision"], document["summary"]) == (2, sentence)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_axe_finds_nothing(scheme, language, site, browser, violations):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()

    found = {}
    for path in PAGE_TYPES:
        page.goto(f"{site}/{language}/{path}")
        if rules := violations(page):
            found[path] = rules
    context.close()

    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_desk(scheme, site, browser, violations):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    sign_in(page, site)
    draft = actions.open_draft(Framework.objects.get(slug="keras"), by=make_editor())

    found = {}
    finding = make_finding()
    for path in (
        "",
        "desk/evidence/statement/",
        "desk/revisions/drafts/",
        "catalog/finding/",
        f"catalog/finding/{finding.pk}/change/",
        "catalog/framework/",
        f"catalog/frameworkrevision/{draft.pk}/change/",
    ):
        page.goto(f"{site}/zh-hans/admin/{path}")
        if rules := violations(page):
            found[path] = rules
    context.close()

    assert found == {}


def test_api_description_opens_under_the_content_security_policy(site, page):
    page.goto(f"{site}/api/v1/docs/")
    page.get_by_text("/api/v1/frameworks/{slug}/").wait_for()


@pytest.mark.parametrize("width", [320, 390])
def test_phone_pages_do_not_scroll_sideways(width, site, browser):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()

    wide = []
    for path in PAGE_TYPES:
        page.goto(f"{site}/zh-hans/{path}")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(path)
    context.close()

    assert wide == []
