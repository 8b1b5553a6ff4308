"""Pages that would grow with the catalogue: they show a part, say so, and lead to the rest."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.views import home, interoperability, picking, pictures, topics
from tests import databases
from tests.factories import make_editor, make_feature, make_framework

pytestmark = pytest.mark.django_db


@pytest.fixture
def feature():
    return make_judged_feature()


def make_judged_feature():
    return make_feature("speed", name_en="Speed", name_zh="速度")


@databases.fixture
def judged():
    """Five frameworks, the last by name the first by birth, each judged under the feature."""
    by, feature = make_editor(), make_judged_feature()
    for place, name in enumerate(["Ada", "Bea", "Cleo", "Dora", "Edna"]):
        live = make_framework(name.lower(), name=name, by=by)
        live.assessments.create(feature=feature.entry, verdict="supported", rationale_en=name)
        if place != 2:
            live.releases.create(role="first", released_on=f"20{20 - place}")


def cut_and_whole(client, address, monkeypatch, *setting):
    """The page with room for two, and as it is."""
    whole = client.get(address).content.decode()
    monkeypatch.setattr(*setting, 2)
    return client.get(address).content.decode(), whole


@pytest.mark.parametrize(
    ("language", "words"), [("en", "These are the first 2 by name."), ("zh-hans", "前 2 个")]
)
def test_home_page_shows_the_beginning_of_the_matrix(judged, language, words, client, monkeypatch):
    cut, whole = cut_and_whole(client, f"/{language}/", monkeypatch, home, "MATRIX_ROWS")

    assert [name in cut for name in ("Ada", "Bea", "Cleo")] == [True, True, False]
    assert (words in cut, words in whole, "Edna" in whole) == (True, False, True)


def test_feature_has_pages_of_frameworks(judged, client, monkeypatch):
    monkeypatch.setattr(topics, "ASSESSMENTS", 2)

    pages = [client.get(f"/en/features/speed/?page={number}") for number in (1, 2, 3)]

    bodies = [page.content.decode() for page in pages]
    shown = [
        [name for name in ("Ada", "Bea", "Cleo", "Dora", "Edna") if name in one] for one in bodies
    ]
    assert shown == [["Ada", "Bea"], ["Cleo", "Dora"], ["Edna"]]
    assert 'href="http://127.0.0.1:8000/en/features/speed/"' in bodies[0]
    assert (
        '<link rel="canonical" href="http://127.0.0.1:8000/en/features/speed/?page=2">' in bodies[1]
    )
    assert 'aria-current="page">2' in bodies[1]


@pytest.mark.parametrize("page", ["0", "2", "x", "-1"])
def test_page_that_a_feature_does_not_have_is_not_found(judged, page, client):
    assert client.get(f"/zh-hans/features/speed/?page={page}").status_code == 404


def test_feature_without_frameworks_has_one_empty_page(feature, client):
    body = client.get("/en/features/speed/").content.decode()

    assert "No framework has been judged here yet." in body


@pytest.mark.parametrize(
    ("language", "words"), [("en", "the 2 oldest frameworks"), ("zh-hans", "最早的 2 个框架")]
)
def test_lineage_draws_the_oldest(judged, language, words, client, monkeypatch):
    cut, whole = cut_and_whole(client, f"/{language}/lineage/", monkeypatch, pictures, "LIVES")

    assert [name in cut for name in ("Ada", "Bea", "Cleo", "Dora", "Edna")] == [False] * 3 + [
        True
    ] * 2
    assert (words in cut, words in whole, "Cleo" in whole) == (True, False, True)


def test_page_with_room_for_all_does_not_say_that_it_shows_a_part(judged, client, monkeypatch):
    monkeypatch.setattr(home, "MATRIX_ROWS", 5)
    monkeypatch.setattr(pictures, "LIVES", 5)

    bodies = [client.get(f"/en/{page}").content.decode() for page in ("", "lineage/")]

    assert [("Cleo" in body, "These are the" in body) for body in bodies] == [(True, False)] * 2


def names_in_a_row(first, last):
    """Frameworks of which each uses the one before it; the first uses none."""
    lives = [make_framework(f"n-{number:03}") for number in range(first, last)]
    for one, before in zip(lives[1:], lives, strict=False):
        one.relations.create(type="uses", target=before.entry)


def test_table_of_pairs_costs_the_same_however_many_frameworks_there_are(client, monkeypatch):
    monkeypatch.setattr(picking, "LISTED", 2)
    monkeypatch.setattr(interoperability, "MOST", 3)
    costs = []
    for first, last in ((0, 5), (5, 20)):
        names_in_a_row(first, last)
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/en/interoperability/?a=n-001&b=n-003")
        costs.append((len(captured), len(page.content)))
        bridges = [other.slug for other, _a, _b in page.context["bridges"]]
        assert (len(page.context["heads"]), bridges) == (3, ["n-002"])

    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "name or identifier"), ("zh-hans", "名称或标识")]
)
def test_two_names_are_typed_where_there_are_too_many_to_list(
    judged, language, words, client, monkeypatch
):
    monkeypatch.setattr(picking, "LISTED", 4)

    page = client.get(f"/{language}/interoperability/?a=EDNA&b=nobody")

    body = page.content.decode()
    assert (page.context["a"].name, page.context["unknown"]) == ("Edna", ["nobody"])
    assert '<input id="ask-a" name="a" type="text" value="edna"' in body
    assert '<input id="ask-b" name="b" type="text" value="nobody"' in body
    assert ("<select" in body, body.count(words)) == (False, 2)


@pytest.mark.parametrize("page", ["interoperability/?a=nobody", "compare/?f=nobody"])
def test_name_that_is_not_known_is_to_be_chosen_from_a_list_only_where_there_is_one(
    judged, page, client, monkeypatch
):
    listed = client.get(f"/en/{page}").content.decode()
    monkeypatch.setattr(picking, "LISTED", 4)
    typed = client.get(f"/en/{page}").content.decode()

    assert ["Choose from the list" in body for body in (listed, typed)] == [True, False]
    assert "“nobody”. Write a name as the list of frameworks has it." in typed
