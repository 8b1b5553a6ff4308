"""What machines read: feeds, structured data, citations, llms.txt."""

import json
import re
from xml.etree import ElementTree  # the feeds are our own

import pytest
from django.utils import timezone

from catalog import actions
from catalog.models import PublicChange, Term
from tests.factories import (
    make_draft,
    make_editor,
    make_framework,
    make_full_article,
    make_full_framework,
    make_glossary_term,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries_of(response):
    feed = ElementTree.fromstring(response.content)  # noqa: S314
    entries = feed.findall(f"{ATOM}entry")
    return feed, [(one.find(f"{ATOM}title").text, one.find(f"{ATOM}id").text) for one in entries]


@pytest.mark.parametrize(
    ("language", "lang", "title"),
    [
        ("en", "en", "Keras (framework), revision 1"),
        ("zh-hans", "zh-Hans", "Keras（框架），第 1 版"),
    ],
)
def test_changes_feed_speaks_the_language_and_names_the_site(
    language, lang, title, client, settings
):
    settings.SITE_URL = "https://atlas.example.org"
    make_framework("keras")

    response = client.get(f"/{language}/feeds/changes.atom")

    feed, entries = entries_of(response)
    cursor = PublicChange.objects.get(kind="framework").cursor
    address = f"https://atlas.example.org/{language}/changes/#change-{cursor}"
    assert entries == [(title, address)]
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    assert b"testserver" not in response.content
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize(
    "address", ["feeds/changes.atom", "feeds/releases.atom", "frameworks/keras/feed.atom"]
)
def test_feeds_hold_nothing_of_drafts(address, client):
    live = make_framework("keras")
    draft = actions.open_draft(live.entry, by=make_editor())
    draft.releases.create(role="latest", version="9-canary", released_on="2026-01")
    make_draft("canary")

    assert b"canary" not in client.get(f"/en/{address}").content


def test_feed_of_a_framework_holds_its_published_revisions(client):
    by = make_editor()
    live = make_framework("keras", by=by)
    actions.publish(actions.open_draft(live.entry, by=by), by=by)

    _feed, entries = entries_of(client.get("/en/frameworks/keras/feed.atom"))

    assert [title for title, _id in entries] == [
        "Keras (framework), revision 2",
        "Keras (framework), revision 1",
    ]
    assert client.get("/en/frameworks/nothing/feed.atom").status_code == 404


def test_releases_feed_holds_dated_releases_of_what_is_live(client):
    live = make_framework("keras")
    live.releases.create(role="first", version="0.1", released_on="2015")
    live.releases.create(role="latest", version="3.0", released_on="2026-07-29")
    live.releases.create(role="other", version="undated")

    _feed, entries = entries_of(client.get("/en/feeds/releases.atom"))

    assert [title for title, _id in entries] == ["Keras 3.0", "Keras 0.1"]


def linked_of(page):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.decode(), re.S)
    return json.loads(found[1])["@graph"] if found else None


def test_framework_page_describes_a_program(client):
    live = make_framework("keras", licence="Apache-2.0", homepage_url="https://keras.example/")
    live.releases.create(role="latest", version="3.0", released_on="2026-07-29")

    node = linked_of(client.get("/en/frameworks/keras/").content)[0]

    assert node["@type"] == "SoftwareApplication"
    assert (node["name"], node["inLanguage"], node["softwareVersion"]) == ("Keras", "en", "3.0")
    assert node["license"] == "https://spdx.org/licenses/Apache-2.0"
    assert node["sameAs"] == ["https://keras.example/"]
    assert "alternateName" not in node


def test_structured_data_says_which_language_a_text_is_in(client):
    make_framework("keras", summary_zh="神经网络接口。", summary_en="")
    make_glossary_term("tensor", name_en="tensor", definition_zh="多维数组。", definition_en="")

    program, term = (
        linked_of(client.get(f"/en/{path}/").content)[0]
        for path in ("frameworks/keras", "glossary/tensor")
    )

    assert (program["description"], program["inLanguage"]) == ("神经网络接口。", "zh-Hans")
    assert (term["description"], term["inLanguage"]) == ("多维数组。", "zh-Hans")


def test_author_of_a_program_is_an_organisation_and_no_sentence(client):
    live = make_framework("keras", developer_en="Somebody at first; now the Keras team")
    term = Term.objects.create(facet="developer", slug="keras-team", name_en="Keras team")
    live.terms.create(term=term)

    node = linked_of(client.get("/en/frameworks/keras/").content)[0]

    assert node["author"] == [{"@type": "Organization", "name": "Keras team"}]
    assert node["creditText"] == "Somebody at first; now the Keras team"


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("MIT", "https://spdx.org/licenses/MIT"),
        ("LicenseRef-NVIDIA-CUDA-EULA", None),
        ("MIT OR Apache-2.0", None),
        ("", None),
    ],
)
def test_licence_leads_to_a_page_of_the_list_or_nowhere(licence, address, client):
    make_framework("keras", licence=licence)

    assert linked_of(client.get("/en/frameworks/keras/").content)[0].get("license") == address


# By type the properties that it may have here, of those that schema.org defines for it.
PROPERTIES = {
    "SoftwareApplication": {
        *("name", "alternateName", "description", "inLanguage", "applicationCategory", "author"),
        *("operatingSystem", "softwareVersion", "datePublished", "license", "creditText"),
        *("sameAs", "dateModified", "url"),
    },
    "Article": {
        *("headline", "description", "inLanguage", "publisher", "dateModified", "url"),
        *("workTranslation", "translationOfWork"),
    },
    "DefinedTerm": {
        *("name", "alternateName", "description", "inLanguage", "inDefinedTermSet", "url"),
    },
    "DefinedTermSet": {"name"},
    "ClaimReview": {"url", "claimReviewed", "itemReviewed", "author", "reviewRating"},
    "Claim": {"appearance"},
    "Rating": {"ratingValue", "bestRating", "worstRating", "alternateName"},
    "Organization": {"name", "url"},
}
ADDRESSES = {"@id", "url", "license", "appearance", "sameAs"}


def faults_of(node, place="@graph"):
    """Where a node of JSON-LD says what schema.org does not know, nothing, or no address."""
    known = PROPERTIES.get(node.get("@type"), set())
    for name, value in node.items():
        here = f"{place}.{name}"
        if not name.startswith("@") and name not in known:
            yield f"{here} is unknown of {node.get('@type')}"
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from faults_of(one, here)
            elif one in ("", None):
                yield f"{here} is empty"
            elif name in ADDRESSES and not re.fullmatch(r"https?://[^\s]+", one):
                yield f"{here} is no address"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_structured_data_holds_what_schema_org_knows(language, client, settings):
    settings.SITE_URL = "https://atlas.example.org"
    make_full_article()
    make_full_framework("keras")
    make_glossary_term("tensor")

    for path in ("articles/article", "frameworks/keras", "glossary/tensor"):
        graph = linked_of(client.get(f"/{language}/{path}/").content)
        assert [fault for node in graph for fault in faults_of(node)] == []


def test_structured_data_can_not_break_out_of_its_element(client):
    make_framework("bad", name="</script><script>alert(1)</script>", summary_en="<!-- <script>")

    page = client.get("/en/frameworks/bad/").content

    assert linked_of(page)[0]["name"] == "</script><script>alert(1)</script>"
    assert b"<script>alert" not in page


def test_framework_page_reviews_what_the_article_claims(client):
    article = make_full_article()
    row = article.sections.get().items.get()
    framework = row.printed_name.components.first().framework
    row.printed_name.components.exclude(framework=framework).delete()
    type(row.printed_name).objects.update(identity="framework")

    graph = linked_of(client.get(framework.get_absolute_url().replace("/zh-hans/", "/en/")).content)

    review = next(node for node in graph if node["@type"] == "ClaimReview")
    assert review["claimReviewed"] == "N1: a feature: Article-Feature"
    assert review["reviewRating"]["ratingValue"] == 3
    assert review["url"].endswith("/en/articles/article/#row-1")


@pytest.mark.parametrize(
    ("language", "relation", "other"),
    [("zh-hans", "workTranslation", "en"), ("en", "translationOfWork", "zh-Hans")],
)
def test_article_names_its_translation(language, relation, other, client):
    make_full_article()

    node = linked_of(client.get(f"/{language}/articles/article/").content)[0]

    assert node[relation]["inLanguage"] == other


def test_glossary_page_describes_a_term(client):
    make_glossary_term("tensor", name_zh="张量", name_en="tensor")

    node = linked_of(client.get("/en/glossary/tensor/").content)[0]

    assert (node["@type"], node["name"], node["alternateName"]) == (
        "DefinedTerm",
        "tensor",
        ["张量"],
    )


def test_citation_keeps_showing_what_was_cited(client, settings):
    settings.SITE_URL = ""
    by = make_editor()
    live = make_framework("keras", by=by, licence="MIT")
    page = client.get("/en/frameworks/keras/cite/?fact=licence")
    draft = actions.open_draft(live.entry, by=by)
    type(draft).objects.filter(pk=draft.pk).update(licence="Apache-2.0")
    actions.publish(draft, by=by)

    cited = page.context["citation"]
    then = client.get(cited.url.partition("#")[0]).content.decode()

    assert cited.url.endswith("#fact-licence")
    assert "MIT" in then
    assert "Apache-2.0" not in then


def test_citation_in_three_forms(client, settings):
    settings.SITE_URL = "https://atlas.example.org"
    make_framework("keras", name="Keras & Co_1")

    page = client.get("/en/frameworks/keras/cite/")
    downloaded = client.get("/en/frameworks/keras/cite/?format=csl&fact=licence")

    cited, today = page.context["citation"], timezone.now().date()
    assert cited.plain.startswith("“Keras & Co_1”, Framework Atlas, revision 1, ")
    assert cited.plain.endswith(f"(accessed {today}).")
    assert "title = {{Keras \\& Co\\_1}}" in cited.bibtex
    assert downloaded.json()[0]["title"] == "Keras & Co_1 – licence"
    assert downloaded.json()[0]["accessed"] == {
        "date-parts": [[today.year, today.month, today.day]]
    }


def test_citation_of_an_unknown_fact_is_not_found(client):
    make_full_framework("keras")

    assert client.get("/en/frameworks/keras/cite/?fact=taste").status_code == 404
    assert client.get("/en/frameworks/nothing/cite/").status_code == 404


def test_llms_txt_leads_to_both_languages_and_the_api(client, settings):
    settings.SITE_URL = "https://atlas.example.org"

    response = client.get("/llms.txt")

    lines = response.content.decode().splitlines()
    assert "- [框架](https://atlas.example.org/zh-hans/frameworks/)" in lines
    assert "- [Frameworks](https://atlas.example.org/en/frameworks/)" in lines
    assert "- [API description](https://atlas.example.org/api/v1/openapi.json)" in lines
