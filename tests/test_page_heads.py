"""What search engines read of a page: its title, description, canonical address and linked data."""

import html
import json
import re
from collections import Counter

import pytest

from catalog.dumps import FORMATS
from catalog.models import Combination, FrameworkRevision, GlossaryTerm, Source
from tests.factories import make_framework, make_full_article, make_full_framework, make_source
from tests.page_types import STYLEGUIDE, public_pages

pytestmark = pytest.mark.django_db
LANGUAGES = ("zh-hans", "en")
LONGEST_TITLE = {"zh-hans": 32, "en": 60}
ORIGIN = "http://127.0.0.1:8000"


def head_of(client, address):
    """What the head of a page says, and the types of its linked data."""
    answer = client.get(address, follow=True)
    body = answer.content.decode()
    found = {
        "title": re.search(r"<title>(.*?)</title>", body, re.S),
        "description": re.search(r'<meta name="description" content="(.*?)">', body, re.S),
        "canonical": re.search(r'<link rel="canonical" href="(.*?)">', body),
    }
    graphs = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.S)
    nodes = [node for graph in graphs for node in json.loads(graph)["@graph"]]
    return {
        **{name: html.unescape(one[1]) if one else None for name, one in found.items()},
        "address": ORIGIN + (answer.redirect_chain[-1][0] if answer.redirect_chain else address),
        "is_noindex": '<meta name="robots" content="noindex' in body,
        "types": {node["@type"] for node in nodes},
    }


def faults_of(head, language):
    """What is wrong with one head by itself."""
    if not 0 < len(head["title"]) <= LONGEST_TITLE[language]:
        yield f"title of {len(head['title'])} characters: {head['title']}"
    if not head["description"]:
        yield "no description"
    if not head["types"] & {"BreadcrumbList", "WebSite"}:
        yield "no linked data"
    if head["is_noindex"] and head["canonical"] not in (None, head["address"]):
        yield f"not to be indexed, and canonical is {head['canonical']}"
    if not head["is_noindex"] and not head["canonical"]:
        yield "no canonical address"


def faults_of_all(client, paths):
    """What is wrong with the heads of these pages, and which descriptions are those of several."""
    faults = {}
    for language in LANGUAGES:
        heads = {path: head_of(client, f"/{language}/{path}") for path in paths}
        indexed = {path: head for path, head in heads.items() if not head["is_noindex"]}
        counts = Counter(head["description"] for head in indexed.values())
        for path, head in heads.items():
            found = [*faults_of(head, language)]
            if path in indexed and counts[head["description"]] > 1:
                found.append(f"description of several pages: {head['description']}")
            faults[f"{language}/{path}"] = found
    return {path: found for path, found in faults.items() if found}


@pytest.mark.matrix
def test_every_type_of_page_has_a_head_of_its_own(content, client):
    # The list of articles leads on to the only one; reports have no place in the way to a page.
    left_out = {STYLEGUIDE, "articles/", "report/?about=frameworks/keras", "frameworks/nothing/"}

    assert faults_of_all(client, [path for path in public_pages() if path not in left_out]) == {}


@pytest.mark.matrix
def test_every_shipped_page_has_a_head_of_its_own(content, client):
    entries = [
        *FrameworkRevision.objects.live(),
        *Combination.objects.live(),
        *GlossaryTerm.objects.live(),
        *Source.objects.all(),
    ]
    paths = [entry.get_absolute_url().split("/", 2)[2] for entry in entries]
    paths += [f"sources/?page={number}" for number in (1, 2, 3)]

    assert faults_of_all(client, paths) == {}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Short", "Short · Framework Atlas"),
        ("A & B <C>", "A & B <C> · Framework Atlas"),
        ("x" * 42, f"{'x' * 42} · Framework Atlas"),
        ("x" * 43, "x" * 43),
        ("x" * 61, f"{'x' * 59}…"),
    ],
)
def test_title_is_bounded_and_names_the_site_where_there_is_room(title, expected, client):
    live = make_framework("alpha")
    live.facts.create(field="name").sources.add(make_source("one", title=title))

    assert head_of(client, "/en/sources/one/")["title"] == expected


def test_filtered_page_names_no_canonical_of_another_content(client):
    make_framework("alpha", status="active")

    for path in ("frameworks/?status=active", "matrix/?column=fact:status", "compare/?f=alpha"):
        head = head_of(client, f"/en/{path}")
        assert (head["is_noindex"], head["canonical"]) == (True, None)


def graph_of(client, address, type_):
    body = client.get(address).content.decode()
    graphs = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.S)
    nodes = [node for graph in graphs for node in json.loads(graph)["@graph"]]
    return [node for node in nodes if node["@type"] == type_]


def test_way_to_a_page_is_a_list_of_breadcrumbs(client, settings):
    settings.SITE_URL = "https://atlas.example.org"
    make_framework("alpha", name="Alpha & Co")

    (way,) = graph_of(client, "/en/frameworks/alpha/", "BreadcrumbList")

    steps = [(one["position"], one["name"], one.get("item")) for one in way["itemListElement"]]
    assert steps == [
        (1, "Home", "https://atlas.example.org/en/"),
        (2, "Frameworks", "https://atlas.example.org/en/frameworks/"),
        (3, "Alpha & Co", None),
    ]


def test_home_page_describes_the_site_and_its_data(client):
    (site,) = graph_of(client, "/en/", "WebSite")
    (data,) = graph_of(client, "/en/", "Dataset")

    assert (site["name"], site["url"], site["inLanguage"]) == (
        "Framework Atlas",
        f"{ORIGIN}/en/",
        "en",
    )
    dumps = [(one["contentUrl"], one["encodingFormat"]) for one in data["distribution"]]
    assert dumps == [
        (f"{ORIGIN}/api/v1/dump.{name}", FORMATS[name].content_type)
        for name in ("json", "ndjson", "sqlite")
    ]


@pytest.mark.parametrize(("verdict", "rating"), [("contradicted", [1]), ("no_evidence", [])])
def test_combination_is_a_reviewed_claim_where_there_is_evidence(verdict, rating, client):
    name = make_full_article().printed_names.get()
    type(name.combination).objects.update(verdict=verdict)

    reviews = graph_of(client, f"/en/combinations/{name.slug}/", "ClaimReview")

    assert [one["reviewRating"]["ratingValue"] for one in reviews] == rating
    assert [one["claimReviewed"] for one in reviews] == [
        "“N1”: its first part goes with the others" for _one in rating
    ]


def test_reviewed_claim_does_not_hold_its_verdict(client):
    article = make_full_article()
    row = article.sections.get().items.get()
    row.statements.update(kind="open_source_framework", feature=None, verdict="contradicted")
    live = row.printed_name.components.first().framework.revisions.get()
    row.printed_name.components.exclude(framework=live.entry).delete()
    type(row.printed_name).objects.update(identity="framework")

    (review,) = graph_of(client, f"/en/frameworks/{live.slug}/", "ClaimReview")

    assert review["claimReviewed"] == "N1: that it is an open-source framework"
    assert review["reviewRating"]["alternateName"] == "contradicted"


def test_pages_of_a_list_differ_in_title_and_description(client):
    live = make_full_framework("alpha")
    for number in range(51):
        live.facts.get().sources.add(make_source(f"more-{number}"))

    first, second = (head_of(client, f"/en/sources/?page={number}") for number in (1, 2))

    assert second["title"] == "Sources (page 2) · Framework Atlas"
    assert second["description"] == f"{first['description']} (page 2)"
