import pytest
from playwright.sync_api import expect

from catalog import tokens
from catalog.models import Framework
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLE = "articles/deep-learning-frameworks/"


def test_reader_reads_the_article_in_both_languages(site, page):
    page.goto(f"{site}/zh-hans/{ARTICLE}#row-44")
    assert page.locator("#row-44").is_visible()
    assert "部分成立：Gluon 属于 MXNet" in page.locator("#row-44").inner_text()

    page.locator(".lang-switch a[hreflang=en]").click()

    assert page.url.startswith(f"{site}/en/{ARTICLE}")
    assert page.locator("html").get_attribute("lang") == "en"
    assert "The relation is partly true: Gluon" in page.locator("#row-44").inner_text()


@pytest.mark.matrix
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


@pytest.mark.matrix
def test_editor_edits_previews_and_publishes(site, page):
    sentence = "A sentence that only this test writes."
    public = f"{site}/en/frameworks/keras/"
    entry = Framework.objects.get(slug="keras")

    sign_in(page, site)
    page.goto(f"{site}/en/admin/catalog/framework/{entry.pk}/change/")
    page.get_by_role("button", name="Open a draft").click()
    page.fill("#id_summary_en", sentence)
    with page.expect_navigation():
        page.locator("[name=_continue]").first.click()
    page.goto(public)
    assert sentence not in page.content()

    page.goto(f"{site}/en/preview/framework/keras/2/")
    assert sentence in page.content()

    draft = entry.revisions.get(number=2)
    page.goto(f"{site}/en/admin/catalog/frameworkrevision/{draft.pk}/change/")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish", exact=True).click()
    page.goto(public)
    assert sentence in page.content()
    document = page.request.get(f"{site}/api/v1/frameworks/keras/?lang=en").json()
    assert (document["revision"], document["summary"]) == (2, sentence)


@pytest.mark.matrix
def test_api_description_sends_a_write_with_a_token(site, page):
    by = make_user("anna", is_staff=True, is_superuser=True)
    _token, secret = tokens.make_token("page", tokens.scopes_for(by), days=1, by=by)

    page.goto(f"{site}/api/v1/docs/")
    page.locator("button.authorize").click()
    page.locator(".auth-container input").fill(secret)
    page.locator(".auth-btn-wrapper button.authorize").click()
    page.locator(".auth-btn-wrapper .btn-done").click()
    write = page.locator("#operations-frameworks-frameworks_partial_update")
    write.locator(".opblock-summary-control").click()
    write.locator(".try-out__btn").click()
    write.locator("tr[data-param-name=If-Match] input").fill('"1"')
    write.locator("tr[data-param-name=slug] input").fill("keras")
    write.locator("textarea").fill('{"licence": "MIT"}')
    write.locator("button.execute").click()
    answer = write.locator(".live-responses-table .response-col_status").nth(1)

    assert answer.inner_text().strip() == "200"
    assert Framework.objects.get(slug="keras").revisions.get(number=2).licence == "MIT"


@pytest.mark.matrix
def test_api_description_speaks_the_language_of_the_page(site, page):
    page.goto(f"{site}/api/v1/docs/?lang=zh-hans")
    page.get_by_role("button", name="授权").first.click()
    page.get_by_role("button", name="关闭").last.click()
    read = page.locator("#operations-frameworks-frameworks_list")
    read.locator(".opblock-summary-control").click()
    read.get_by_role("button", name="试一试").click()
    read.get_by_role("button", name="发送请求").click()

    expect(read.get_by_role("heading", name="服务器的响应")).to_be_visible(timeout=30_000)
    expect(read.get_by_text("每页的条数。")).to_be_visible(timeout=30_000)
    assert read.get_by_text("Try it out").count() == 0
