"""The catalogue as it stood: `?as_of=` on pages and in the API."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from catalog import actions, facets
from catalog.models import (
    Article,
    Category,
    Feature,
    Framework,
    FrameworkRevision,
    GlossaryTerm,
    Term,
)
from tests import databases
from tests.factories import (
    make_draft,
    make_editor,
    make_framework,
    make_full_article,
    make_full_framework,
    make_full_glossary,
)
from tests.products import portions

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
START = datetime(2026, 1, 1, 12, tzinfo=UTC)
PAGES = [
    "",
    "articles/article/",
    "frameworks/",
    "frameworks/?status=unknown&feature=f0",
    "frameworks/alpha/",
    "frameworks/beta/",
    "frameworks/alpha/cite/?fact=licence",
    "compare/?f=alpha&f=beta",
    "matrix/",
    "interoperability/?a=alpha&b=beta",
    "choose/?f0=3",
    "features/",
    "features/f0/",
    "categories/",
    "categories/c0/",
    "combinations/",
    "combinations/n1/",
    "glossary/",
    "glossary/?q=word1",
    "glossary/t1/",
    "sources/",
    "lineage/",
    "coverage/",
]
DOCUMENTS = [
    "frameworks/?language=lua",
    "frameworks/alpha/",
    "features/",
    "features/f0/",
    "categories/c0/",
    "articles/",
    "articles/article/",
    "relations/",
    "combinations/?framework=beta",
    "combinations/n1/",
    "glossary/?q=word1",
    "glossary/t1/",
    "sources/",
]
LISTED = [*PAGES, "matrix/?format=csv", "frameworks/alpha/cite/?format=csl"]
ADDRESSES = [f"/{code}/{page}" for code in ("zh-hans", "en") for page in LISTED] + [
    f"/api/v1/{page}{'&' if '?' in page else '?'}lang=all" for page in DOCUMENTS
]


ROWS = ("assessments", "relations", "terms", "sections", "printed_names", "variants")


def dated(url, moment):
    return f"{url}{'&' if '?' in url else '?'}as_of={moment}"


def undated(response):
    """An answer without what says that it is of another day."""
    text = response.getvalue().decode()
    text = re.sub(r'<div class="preview-bar".*?</div>\s*', "", text, flags=re.S)
    text = re.sub(r'<input type="hidden" name="as_of"[^>]*>', "", text)
    text = re.sub(r'(name="as_of" required) value="[^"]*"', r"\1", text)
    text = re.sub(r"\?as_of=[^\"'#&]*(&amp;|&)", "?", text)
    text = re.sub(r"(&amp;|&|\?)as_of=[^\"'#&]*", "", text)
    text = re.sub(r'<p class="report-link">.*?</p>', "", text)
    text = re.sub(r'<meta name="robots"[^>]*>', "", text)
    return re.sub(r"\s+", " ", text)


def catalogue():
    """Entries of every kind that speak of each other, a draft that nobody may see, and a term."""
    live = make_full_framework("alpha", rows=2)
    lua = Term.objects.create(facet="user_language", slug="lua", name_en="Lua")
    live.terms.create(term=lua)
    facets.rebuild()
    article = make_full_article("article", rows=2)
    framework = article.printed_names.first().components.first().framework
    Framework.objects.filter(pk=framework.pk).update(slug="beta")
    actions.open_draft(live.entry, by=make_editor())
    make_full_glossary(rows=2)
    make_draft("hidden", name="Hidden")


in_catalogue = pytest.mark.database(filled_by=catalogue)


def turn_over():
    """Change everything that anybody may change: rename, drop rows, take down, add anew."""
    by = make_editor()
    for model in (Framework, Feature, Category, Article, GlossaryTerm):
        for live in model.objects.live():
            draft = live.entry.open_revision or actions.open_draft(live.entry, by=by)
            changed = {"name": "Changed"} if model is Framework else {}
            changed |= {"status": "active"} if model is Framework else {}
            changed |= {"title_en": "Changed"} if model is Article else {}
            named = model in (Feature, Category, GlossaryTerm)
            changed |= {"name_en": "C", "name_zh": "改"} if named else {}
            type(draft).objects.filter(pk=draft.pk).update(**changed)
            for name in ROWS:
                if hasattr(draft, name):
                    getattr(draft, name).all().delete()
            actions.publish(draft, by=by)
    actions.trash(Framework.objects.get(slug="beta"), by=by)
    actions.trash(Feature.objects.get(slug="f0"), by=by)
    make_full_article("second", stem="m")


@pytest.mark.parametrize("addresses", portions(ADDRESSES, one_in=6))
@in_catalogue
def test_everything_reads_as_it_did_whatever_happened_since(addresses, client):
    before = {url: undated(client.get(url)) for url in addresses}
    missing = [url for url in addresses if client.get(url).status_code != 200]
    moment = timezone.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    turn_over()

    then = {url: undated(client.get(dated(url, moment))) for url in addresses}
    today = {url: undated(client.get(url)) for url in addresses}

    assert missing == []
    assert [url for url in addresses if then[url] != before[url]] == []
    assert [url for url in addresses if today[url] == before[url]] == []


@pytest.mark.parametrize("addresses", portions(ADDRESSES, one_in=5))
@in_catalogue
def test_today_reads_as_today(addresses, client):
    today = timezone.now().date().isoformat()

    differing = [
        url
        for url in addresses
        if undated(client.get(dated(url, today))) != undated(client.get(url))
    ]

    assert differing == []


@pytest.mark.parametrize("page", PAGES)
@in_catalogue
def test_links_keep_the_moment_and_robots_stay_away(page, client):
    today = timezone.now().date().isoformat()
    url = f"/en/{page}"

    body = client.get(dated(url, today)).text

    assert '<meta name="robots" content="noindex">' in body
    # A filtered page is no other form of the whole list.
    canonical = f'<link rel="canonical" href="http://127.0.0.1:8000{url}">'
    assert (canonical in body) == ("?" not in url)
    body = re.sub(r"<head>.*?</head>", "", body, flags=re.S)
    bar = re.search(r'<div class="preview-bar".*?</div>', body, re.S).group()
    assert f'<a href="{escape(url)}">This page as it is today</a>' in bar
    links = re.findall(r'href="((?:/(?:en|zh-hans)/|\?)[^"]*)"', body.replace(bar, ""))
    assert [
        one
        for one in links
        if f"as_of={today}" not in one
        and not any(part in one for part in ("/about/", "/en/changes/", ".atom"))
    ] == []
    assert [one for one in links if one.count("?") > 1] == []


@databases.fixture
def story():
    """An entry that was live, renamed, taken down and brought back."""
    by = make_editor()
    actions.publish(make_draft("first"), by=by, at=START - 10 * DAY)
    live = actions.publish(make_draft("alpha", name="One"), by=by, at=START)
    draft = actions.open_draft(live.entry, by=by)
    FrameworkRevision.objects.filter(pk=draft.pk).update(name="Two")
    draft.refresh_from_db()
    actions.publish(draft, by=by, at=START + 2 * DAY)
    actions.trash(live.entry, by=by, at=START + 4 * DAY)
    actions.restore(live.entry, by=by, at=START + 6 * DAY)
    return live.entry


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        ("2026-01-01", "One"),
        ("2026-01-01T12:00:00Z", "One"),
        ("2026-01-03T12:00:00+00:00", "Two"),
        ("2026-01-03T19:59:59%2B08:00", "One"),
        ("2026-01-03T20:00:00 08:00", "Two"),
        ("2026-01-03T20:00", "Two"),
        ("2026-01-02", "One"),
        ("2026-01-03", "Two"),
        ("2026-01-07", "Two"),
    ],
)
def test_day_means_its_end_in_utc_and_a_moment_is_exact(moment, name, story, client):
    page = client.get(f"/en/frameworks/alpha/?as_of={moment}")
    document = client.get(f"/api/v1/frameworks/alpha/?as_of={moment}")

    assert (page.context["framework"].name, document.json()["name"]) == (name, name)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-12-31", "2026-01-01"),
        ("2026-01-05", "2026-01-07"),
    ],
)
def test_what_was_not_there_then_says_since_when_it_is(moment, day, story, client):
    en = client.get(f"/en/frameworks/alpha/?as_of={moment}")
    zh = client.get(f"/zh-hans/frameworks/alpha/?as_of={moment}")
    document = client.get(f"/api/v1/frameworks/alpha/?lang=en&as_of={moment}")

    words = f"This entry was not in the catalogue at that time. It was published on {day}."
    assert [answer.status_code for answer in (en, zh, document)] == [404, 404, 404]
    assert words in en.text
    assert f"该条目当时不在目录中，发布于 {day}。" in zh.text
    assert '<a href="/en/frameworks/alpha/">This page as it is today</a>' in en.text
    assert (document.json()["detail"], document.json()["code"]) == (words, "not_found")


def test_what_is_not_public_today_says_nothing_of_itself(story, client):
    make_draft("hidden")
    actions.trash(story, by=make_editor())

    answers = [
        client.get(f"{place}frameworks/{slug}/?as_of=2025-12-31")
        for place in ("/en/", "/api/v1/")
        for slug in ("hidden", "alpha", "never-was")
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 2


def test_page_of_what_is_gone_leads_to_the_catalogue_of_today(story, client):
    actions.trash(story, by=make_editor())

    body = client.get("/en/frameworks/alpha/?as_of=2026-01-01").text

    assert "This page is not in the catalogue any more." in body
    assert '<a href="/en/">The catalogue today</a>' in body


def test_address_of_a_retired_entry_leads_on_at_the_same_moment(story, client):
    target = make_framework("beta")
    actions.trash(story, by=make_editor(), redirect_to=target.entry)
    now = timezone.now().date().isoformat()

    page = client.get(f"/en/frameworks/alpha/?as_of={now}")
    earlier = client.get("/en/frameworks/alpha/?as_of=2025-12-31")

    assert (page.status_code, page["Location"]) == (301, f"/en/frameworks/beta/?as_of={now}")
    assert earlier.status_code == 404


REFUSED = [
    ("yesterday", "“yesterday” is no date. Write 2026-11-24", "“yesterday”不是日期"),
    ("2026-02-30", "“2026-02-30” is no date", "“2026-02-30”不是日期"),
    ("2026-1-1", "“2026-1-1” is no date", "“2026-1-1”不是日期"),
    ("20260101", "“20260101” is no date", "“20260101”不是日期"),
    ("9999-12-31", "9999-12-31 lies ahead; today is ", "9999-12-31 尚未到来；今天是"),
    ("9999-12-31T23:59:59-14:00", "lies ahead", "尚未到来"),
    ("0001-01-01T00:00:00+14:00", "the catalogue begins on 2025-12-22", "始于 2025-12-22"),
    ("2025-12-21", "At 2025-12-21 nothing was published yet", "2025-12-21 时尚未发布任何内容"),
]


@pytest.mark.parametrize(("moment", "english", "chinese"), REFUSED)
def test_wrong_moment_is_refused_in_both_languages(moment, english, chinese, story, client):
    query = {"as_of": moment}
    pages = [client.get(f"/{code}/frameworks/", query) for code in ("en", "zh-hans")]
    answers = [
        client.get("/api/v1/frameworks/", query | {"lang": code}) for code in ("en", "zh-hans")
    ]

    assert [answer.status_code for answer in (*pages, *answers)] == [400] * 4
    for answer, words in zip((*pages, *answers), (english, chinese) * 2, strict=True):
        assert words in answer.text
    assert [error["parameter"] for error in answers[0].json()["errors"]] == ["as_of"]


def test_empty_catalogue_has_no_past(client):
    response = client.get("/en/?as_of=2026-01-01")

    assert response.status_code == 400
    assert "Nothing has been published yet." in response.text


def test_no_two_revisions_share_a_moment_where_a_clock_was_set_back():
    by = make_editor()
    live = actions.publish(make_draft("alpha"), by=by, at=START)
    second = actions.publish(actions.open_draft(live.entry, by=by), by=by, at=START + 9 * DAY)
    third = actions.publish(actions.open_draft(live.entry, by=by), by=by, at=START + 4 * DAY)
    actions.trash(live.entry, by=by, at=START + 5 * DAY)
    actions.restore(live.entry, by=by, at=START + 6 * DAY)

    seen = [
        [one.number for one in FrameworkRevision.objects.live(START + days * DAY)]
        for days in (0, 4, 5, 6, 9, 10)
    ]

    assert (second.number, third.number) == (2, 3)
    assert seen == [[1], [1], [1], [1], [4], [4]]


def test_preview_knows_no_other_moment(client):
    by = make_editor()
    draft = make_draft("alpha")
    make_framework("beta")
    link = actions.share_preview(draft, timezone.now() + DAY, by=by)

    page = client.get(f"/en/preview/{link.token}/?as_of=2026-01-01")
    document = client.get(f"/api/v1/preview/{link.token}/?as_of=2026-01-01")

    assert (page.status_code, document.status_code) == (200, 400)
