"""Facets count on kept bits what the filters find among the rows."""

import pytest
from django.http import QueryDict

from catalog import actions, facets
from catalog.facets import EVERY, Facets
from catalog.filters import FACETED, FrameworkFilterSet, facet_counts
from catalog.models import FacetValue, FrameworkRevision, Term
from tests import databases
from tests.factories import make_category, make_draft, make_editor, make_feature
from tests.products import sample

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def publish(slug, *, judged=(), terms=(), by=None, **fields):
    """A live framework with verdicts, as pairs of subject and verdict, and with terms."""
    by = by or make_editor()
    draft = make_draft(slug, by=by, **fields)
    for subject, verdict in judged:
        kind = subject._meta.model_name
        draft.assessments.create(verdict=verdict, **{kind: subject})
    for term in terms:
        draft.terms.create(term=term)
    return actions.publish(draft, by=by)


@databases.fixture
def catalogue():
    speed, ease = make_feature("speed").entry, make_feature("ease").entry
    low = make_category("low-level").entry
    python = Term.objects.create(facet="user_language", slug="python", name_en="Python")
    maker = Term.objects.create(facet="developer", slug="maker", name_en="Maker")
    publish(
        "one",
        judged=[(speed, "supported"), (ease, "partly"), (low, "supported")],
        terms=[python, maker],
        status="active",
        licence="MIT",
    )
    publish("two", judged=[(speed, "partly"), (ease, "contradicted")], terms=[python])
    publish("three", judged=[(speed, "no_evidence")], status="active", licence="Apache-2.0")
    publish("four", judged=[(ease, "supported"), (low, "partly")], terms=[maker], licence="MIT")


def filtered(**chosen):
    query = QueryDict(mutable=True)
    for name, values in chosen.items():
        query.setlist(name, values)
    return FrameworkFilterSet(query, queryset=FrameworkRevision.objects.live())


@pytest.mark.parametrize(
    "chosen",
    sample(
        [
            {},
            {"status": ["active"]},
            {"feature": ["speed"]},
            {"feature": ["speed:supported", "speed:no_evidence", "ease"]},
            {"feature": ["ease"], "licence": ["MIT"], "language": ["python"]},
            {"developer": ["maker"], "category": ["low-level"], "status": ["active", "unknown"]},
        ],
        3,
    ),
)
def test_count_of_every_option_is_the_number_of_results(chosen, catalogue):
    filterset = filtered(**chosen)
    for facet in facet_counts(filterset):
        for option in facet.options:
            slug = option.value.partition(":")[0]
            kept = [one for one in chosen.get(facet.name, []) if one.partition(":")[0] != slug]
            own = kept if facet.name == "feature" else []
            wanted = filtered(**{**chosen, facet.name: [*own, option.value]})

            assert (facet.name, option.value, option.count) == (
                facet.name,
                option.value,
                wanted.qs.count(),
            )
    assert filterset.total == filterset.qs.count()


def test_kept_facets_follow_publishing_and_taking_down(catalogue):
    by = make_editor()
    one, two = (FrameworkRevision.objects.live().get(entry__slug=slug) for slug in ("one", "two"))
    draft = actions.open_draft(one.entry, by=by)
    draft.status = "retired"
    draft.save()
    draft.assessments.filter(feature__slug="speed").update(verdict="outdated")
    draft.terms.all().delete()
    actions.publish(draft, by=by)
    actions.trash(two.entry, by=by)

    kept = Facets().members
    facets.rebuild()

    assert {key: bits for key, bits in kept.items() if bits} == Facets().members
    assert Facets().numbers[EVERY] == 3
    assert ("language", "python") not in Facets().numbers


def test_facets_of_an_earlier_moment_are_those_of_then(catalogue):
    then = Facets().numbers
    last = FrameworkRevision.objects.live().order_by("-published_at").first()
    publish("five", status="active")

    assert Facets(at=last.published_at).numbers == then
    assert Facets().numbers != then


def test_facets_take_one_query_and_one_more_when_filtered(catalogue, django_assert_num_queries):
    chosen, facets = {name: [] for name in FACETED}, Facets()

    with django_assert_num_queries(1):
        facets.counts(chosen)
    with django_assert_num_queries(1):
        facets.counts({**chosen, "status": ["active"]})
    with django_assert_num_queries(1):
        facets.counts({**chosen, "status": ["active"], "kind": ["framework"]})


def test_long_facet_lists_the_most_frequent_and_what_is_chosen(client, monkeypatch):
    monkeypatch.setattr("catalog.filters.options.LISTED", 2)
    by = make_editor()
    for number, licence in enumerate(["ISC", "MIT", "MIT", "MPL-2.0", "Zlib"]):
        publish(f"f{number}", licence=licence, by=by)

    facet = next(one for one in facet_counts(filtered(licence=["Zlib"])) if one.name == "licence")
    page = client.get("/en/frameworks/?licence=Zlib").content.decode()

    assert [option.value for option in facet.options] == ["MIT", "Zlib"]
    assert facet.left_out == 2
    assert "2 rarer values are left out; search for them." in page


def test_rebuild_writes_every_value(catalogue):
    FacetValue.objects.update(number=7, members=b"")

    written = facets.rebuild()

    assert written == FacetValue.objects.count() > 10
    assert Facets().numbers[("licence", "MIT")] == 2
