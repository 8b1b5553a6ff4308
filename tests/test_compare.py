import pytest

from tests import databases
from tests.factories import (
    make_draft,
    make_feature,
    make_framework,
    make_source,
)

pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(response.content.decode().split())


@databases.fixture
def judged():
    """Two frameworks under one feature: one supported with a source, one not judged."""
    feature = make_feature("speed", name_zh="中文名").entry
    fast = make_framework("fast", licence="MIT", status="active")
    slow = make_framework("slow", licence="MIT", status="retired")
    judgement = fast.assessments.create(
        feature=feature,
        verdict="supported",
        rationale_zh="实测更快",
        rationale_en="It was measured",
    )
    judgement.sources.add(make_source("bench"))
    return fast, slow


def test_compare_shows_verdicts_reasons_and_sources_and_says_what_is_unknown(judged, client):
    page = text_of(client.get("/en/compare/?f=fast&f=slow"))

    row = page.split("Speed")[1].split("</tr>")[0]
    assert "It was measured" in row
    assert "/en/sources/bench/" in row
    assert row.count("badge--supported") == row.count("badge--unknown") == 1


def test_compare_leaves_only_what_differs_when_asked(judged, client):
    whole = text_of(client.get("/en/compare/?f=fast&f=slow"))
    part = text_of(client.get("/en/compare/?f=fast&f=slow&differences=1"))

    assert ">Licence" in whole
    assert ">Licence" not in part
    assert ">Status" in part


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Not in the catalogue: “nothing”."), ("zh-hans", "未收录：“nothing”。")],
)
def test_compare_names_what_it_does_not_know(language, words, judged, client):
    response = client.get(f"/{language}/compare/?f=fast&f=nothing")

    assert response.status_code == 200
    assert words in text_of(response)


def test_compare_shows_six_at_most_and_says_so(client):
    names = [f"name-{number}" for number in range(7)]
    for name in names:
        make_framework(name)

    page = text_of(client.get("/en/compare/?" + "&".join(f"f={name}" for name in names)))

    assert page.count('class="compare__remove"') == 6
    assert "At most 6 are shown; 1 were left out." in page
    assert "name-6" not in page.split("<table")[1]


def test_compare_never_shows_a_draft(judged, client):
    make_draft("secret-canary", name="Secret canary")

    page = client.get("/en/compare/?f=fast&f=secret-canary").content.decode()

    assert "Secret canary" not in page


def test_compare_removes_one_by_its_link(judged, client):
    page = client.get("/en/compare/?f=fast&f=slow").content.decode()

    assert 'href="?f=slow" aria-label="Remove Fast"' in page


def test_matrix_says_unknown_and_leads_to_the_reason(judged, client):
    page = text_of(client.get("/en/matrix/?column=feature:speed&column=fact:licence"))

    rows = [row.split("</tr>")[0] for row in page.split("<tbody>")[1].split("<tr>")[1:]]
    assert 'href="/en/frameworks/fast/#speed"' in rows[0]
    assert "badge--unknown" in rows[1]
    assert all('href="/en/frameworks/' in row and "MIT" in row for row in rows)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["Fast", "Slow", "Tried"]),
        ("feature:speed", ["Fast", "Tried", "Slow"]),
        ("-feature:speed", ["Tried", "Fast", "Slow"]),
    ],
)
def test_matrix_sorts_by_verdict_and_leaves_the_unjudged_last(sort, order, judged, client):
    tried = make_framework("tried")
    feature = judged[0].assessments.get().feature
    tried.assessments.create(feature=feature, verdict="contradicted")

    response = client.get("/en/matrix/", {"sort": sort})

    assert [framework.name for framework in response.context["page_obj"]] == order


def test_matrix_names_a_wrong_order(judged, client):
    page = text_of(client.get("/en/matrix/?sort=feature:taste"))

    assert "“feature:taste” is not known here." in page


def test_matrix_turned_has_frameworks_as_columns(judged, client):
    page = text_of(client.get("/en/matrix/?transpose=1&column=fact:licence"))

    head = page.split("<thead>")[1].split("</thead>")[0]
    assert ["Fast" in head, "Slow" in head, "Licence" in head] == [True, True, False]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", "Framework,identifier,Speed,Licence Fast,fast,supported,MIT Slow,slow,unknown,MIT"),
        ("zh-hans", "框架,标识,中文名,许可证 Fast,fast,有依据支持,MIT Slow,slow,未知,MIT"),
    ],
)
def test_matrix_as_csv_says_what_the_page_says(language, lines, judged, client):
    response = client.get(
        f"/{language}/matrix/?column=feature:speed&column=fact:licence&format=csv"
    )

    content = b"".join(response.streaming_content).decode("utf-8")
    assert content == "\ufeff" + "".join(f"{line}\r\n" for line in lines.split())
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_matrix_as_csv_runs_no_formula(client):
    make_framework("sum", name="=SUM(A1)")

    content = b"".join(client.get("/en/matrix/?format=csv&column=fact:licence").streaming_content)

    assert '\'=SUM(A1),sum,"Not found, or does not apply"' in content.decode()


def test_matrix_filters_like_the_list(judged, client):
    chosen = {"status": "retired"}

    on_matrix = client.get("/en/matrix/", chosen).context["page_obj"].object_list
    on_list = client.get("/en/frameworks/", chosen).context["page_obj"].object_list

    assert [one.slug for one in on_matrix] == [one.slug for one in on_list] == ["slow"]


def test_compare_takes_typed_names_where_there_are_too_many_to_list(judged, client, monkeypatch):
    monkeypatch.setattr("catalog.views.picking.LISTED", 1)

    page = client.get("/en/compare/?f=FAST&f=slow&f=nobody")

    assert [one.slug for one, _rest in page.context["compared"]] == ["fast", "slow"]
    assert page.context["unknown"] == ["nobody"]
    assert '<input id="add-framework" name="f" type="text"' in page.content.decode()
