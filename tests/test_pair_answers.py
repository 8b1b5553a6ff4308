"""Does A work with B? One sentence that is never untrue, from what is stored."""

import re

import pytest

from catalog.models import Relation
from tests import databases
from tests.factories import make_framework, make_full_article, make_source

pytestmark = pytest.mark.django_db


def answer(client, query, language="en"):
    """The sentence that answers, as readers see it."""
    page = client.get(f"/{language}/interoperability/?{query}").content.decode()
    sentence = re.search(r'class="pair-answer__sentence">(.*?)</p>', page, re.S).group(1)
    return " ".join(re.sub(r"<[^>]+>", "", sentence).split())


@databases.fixture
def pair():
    return make_framework("alpha", name="Alpha"), make_framework("beta", name="Beta")


@pytest.mark.parametrize(
    ("fields", "en", "zh"),
    [
        (
            {"type": "built_on"},
            "Yes: Alpha is built on Beta.",
            "能：Alpha 构建于 Beta 之上。",
        ),
        (
            {"type": "uses", "since": "2023-11"},
            "Yes, since November 2023: Alpha uses Beta.",
            "能，自 2023 年 11 月起：Alpha 使用 Beta。",
        ),
        (
            {"type": "built_on", "since": "2015", "until": "2020-06"},
            "Not any longer: Alpha was built on Beta until June 2020.",
            "曾经可以，现已不能：Alpha 曾构建于 Beta 之上，至 2020 年 6 月为止。",
        ),
        (
            {"type": "successor_of", "since": "2017-01-19"},
            "Not known: Alpha is the successor of Beta.",
            "未知：Alpha 是 Beta 的后继。",
        ),
    ],
)
def test_relation_is_answered_in_one_sentence_from_both_sides(fields, en, zh, pair, client):
    alpha, beta = pair
    alpha.relations.create(target=beta.entry, **fields)

    for query in ("a=alpha&b=beta", "a=beta&b=alpha"):
        assert answer(client, query) == en
        assert answer(client, query, "zh-hans") == zh


def test_answer_names_the_release_that_began_a_relation(pair, client):
    alpha, beta = pair
    notes = make_source("notes")
    relation = alpha.relations.create(type="built_on", target=beta.entry, since="2023-11")
    relation.sources.add(notes)
    alpha.releases.create(role="other", version="3.0", released_on="2023-11").sources.add(notes)

    words = "Yes, since Alpha 3.0 (November 2023): Alpha is built on Beta."
    assert answer(client, "a=alpha&b=beta") == words


def test_release_of_the_same_month_from_another_source_is_not_named(pair, client):
    alpha, beta = pair
    relation = alpha.relations.create(type="built_on", target=beta.entry, since="2023-11")
    relation.sources.add(make_source())
    other = alpha.releases.create(role="other", version="2.9", released_on="2023-11")
    other.sources.add(make_source())

    assert answer(client, "a=alpha&b=beta") == "Yes, since November 2023: Alpha is built on Beta."


def test_relation_that_ended_does_not_date_one_that_lasts(pair, client):
    alpha, beta = pair
    alpha.relations.create(type="built_on", target=beta.entry, since="2015", until="2018")
    alpha.relations.create(type="uses", target=beta.entry, since="2020-02-03")

    assert answer(client, "a=alpha&b=beta") == "Yes, since February 3, 2020: Alpha uses Beta."


def test_impossible_day_of_an_old_revision_is_printed_as_it_is(pair, client):
    alpha, beta = pair
    alpha.relations.create(type="uses", target=beta.entry, since="2023-02-30")

    assert answer(client, "a=alpha&b=beta") == "Yes, since 2023-02-30: Alpha uses Beta."


@pytest.mark.parametrize(
    ("verdict", "en", "zh"),
    [
        ("contradicted", "No: two separate frameworks.", "不能：两个独立的框架。"),
        ("partly", "In part: two separate frameworks.", "部分可以：两个独立的框架。"),
        (
            "no_evidence",
            "No evidence that they do: two separate frameworks.",
            "没有依据表明能配合：两个独立的框架。",
        ),
    ],
)
def test_judged_pair_is_answered_by_its_verdict_and_its_reason(verdict, en, zh, client):
    first, second = judged_twice(verdict)

    query = f"a={first.slug}&b={second.slug}"
    assert (answer(client, query), answer(client, query, "zh-hans")) == (en, zh)


def judged_twice(verdict):
    """Two frameworks that two printed names judge in the same words."""
    article = make_full_article(rows=2)
    combinations = [name.combination for name in article.printed_names.all()]
    first = combinations[0].pairs.get()
    source = make_source()
    for combination in combinations:
        combination.pairs.update(
            a=first.a,
            b=first.b,
            verdict=verdict,
            rationale_zh="两个独立的框架。",
            rationale_en="Two separate frameworks.",
        )
        combination.pairs.get().sources.set([source])
    return first.a, first.b


def test_same_judgement_is_printed_once_with_all_its_names(client):
    first, second = judged_twice("contradicted")

    page = client.get(f"/en/interoperability/?a={first.slug}&b={second.slug}").content.decode()

    part = page.split('class="assessment"')[1].split("</section>")[0]
    assert part.count("Two separate frameworks.") == 1
    assert re.findall(r">(N\d)</a>", part) == ["N1", "N2"]


def test_pair_without_evidence_does_not_hide_a_relation(client):
    first, second = judged_twice("no_evidence")
    live = first.revisions.get()
    live.relations.create(type="uses", target=second, since="2019")

    response = client.get(f"/en/interoperability/?a={first.slug}&b={second.slug}")

    assert response.context["answer"].verdict == "supported"


@pytest.mark.parametrize("query", ["a=alpha&b=jax", "a=JAX&b=alpha"])
def test_name_without_an_entry_is_answered_from_the_relation_that_names_it(query, pair, client):
    relation = pair[0].relations.create(type="built_on", target_name="JAX", since="2023-11")
    relation.sources.add(make_source("readme", title="README"))

    response = client.get(f"/en/interoperability/?{query}")

    page = response.content.decode()
    assert answer(client, query) == "Yes, since November 2023: Alpha is built on JAX."
    assert "JAX has no entry in the Atlas yet." in page
    assert "/en/sources/readme/" in page.split('class="relation-list"')[1]
    assert response.context["unknown"] == []


def test_name_without_an_entry_that_no_relation_joins_is_not_known(pair, client):
    pair[0].relations.create(type="built_on", target_name="JAX")

    sentence = "Not known: no source read so far states a relation between Beta and JAX."
    assert answer(client, "a=beta&b=JAX") == sentence


def test_name_of_a_draft_is_not_answered(pair, client):
    Relation.objects.all().delete()
    draft = pair[0].entry
    draft.revisions.update(state="draft", published_at=None)
    pair[0].relations.create(type="uses", target_name="Secret")

    response = client.get("/en/interoperability/?a=beta&b=secret")

    assert response.context["unknown"] == ["secret"]
