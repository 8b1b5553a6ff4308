"""Entries that are published together: one stamp, one row of the log each, all of them or none."""

import pytest

from catalog import actions, facets, search
from catalog.models import (
    Change,
    FacetValue,
    Framework,
    FrameworkRevision,
    PublicChange,
    SearchDocument,
)
from catalog.published import current_stamp
from tests.factories import make_draft, make_editor, make_feature, make_framework, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture
def by():
    return make_editor()


@pytest.fixture
def drafts(by):
    """Three frameworks in a ring of relations, one of them live before, and a live one beside."""
    feature, source = make_feature(), make_source("paper")
    first = make_draft("first", by=by, licence="MIT")
    older = make_framework("older", by=by, licence="MIT")
    second = actions.open_draft(older.entry, by=by)
    second.licence = "BSD-3-Clause"
    second.save()
    third = make_draft("third", by=by, licence="MIT")
    beside = actions.open_draft(make_framework("beside", by=by).entry, by=by)
    for one, target in ((first, third), (second, first), (third, second), (beside, third)):
        one.relations.create(type="built_on", target=target.entry).sources.add(source)
        one.assessments.create(feature=feature.entry, verdict="supported")
    actions.publish(beside, by=by)
    return [first, second, third]


def test_all_are_live_at_one_stamp(drafts, by):
    stamp = current_stamp()

    live = actions.publish_all(drafts, by=by, summary="together")

    assert current_stamp() == stamp + 1
    assert {one.state for one in live} == {"live"}
    assert list(Framework.objects.live().values_list("entry__slug", "number")) == [
        ("beside", 2),
        ("first", 1),
        ("older", 2),
        ("third", 1),
    ]
    published = Change.objects.filter(action="publish", summary="together")
    assert {one.slug for one in published} == {"first", "older", "third"}


def test_log_links_those_that_were_not_published_themselves(drafts, by):
    stamp = current_stamp()

    actions.publish_all(drafts, by=by)

    told = PublicChange.objects.filter(stamp__gt=stamp).order_by("pk")
    assert [(one.kind, one.slug, one.event, one.other) for one in told] == [
        ("framework", "first", "created", ""),
        ("framework", "older", "updated", ""),
        ("framework", "third", "created", ""),
        ("framework", "beside", "linked", "framework/third"),
        ("source", "paper", "created", ""),
    ]


def test_facets_and_index_are_what_a_rebuild_finds(drafts, by):
    actions.publish_all(drafts, by=by)
    found = kept(FacetValue), kept(SearchDocument)

    facets.rebuild()
    search.rebuild()

    assert found == (kept(FacetValue), kept(SearchDocument))
    assert facets.Facets().numbers["licence", "MIT"] == 2


def kept(model):
    """What the rows say; a value that no framework has any more says nothing."""
    names = [field.name for field in model._meta.fields if field.name != "id"]
    rows = model.objects.exclude(number=0) if model is FacetValue else model.objects.all()
    return sorted(map(str, rows.values_list(*names)))


def test_one_that_is_refused_leaves_all_as_they_were(drafts, by):
    stamp, last = current_stamp(), drafts[-1]
    FrameworkRevision.objects.filter(pk=last.pk).update(kind="nonsense")

    with pytest.raises(actions.ActionRefused):
        actions.publish_all(drafts, by=by)

    assert current_stamp() == stamp
    assert set(Framework.objects.live().values_list("entry__slug", flat=True)) == {
        "beside",
        "older",
    }
