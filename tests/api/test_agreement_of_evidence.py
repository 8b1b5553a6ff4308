"""What bears frameworks out, on its own pages and in the API: cell by cell, in both languages."""

import pytest
from django.template.defaultfilters import capfirst
from django.utils.translation import gettext, override

from catalog.bilingual import LANGUAGES
from catalog.choices import (
    Confidence,
    Identity,
    Language,
    SourceKind,
    Standing,
    StatementKind,
    Verdict,
)
from catalog.interoperability import WORKING
from tests.api.printed import (
    BOTH,
    ENGLISH_FIRST,
    SOME,
    claimed,
    confidence,
    dates,
    documents,
    every,
    excerpted,
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
from tests.products import combinations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


@BOTH
def test_list_of_combinations_says_what_the_api_lists(language, client):
    main = printed(client, f"/{language}/combinations/")
    verdicts = labels(Verdict.choices, language)

    assert sorted(rows_of(every(main, "tbody tr"))) == sorted(
        [
            squeezed(row["name"]),
            verdicts[row["verdict"]],
            excerpted(row["rationale"], 120),
            ",".join(map(str, row["rows"])),
        ]
        for row in listed(client, "combinations", language)
    )


@SOME
def test_pages_of_combinations_say_what_their_documents_say(language, one_in, client):
    verdicts = labels(Verdict.choices, language)
    names = {row["id"]: row["name"] for row in listed(client, "frameworks", language)}
    for live, main in documents(client, "combinations", language, one_in=one_in):
        hero, parts = one(main, ".hero"), section(main, "parts")
        pairs = [
            (said(one(row, "h3")), dates(row), *judgement(row))
            for name in ("main-pairs", "other-pairs")
            for row in every(section(main, name), "ul.assessment > li")
        ]

        assert [
            said(one(hero, "h1")),
            said(one(hero, ".badge")),
            dates(hero),
            (said(one(hero, ".lede")), confidence(hero), sources(hero)),
        ] == [
            squeezed(live["name"]),
            verdicts[live["verdict"]],
            [live["since"]] if live["since"] else [],
            claimed(live, "rationale"),
        ]
        assert [said(row) for row in every(parts, "ol > li")] == [
            squeezed(row["text"], "→", names.get(row["framework"], row["text"]))
            for row in live["components"]
        ]
        assert [said(chip) for chip in every(parts, "a.chip")] == [*map(str, live["rows"])]
        assert pairs == [
            (
                squeezed(names[row["a"]], "+", names[row["b"]]),
                [row["since"]] if row["since"] else [],
                verdicts[row["verdict"]],
                *claimed(row, "rationale"),
            )
            for row in sorted(live["pairs"], key=lambda row: row["role"] == "between_others")
        ], live["id"]


@SOME
def test_glossary_says_what_the_api_says(language, one_in, client):
    standings = labels(Standing.choices, language, capital=True)
    languages = labels(Language.choices, language)
    (other,) = {*LANGUAGES} - {language}
    elsewhere = {row["id"]: row["name"] for row in listed(client, "glossary", other)}
    known = {row["id"]: row for row in listed(client, "glossary", language)}
    entries = every(printed(client, f"/{language}/glossary/"), ".glossary__entry")

    assert sorted(said(entry) for entry in entries) == sorted(
        squeezed(row["name"], elsewhere[row["id"]], excerpted(row["definition"], 120))
        for row in known.values()
    )
    for live, main in documents(client, "glossary", language, one_in=one_in):
        meaning = section(main, "meaning")
        note = said(one(meaning, ".notice")).removeprefix(word("On usage", language))
        variants = [
            tuple(said(part) for part in fact.children if part.name in ("dt", "dd"))
            for fact in every(section(main, "words"), "div.fact")
        ]

        assert (said(one(main, "h1")), said(one(main, ".hero__alt"))) == (
            squeezed(live["name"]),
            squeezed(elsewhere[live["id"]]),
        )
        assert said(one(meaning, ".glossary__definition")) == prose(live["definition"])
        assert note == prose(live["note"])
        assert (confidence(meaning), sources(meaning)) == (live["confidence"], live["sources"])
        assert live["verified_on"] in said(one(meaning, ".cluster"))
        assert variants == [
            (
                standings[row["standing"]],
                squeezed(row["text"], languages[row["language"]]),
                *([squeezed(row["note"])] if row["note"] else []),
            )
            for row in sorted(live["variants"], key=lambda row: row["standing"] == "forbidden")
        ], live["id"]


@pytest.mark.parametrize(
    ("resource", "language"), combinations(["features", "categories"], ["zh-hans", "en"])
)
def test_pages_of_topics_say_what_the_api_says(resource, language, client):
    verdicts = labels(Verdict.choices, language)
    cards = every(printed(client, f"/{language}/{resource}/"), ".card")
    frameworks = {
        live["id"]: live
        for short in listed(client, "frameworks", language)
        for live in [client.get(f"/api/v1/frameworks/{short['id']}/?lang={language}").json()]
    }
    kind = {"features": "feature", "categories": "category"}[resource]

    assert [
        (said(one(card, ".card__title")), said(one(card, ".card__summary"))) for card in cards
    ] == [
        (squeezed(row["name"]), excerpted(row["summary"], 200))
        for row in in_order(client, resource, language)
    ]
    for live, main in documents(client, resource, language):
        under = {
            one_["id"]: row
            for one_ in frameworks.values()
            for row in one_["assessments"]
            if row[kind] == live["id"]
        }
        meaning = section(main, "meaning")
        note = said(one(meaning, ".notice")).removeprefix(word("Editors’ note", language))
        counts = [said(row) for row in every(one(main, ".hero"), "ul.cluster > li")]
        given = [row["verdict"] for row in under.values()]

        assert said(one(main, "h1")) == squeezed(live["name"])
        assert prose(live["summary"]) in said(meaning)
        assert note == prose(live["note"])
        assert sorted(counts) == sorted(
            f"{verdicts[verdict]}{given.count(verdict)}" for verdict in {*given}
        )
        assert {
            row.attrs["id"]: (said(one(row, "h3")), *judgement(row))
            for row in every(section(main, "frameworks"), "ul.assessment > li")
        } == {
            slug: (
                squeezed(frameworks[slug]["name"]),
                verdicts[row["verdict"]],
                *claimed(row, "rationale"),
            )
            for slug, row in under.items()
        }


# What the page of a source calls its fields, and what the API does.
RECORD = {
    "locator": "locator",
    "read on": "accessed_on",
    "date of the document": "dated",
    "publisher": "publisher",
    "repository": "repository",
    "path": "path",
    "commit": "commit",
    "what was read": "summary",
    "note": "note",
}


@pytest.mark.parametrize(
    ("language", "one_in"),
    [
        ("en", 12),
        pytest.param("en", 1, marks=pytest.mark.matrix),
        pytest.param("zh-hans", 1, marks=pytest.mark.matrix),
    ],
)
def test_pages_of_sources_say_what_the_api_says(language, one_in, client):
    kinds = labels(SourceKind.choices, language, capital=True)
    unknown = word("unknown", language)
    known = {row["id"]: row for row in listed(client, "sources", language)}
    lines = [
        line
        for number in range(1, 2 + (len(known) - 1) // 50)
        for line in rows_of(
            every(printed(client, f"/{language}/sources/?page={number}"), "tbody tr")
        )
    ]

    assert sorted(lines) == sorted(
        [
            squeezed(row["name"]),
            kinds[row["source_kind"]],
            squeezed(row["dated"]) or unknown,
            row["accessed_on"],
        ]
        for row in known.values()
    )
    with override(language):
        named = {squeezed(capfirst(gettext(label))): name for label, name in RECORD.items()}
    for row in [*known.values()][::one_in]:
        main = printed(client, row["web_url"][language])
        record = section(main, "record")
        told = {said(one(fact, "dt")): said(one(fact, "dd")) for fact in every(record, ".fact")}
        link = one(main, ".hero a")

        assert said(one(main, "h1")) == squeezed(row["name"])
        assert said(one(main, ".eyebrow")) == kinds[row["source_kind"]]
        assert (link.attrs["href"] if link else "") == row["link"]
        assert said(one(record, ".fact__note")) == squeezed(row["date_means"])
        assert {label: told.get(label, "") for label in named} == {
            label: squeezed(row[name]) or (unknown if name == "dated" else "")
            for label, name in named.items()
        }


@pytest.mark.matrix
@BOTH
def test_article_says_the_rows_and_verdicts_of_its_document(language, client):
    combinations = {row["id"]: row for row in listed(client, "combinations", language)}
    features = {row["id"]: row["name"] for row in listed(client, "features", language)}
    for live, main in documents(client, "articles", language):
        assert said(one(main, "h1")) == squeezed(live["name"])
        for part in live["sections"]:
            heading = one(main, f'h2[id="{part["anchor"]}"]')
            assert said(heading) == squeezed(part["number"], part["heading"])
            for item in part["items"]:
                row = one(main, f'[id="{item["anchor"]}"]')
                assert said(one(row, ".article-row__text")) == squeezed(item["body"])
                if item["kind"] == "point":
                    assert said(one(row, ".article-row__name")) == squeezed(item["term"])
                if item["kind"] == "row":
                    name = item["printed_name"]
                    judged = combinations.get(name["combination"], name)
                    assert printed_name(row) == expected_name(item, judged, language)
                    beside = one(row, ".article-row__judgement")
                    assert prose(judged["rationale"]) in said(beside)
                    assert prose(item["note"]) in said(beside)
                    assert statements(row) == expected_statements(item, features, language)


def printed_name(row):
    """What a row of the article names, what that is, and how it is judged as a whole."""
    parts = (".article-row__number", ".article-row__name", ".chip", "a.article-row__flag")
    beside = ".article-row__judgement >"
    return [
        *(said(one(row, part)) for part in parts),
        said(one(row, f"{beside} p > .badge")),
        confidence(one(row, f"{beside} p")),
        [] if one(row, "a.article-row__flag") else sources(row, f"{beside} "),
    ]


def expected_name(item, judged, language):
    name, repeated = item["printed_name"], item["duplicate_of"]
    with override(language):
        repeats = gettext("repeats row %(number)s") % {"number": repeated} if repeated else ""
    return [
        str(item["number"]),
        squeezed(name["text"]),
        labels(Identity.choices, language, capital=True)[name["identity"]],
        squeezed(repeats),
        labels(Verdict.choices, language).get(judged.get("verdict"), ""),
        judged["confidence"],
        [] if repeated else judged["sources"],  # which stand beside the row that it repeats
    ]


def statements(row):
    """The claims of a row that were checked, with their verdicts, reasons and sources."""
    return [
        (
            said(one(statement, "p")),
            said(one(statement, "div.stack")),
            sources(statement),
        )
        for statement in every(row, "details > ul > li")
    ]


def expected_statements(item, features, language):
    verdicts = labels(Verdict.choices, language)
    kinds = labels(StatementKind.choices, language)
    return [
        (
            squeezed(
                verdicts[row["verdict"]],
                features.get(row["feature"]) or kinds[row["kind"]],
                said_level(row["confidence"], language),
            ),
            prose(row["rationale"]),
            row["sources"],
        )
        for row in item["statements"]
    ]


@BOTH
def test_coverage_says_the_counts_of_the_api(language, client):
    told = client.get(f"/api/v1/coverage/?lang={language}").json()
    main = printed(client, f"/{language}/coverage/")
    verdicts = labels(Verdict.choices, language)
    levels = labels(Confidence.choices, language) | {"not_stated": word("not stated", language)}

    def bars(name):
        rows = every(section(main, name), "ul.bars > li")
        return [(said(one(row, "h3")), [*map(said, every(row, ".bar-legend li"))]) for row in rows]

    def counted(counts, words):
        whole = sum(counts.values())
        return [
            f"{words[name]}{number}{number / whole * 100:.0f}%"
            for name, number in counts.items()
            if number
        ]

    kinds = labels(StatementKind.choices, language, capital=True)
    assert bars("subjects") == [
        (squeezed(row["name"]), counted(row["verdicts"], verdicts)) for row in told["subjects"]
    ]
    assert sorted(bars("statements")) == sorted(
        (kinds[row["kind"]], counted(row["verdicts"], verdicts)) for row in told["statements"]
    )
    cited = {
        "with_source": word("with a source", language),
        "without_source": word("without a source", language),
    }
    assert [parts for _name, parts in bars("evidence")] == [
        counted({name: row[name] for name in cited}, cited) for row in told["evidence"]
    ]
    assert [parts for _name, parts in bars("sure")] == [
        counted(row["confidence"], levels) for row in told["evidence"]
    ]


@ENGLISH_FIRST
def test_table_of_pairs_says_what_relations_and_combinations_say(language, client):
    names = {row["id"]: row["name"] for row in listed(client, "frameworks", language)}
    verdicts = labels(Verdict.choices, language)
    main = printed(client, f"/{language}/interoperability/")
    heads = [said(head) for head in every(main, "thead th")][1:]
    table = rows_of(every(main, "table.matrix--pairs tbody tr"))

    relations, pairs = {}, {}
    for row in listed(client, "relations", language):
        if row["target"]:
            ends = frozenset(squeezed(names[row[end]]) for end in ("framework", "target"))
            relations.setdefault(ends, []).append(row)
    for short in listed(client, "combinations", language):
        whole = client.get(f"/api/v1/combinations/{short['id']}/?lang={language}").json()
        for row in whole["pairs"]:
            ends = frozenset(squeezed(names[row[end]]) for end in "ab")
            pairs.setdefault(ends, []).append(row)

    def known(ends):
        """What the cell of two frameworks has to say."""
        judged = pairs.get(ends, [])
        working = [row for row in relations.get(ends, []) if row["type"] in WORKING]
        given = [row["verdict"] for row in judged if row["verdict"] != "no_evidence"]
        given = given or ["outdated" if row["until"] else "supported" for row in working]
        given = given or ["no_evidence" for row in judged]
        if not given:
            return word("related", language) if ends in relations else "?"
        since = min((row["since"] for row in [*judged, *working] if row["since"]), default="")
        return verdicts[min(given, key=[*verdicts].index)] + since

    assert {*heads} == {name for ends in (relations.keys() | pairs.keys()) for name in ends}
    for name, *cells in table:
        assert cells == [
            "—" if other == name else known(frozenset((name, other))) for other in heads
        ], name
