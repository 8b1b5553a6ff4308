"""Pages and API say the same, cell by cell, in both languages, over all content."""

import csv
import io

import pytest
from django.utils.translation import override

from catalog.choices import Status, Verdict

pytestmark = pytest.mark.django_db


def listed(client, resource, language):
    """All results of a resource."""
    results, url = [], f"/api/v1/{resource}/?lang={language}&page_size=100&cursor="
    while url:
        body = client.get(url).json()
        results += body["results"]
        url = body["next"]
    return results


@pytest.mark.parametrize(("language", "unknown"), [("en", "unknown"), ("zh-hans", "未知")])
def test_matrix_of_the_page_is_that_of_the_api(language, unknown, content, client):
    page = client.get(f"/{language}/matrix/?format=csv")
    lines = csv.reader(io.StringIO(b"".join(page.streaming_content).decode("utf-8-sig")))
    head, *printed = lines
    frameworks = {one["id"]: one for one in listed(client, "frameworks", language)}
    with override(language):
        verdicts = {one.value: str(one.label) for one in Verdict} | {None: unknown}
        statuses = {one.value: str(one.label) for one in Status}

    expected = []
    for row in listed(client, "matrix", language):
        framework = frameworks[row["id"]]
        cells = [verdicts[cell["verdict"]] for cell in row["cells"]]
        is_known = framework["status"] != "unknown"
        facts = [
            statuses[framework["status"]] if is_known else unknown,
            framework["licence"] or unknown,
        ]
        expected.append([row["name"], row["id"], *cells, *facts])

    assert len(head) == 2 + 7 + 3
    without_releases = [[*line[:-2], line[-1]] for line in printed]
    assert sorted(without_releases) == sorted(expected)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_of_all_frameworks_say_what_their_documents_say(language, content, client):
    for one in listed(client, "frameworks", language):
        live = client.get(f"/api/v1/frameworks/{one['id']}/?lang={language}").json()
        page = client.get(one["web_url"][language]).context
        shown = page["framework"]
        with override(language):
            said = (shown.name, str(shown.summary), str(shown.developer) or None)
            judged = [cell(row) for row in [*page["features"], *page["categories"]]]
            related = [
                (row.type, row.since, str(row.note) or None)
                for row in [*page["relations"], *page["incoming"]]
            ]

        assert said == (live["name"], live["summary"], live["developer"])
        assert judged == [
            (row["feature"] or row["category"], row["verdict"], row["rationale"], row["confidence"])
            for row in live["assessments"]
        ]
        assert related == [
            (row["type"], row["since"], row["note"])
            for row in [*live["relations"], *live["incoming_relations"]]
        ]
        assert sorted(row.number for row in page["rows"]) == live["article_rows"]


def cell(assessment):
    text = str(assessment.rationale) or None
    return assessment.subject.slug, assessment.verdict, text, assessment.confidence


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_of_combinations_and_words_say_what_the_api_says(language, content, client):
    combinations = client.get(f"/{language}/combinations/").context["combinations"]
    words = client.get(f"/{language}/glossary/").context["terms"]
    with override(language):
        judged = [
            (one.printed_name.slug, one.verdict, str(one.rationale) or None) for one in combinations
        ]
        defined = [(one.slug, str(one.name), str(one.definition)) for one in words]

    assert sorted(judged) == sorted(
        (one["id"], one["verdict"], one["rationale"])
        for one in listed(client, "combinations", language)
    )
    assert sorted(defined) == sorted(
        (one["id"], one["name"], one["definition"]) for one in listed(client, "glossary", language)
    )
