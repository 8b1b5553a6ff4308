"""Which one for me, and does A work with B."""

import pytest

from catalog import facets
from catalog.models import FrameworkTerm, Term
from tests import databases
from tests.factories import (
    make_draft,
    make_feature,
    make_framework,
    make_full_article,
    make_source,
)

pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(response.content.decode().split())


@databases.fixture
def judged():
    """Three frameworks: one supported, one contradicted, one of which nobody knows."""
    speed, ease = make_feature("speed").entry, make_feature("ease").entry
    for name, verdicts, status in (
        ("best", ("supported", "partly"), "active"),
        ("bad", ("contradicted", "supported"), "retired"),
        ("silent", (None, "no_evidence"), "active"),
    ):
        live = make_framework(name, status=status, licence="MIT")
        for feature, verdict in zip((speed, ease), verdicts, strict=True):
            if verdict:
                live.assessments.create(feature=feature, verdict=verdict, rationale_en=f"{name}!")
    return speed, ease


def ranked(client, **query):
    response = client.get("/en/choose/", query)
    return [
        (one.framework.slug, one.points, one.most, one.unknown)
        for one in response.context.get("ranked", [])
    ]


def test_ranking_adds_up_verdicts_times_weights_and_counts_the_unknown(judged, client):
    assert ranked(client, speed="3", ease="1") == [
        ("best", 7, 8, 0),
        ("bad", 2, 8, 0),
        ("silent", 0, 8, 2),
    ]


def test_ranking_turns_with_the_weights(judged, client):
    assert [row[0] for row in ranked(client, ease="3")] == ["bad", "best", "silent"]


def test_ranking_leaves_out_what_has_ended_and_says_so(judged, client):
    response = client.get("/en/choose/", {"speed": "1", "living": "on"})

    assert [one.framework.slug for one in response.context["ranked"]] == ["best", "silent"]
    assert "1 more is left out because it has ended" in text_of(response)


def test_ranking_keeps_only_what_meets_the_need(judged, client):
    live = make_framework("portable")
    linux = Term.objects.create(facet="platform", slug="linux", name_en="Linux")
    FrameworkTerm.objects.create(revision=live, term=linux)
    facets.rebuild()

    response = client.get("/en/choose/", {"speed": "1", "platform": "linux"})

    assert [one.framework.slug for one in response.context["ranked"]] == ["portable"]
    assert "3 frameworks are left out" in text_of(response)


def test_ranking_explains_each_point(judged, client):
    page = text_of(client.get("/en/choose/", {"speed": "3"}))

    first = page.split('class="ranking__item"')[1]
    assert "2 × 3 = 6" in first
    assert "<p>best!</p>" in first


@pytest.mark.parametrize("query", [{"speed": "9"}, {"platform": "moon"}, {"speed": "many"}])
def test_ranking_refuses_what_it_does_not_know(query, judged, client):
    response = client.get("/en/choose/", {"ease": "1", **query})

    assert response.status_code == 200
    assert "ranked" not in response.context


def test_ranking_never_shows_a_draft(judged, client):
    make_draft("secret-canary")

    assert "canary" not in text_of(client.get("/en/choose/?speed=1"))


@databases.fixture
def related():
    """Alpha was built on beta until 2020; gamma stands alone."""
    alpha, beta, gamma = (make_framework(name) for name in ("alpha", "beta", "gamma"))
    relation = alpha.relations.create(
        type="built_on", target=beta.entry, since="2017", until="2020-06"
    )
    relation.sources.add(make_source("notes"))
    return alpha, beta, gamma


@pytest.mark.parametrize("query", ["a=alpha&b=beta", "a=beta&b=alpha"])
def test_answer_is_the_same_from_both_sides_dated_and_cited(query, related, client):
    response = client.get(f"/en/interoperability/?{query}")

    answer = response.context["answer"]
    assert (answer.verdict, answer.since) == ("outdated", "2017")
    assert "/en/sources/notes/" in text_of(response)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Not known: no source read so far"), ("zh-hans", "未知：至今读过的来源")],
)
def test_answer_about_an_unknown_pair_says_what_is_not_known(language, words, related, client):
    page = text_of(client.get(f"/{language}/interoperability/?a=alpha&b=gamma"))

    assert words in page


def test_answer_quotes_the_judgement_of_a_combination(client):
    article = make_full_article()
    pair = article.printed_names.get().combination.pairs.get()

    response = client.get(f"/en/interoperability/?a={pair.b.slug}&b={pair.a.slug}")

    assert response.context["answer"].pairs == [pair]
    assert response.context["answer"].verdict == "partly"


def test_answer_names_a_bridge_that_works_with_both(related, client):
    alpha, beta, gamma = related
    gamma.relations.create(type="uses", target=alpha.entry)
    gamma.relations.create(type="backend_of", target=beta.entry)

    response = client.get("/en/interoperability/?a=alpha&b=beta")

    assert [other.slug for other, _a, _b in response.context["bridges"]] == ["gamma"]


def test_relation_of_descent_is_no_answer(client):
    young, old = make_framework("young"), make_framework("old")
    young.relations.create(type="successor_of", target=old.entry)

    response = client.get("/en/interoperability/?a=young&b=old")

    assert response.context["answer"].verdict == ""
    assert "say who came from whom" in text_of(response)


@pytest.mark.parametrize(
    ("query", "words"),
    [("a=alpha&b=alpha", "Choose two different"), ("a=alpha&b=nothing", "“nothing”")],
)
def test_answer_needs_two_that_are_known(query, words, related, client):
    response = client.get(f"/en/interoperability/?{query}")

    assert "answer" not in response.context
    assert words in text_of(response)


def test_table_has_a_place_for_each_two_that_are_related_to_anything(related, client):
    response = client.get("/en/interoperability/")

    assert [head.slug for head in response.context["heads"]] == ["alpha", "beta"]
    page = text_of(response)
    assert page.count("badge--outdated") == 2


def test_table_never_names_a_draft(related, client):
    hidden = make_draft("secret-canary")
    related[0].relations.create(type="uses", target=hidden.entry)

    assert "canary" not in text_of(client.get("/en/interoperability/"))
