import pytest

from catalog import pictures
from tests.factories import make_draft, make_framework, make_full_framework


@pytest.mark.parametrize(
    ("partial", "span"),
    [
        ("2015", (2015, 2016)),
        ("2015-07", (2015.5, 2015 + 7 / 12)),
        ("2015-01-01", (2015, 2015.0027)),
    ],
)
def test_interval_is_as_wide_as_the_date_is_vague(partial, span):
    assert pictures.interval(partial) == pytest.approx(span, abs=1e-4)


def test_lineage_stands_in_order_of_birth_and_joins_what_it_knows():
    young, old = pictures.Life("y", "Young", born="2017"), pictures.Life("o", "Old", born="2009-04")
    undated = pictures.Life("u", "Undated")

    picture = pictures.lineage(
        [young, undated, old], [("y", "o", "descent", "Young built on Old"), ("y", "?", "use", "x")]
    )

    assert [life.label for life in picture.lives] == ["Old", "Young", "Undated"]
    assert [(arc.source, arc.target, arc.type) for arc in picture.arcs] == [("y", "o", "descent")]
    assert picture.families == ["descent"]


def test_lineage_keeps_two_relations_of_one_pair_apart():
    a, b = pictures.Life("a", "A", born="2001"), pictures.Life("b", "B", born="2002")

    arcs = pictures.lineage([a, b], [("b", "a", "use", ""), ("b", "a", "descent", "")]).arcs

    assert arcs[0].path != arcs[1].path


def test_lineage_stays_inside_its_picture():
    lives = [pictures.Life(n, f"Name {n}", born=str(1950 + n)) for n in range(80)]
    picture = pictures.lineage(lives, [(79, 0, "use", ""), *[(79, 0, "use", "")] * 20])

    furthest = min(float(arc.path.split("C")[1].split()[0]) for arc in picture.arcs)

    assert pictures.NODE_X - 8 + (furthest - (pictures.NODE_X - 8)) * 0.75 >= 0


def test_timeline_places_births_ends_and_vague_dates():
    done = pictures.Life("d", "Done", born="2000", latest="2004", ended="2010-12-31")
    alive = pictures.Life("a", "Alive", born="2005-06-01")
    unborn = pictures.Life("u", "Undated")

    picture = pictures.timeline([alive, unborn, done], today="2020-12-31")

    assert [life.label for life in picture.lives] == ["Done", "Alive"]
    first, second = (life.marks for life in picture.lives)
    assert first["born"] == pictures.MARGIN
    assert first["born_width"] > 4 * second["born_width"]
    assert first["end"] == pytest.approx(188, abs=1)
    assert second["end"] == pictures.WIDTH - pictures.MARGIN
    assert [year for year, _x in picture.years] == [2000, 2005, 2010, 2015, 2020]


def test_stacked_bar_has_a_part_for_each_count_that_is_not_zero():
    parts = pictures.stacked([("a", "A", 1), ("b", "B", 0), ("c", "C", 3)], width=100)

    assert [(part.style, part.x, part.width, part.share) for part in parts] == [
        ("a", 0, 25, 25),
        ("c", 25, 75, 75),
    ]
    assert pictures.stacked([("a", "A", 0)]) == []


def test_glance_fills_bars_by_verdict():
    rows = pictures.glance(
        [("Speed", "speed", "supported", "yes"), ("Ease", "ease", "no_evidence", "none")]
    )

    assert [(row.anchor, row.style, row.filled) for row in rows] == [
        ("speed", "supported", pictures.WIDTH),
        ("ease", "no-evidence", 0),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "heading"), [("zh-hans", "谱系与时间线"), ("en", "Lineage and timeline")]
)
def test_lineage_page_says_in_words_what_it_draws(language, heading, client):
    live = make_full_framework("alpha")
    live.releases.create(role="first", released_on="2015-11-09")

    page = client.get(f"/{language}/lineage/").content.decode()

    assert f"<h1>{heading}</h1>" in page
    assert page.count('class="arc arc--structure" d="M108') == 1
    assert '<td class="num">2015-11-09</td>' in page


@pytest.mark.django_db
def test_lineage_page_never_names_a_draft(client):
    live = make_framework("seen")
    hidden = make_draft("hidden-canary")
    live.relations.create(type="built_on", target=hidden.entry)

    assert "hidden-canary" not in client.get("/en/lineage/").content.decode().lower()


@pytest.mark.django_db
def test_coverage_counts_claims_with_and_without_a_source(client):
    live = make_full_framework("alpha")
    live.facts.create(field="homepage")

    page = " ".join(client.get("/en/coverage/").content.decode().split())

    facts = page.split(">Facts</h3>")[1].split("</li></ul>")[0]
    assert 'with a source <strong class="num">1</strong> <span class="meta num">50 %</span>' in page
    assert facts


@pytest.mark.django_db
def test_framework_page_draws_its_assessments(client):
    make_full_framework("alpha")

    page = client.get("/en/frameworks/alpha/").content.decode()

    assert page.count('class="picture__word picture__word--partly"') == 1
    assert page.count('class="picture__word picture__word--supported"') == 1
