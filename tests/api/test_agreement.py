"""Pages and API say the same, cell by cell, in both languages, over all content.

Pages are read as they are printed, so that a template which drops or swaps a value is found.
"""

import csv
import io

import pytest
from django.utils.translation import gettext, override

from catalog.choices import (
    INVERSE_LABELS,
    STATUS_DATES,
    DistributedTraining,
    ExecutionModel,
    FactField,
    FrameworkKind,
    RelationType,
    Status,
    Verdict,
)
from catalog.models import FrameworkRevision
from catalog.views.facts import LISTED_APART, RELEASES, TERMS
from tests.api.printed import (
    BOTH,
    SOME,
    claimed,
    confidence,
    dates,
    documents,
    every,
    evidence,
    in_order,
    judgement,
    labels,
    listed,
    one,
    printed,
    prose,
    rows_of,
    said,
    said_level,
    section,
    sources,
    squeezed,
    word,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


@BOTH
def test_matrix_of_the_page_is_that_of_the_api(language, client):
    main = printed(client, f"/{language}/matrix/")
    lines = rows_of(every(main, "table.matrix tbody tr"))
    head = [said(cell) for cell in every(main, "table.matrix thead th")]
    topics = [*in_order(client, "features", language), *in_order(client, "categories", language)]
    facts = (FactField.STATUS, FactField.FIRST_RELEASE, FactField.LICENCE)
    fact_names = labels([(name, name.label) for name in facts], language, capital=True)

    assert head[1:] == [squeezed(one["name"]) for one in topics] + [*fact_names.values()]
    assert sorted(lines) == sorted(expected_matrix(client, language, "not judged"))


@BOTH
def test_matrix_as_csv_is_that_of_the_api(language, client):
    page = client.get(f"/{language}/matrix/?format=csv")
    lines = csv.reader(io.StringIO(b"".join(page.streaming_content).decode("utf-8-sig")))
    _head, *rows = [[squeezed(cell) for cell in line] for line in lines]
    slugs = {squeezed(one["name"]): one["id"] for one in listed(client, "matrix", language)}

    expected = expected_matrix(client, language, "unknown")
    assert sorted(rows) == sorted([name, slugs[name], *cells] for name, *cells in expected)


def expected_matrix(client, language, unjudged):
    """The lines of the default matrix by the documents of the API."""
    nothing = word("Not found, or does not apply", language)
    verdicts = labels(Verdict.choices, language) | {None: word(unjudged, language)}
    statuses = labels(Status.choices, language) | {"unknown": nothing}
    frameworks = {one["id"]: one for one in listed(client, "frameworks", language)}
    first = {
        one["framework"]: squeezed(one["version"], one["released_on"])
        for one in listed(client, "releases", language)
        if one["role"] == "first"
    }
    for row in listed(client, "matrix", language):
        framework, cells = frameworks[row["id"]], [one["verdict"] for one in row["cells"]]
        yield [
            squeezed(row["name"]),
            *(verdicts[verdict] for verdict in cells),
            statuses[framework["status"]],
            first.get(row["id"]) or nothing,
            squeezed(framework["licence"]) or nothing,
        ]


@SOME
def test_pages_of_frameworks_say_what_their_documents_say(language, one_in, client):
    names = {one["id"]: one["name"] for one in listed(client, "frameworks", language)}
    for live, main in documents(client, "frameworks", language, one_in=one_in):
        assert printed_head(main) == expected_head(live, language)
        assert printed_facts(main) == expected_facts(live, language), live["id"]
        assert printed_verdicts(main) == expected_verdicts(live, language), live["id"]
        assert printed_relations(main) == expected_relations(live, names, language), live["id"]
        for name, expected in (("packages", expected_packages), ("papers", expected_papers)):
            known = [claimed(fact) for fact in live["facts"] if fact["field"] == name]
            assert printed_records(section(main, name)) == [*expected(live, language)], live["id"]
            assert evidence(section(main, name)) == known, live["id"]
        rows = [said(chip).partition("·")[0] for chip in every(section(main, "rows"), "a.chip")]
        assert rows == [str(number) for number in live["article_rows"]]


def printed_head(main):
    hero, spelt = one(main, ".hero"), every(section(main, "facts"), "div.fact:not([id])")
    parts = (one(hero, name) for name in ("h1", ".eyebrow", ".lede", ".status"))
    return [*map(said, parts), dates(hero), [said(one(fact, "dd")) for fact in spelt]]


def expected_head(live, language):
    kinds = labels(FrameworkKind.choices, language, capital=True)
    return [
        squeezed(live["name"]),
        kinds[live["framework_kind"]],
        prose(live["summary"]),
        labels(Status.choices, language)[live["status"]],
        [live["verified_on"]],
        [squeezed(", ".join(live["spellings"]))] if live["spellings"] else [],
    ]


def printed_facts(main):
    """Of each fact: its value, and the note, confidence and sources of what bears it out."""
    return {
        fact.attrs["id"].removeprefix("fact-"): (
            said(one(fact, ".fact__value")),
            evidence(fact),
        )
        for fact in every(section(main, "facts"), 'div.fact[id^="fact-"]')
    }


def expected_facts(live, language):
    facts = {fact["field"]: fact for fact in live["facts"]}
    nothing = word("Not found, or does not apply", language)
    found = {}
    for field in FactField:
        if field not in LISTED_APART:
            releases = [one for one in live["releases"] if one["role"] == RELEASES.get(field)]
            borne_out = [facts[field], *releases] if field in facts else releases
            value = fact_value(live, field, facts.get(field), language)
            found[str(field)] = (value or nothing, [claimed(one) for one in borne_out])
    return found


def fact_value(live, field, fact, language):
    if field in TERMS:
        terms = [one for one in live["terms"] if one["facet"] == TERMS[field]]
        return squeezed(*(part for one in terms for part in (one["name"], one["detail"])))
    if field in RELEASES:
        releases = [one for one in live["releases"] if one["role"] == RELEASES[field]]
        parts = ("version", "released_on", "what")
        return squeezed(*(one[part] for one in releases for part in parts))
    if field == FactField.CHINESE_NAME:
        name = live["chinese_name"]
        doubt = word("translation in use, not confirmed as official", language)
        return squeezed(name["value"], "" if name["is_official"] or not name["value"] else doubt)
    if field == FactField.STATUS:
        known = "" if live["status"] == Status.UNKNOWN else live["status"]
        return known and squeezed(labels(Status.choices, language)[known], dated(live, language))
    if field == FactField.REPOSITORY:
        return FrameworkRevision(repository=live["repository"]).repository_url
    for name, choices in (
        (FactField.EXECUTION_MODEL, ExecutionModel),
        (FactField.DISTRIBUTED_TRAINING, DistributedTraining),
    ):
        if field == name:
            known = live[name] if live[name] != "unknown" else ""
            return known and labels(choices.choices, language)[known]
    return squeezed(live[f"{field}_url" if f"{field}_url" in live else str(field)])


def dated(live, language):
    """The date of a status with what it is the date of, as pages print it."""
    day = live["status_since"]
    with override(language):
        return squeezed(STATUS_DATES[live["status"]] % {"day": day}) if day else ""


def printed_verdicts(main):
    return [
        (row.attrs["id"], *judgement(row))
        for name in ("features", "categories")
        for row in every(section(main, name), "ul.assessment > li")
    ]


def expected_verdicts(live, language):
    verdicts = labels(Verdict.choices, language)
    return [
        (one["feature"] or one["category"], verdicts[one["verdict"]], *claimed(one, "rationale"))
        for one in live["assessments"]
    ]


def printed_relations(main):
    return [
        (
            said(one(row, ".relation-list__kind")),
            said_first(one(row, "div")),
            dates(row),
            said(one(row, ".relation-list__note")),
            confidence(row),
            sources(row),
        )
        for row in every(section(main, "relations"), ".relation-list > li")
    ]


def said_first(node):
    """The first thing that an element says, which may be a link or bare text."""
    return next(text for child in node.children if (text := said(child)))


def expected_relations(live, names, language):
    types = labels(RelationType.choices, language, capital=True)
    inverse = labels(INVERSE_LABELS.items(), language, capital=True)
    ends = [(types, one, one["target_name"]) for one in live["relations"]]
    ends += [(inverse, one, names[one["framework"]]) for one in live["incoming_relations"]]
    return [
        (
            words[row["type"]],
            squeezed(end),
            [day for day in (row["since"], row["until"]) if day],
            *claimed(row),
        )
        for words, row, end in ends
    ]


def printed_records(part):
    return [
        (said(one(fact, "dt")), said(one(fact, ".fact__value")), evidence(fact))
        for fact in every(part, "div.fact")
    ]


def expected_packages(live, language):
    with override(language):
        ranked = gettext("no. %(rank)s among the most downloaded")
    for row in live["packages"]:
        rank = ranked % row if row["rank"] else ""
        value = squeezed(row["version"], row["released_on"], rank)
        yield squeezed(row["registry"], row["name"]), value, [claimed(row)]


def expected_papers(live, language):
    for row in live["papers"]:
        arxiv = row["arxiv"] and f"arXiv {row['arxiv']}"
        doi = row["doi"] and f"DOI {row['doi']}"
        value = squeezed(row["title"], row["venue"], arxiv, doi)
        yield str(row["year"]), value, [claimed(row)]


@BOTH
def test_lineage_says_the_relations_and_releases_of_the_api(language, client):
    main = printed(client, f"/{language}/lineage/")
    types, statuses = labels(RelationType.choices, language), labels(Status.choices, language)
    levels = {one: said_level(one, language) for one in ("high", "medium", "low", "")}
    names = {one["id"]: one["name"] for one in listed(client, "frameworks", language)}
    days = {
        (one["framework"], one["role"]): one["released_on"]
        for one in listed(client, "releases", language)
    }

    assert sorted(rows_of(every(section(main, "relations"), "tbody tr"))) == sorted(
        [
            squeezed(names[row["framework"]]),
            types[row["type"]],
            squeezed(row["target_name"]),
            row["since"] or "—",
            row["until"] or "—",
            levels[row["confidence"]],
        ]
        for row in listed(client, "relations", language)
    )
    assert sorted(rows_of(every(section(main, "lives"), "tbody tr"))) == sorted(
        [
            squeezed(row["name"]),
            days.get((row["id"], "first")) or "—",
            days.get((row["id"], "latest")) or "—",
            statuses[row["status"]],
            dated(row, language) or "—",
        ]
        for row in listed(client, "frameworks", language)
    )
