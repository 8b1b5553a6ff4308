"""A partial acceptance publishes exactly the accepted differences, whichever they are."""

import random

import pytest

from catalog import actions, review
from catalog.documents import dump_revision, open_with
from catalog.models import Term
from catalog.models.copying import owned_relations
from tests import databases
from tests.factories import make_editor, make_full_framework, make_source
from tests.products import sample

pytestmark = pytest.mark.django_db


@databases.fixture
def draft():
    """A live framework with every kind of row, and a draft that changes, adds and deletes some."""
    by = make_editor()
    live = make_full_framework("alpha", rows=2)
    lua, java = (Term.objects.create(facet="user_language", slug=one) for one in ("lua", "java"))
    live.terms.create(term=lua, detail_en="since 5.1")
    live.printed_forms.create(text="ALPHA")
    draft = actions.open_draft(live.entry, by=by)
    draft.summary_zh, draft.summary_en = "新的简介", "A new summary"
    draft.licence, draft.status = "MIT", "archived"
    draft.save()
    fact = draft.facts.get(field="name")
    fact.note_zh, fact.note_en = "注", "Note"
    fact.save()
    draft.facts.filter(field="licence").delete()
    draft.facts.create(field="status", confidence="low").sources.add(make_source())
    draft.releases.filter(version="0").update(released_on="2020-01")
    draft.releases.create(role="latest", version="9")
    draft.packages.first().delete()
    draft.papers.first().sources.add(make_source())
    draft.assessments.filter(feature__isnull=False).update(verdict="contradicted")
    draft.relations.update(until="2025")
    draft.terms.update(detail_en="since 5.2")
    draft.terms.create(term=java)
    draft.printed_forms.all().delete()
    draft.printed_forms.create(text="Alpha!")
    draft.pictures.update(credit="Somebody")
    draft.refresh_from_db()
    return draft


def test_draft_differs_in_every_kind_of_row(draft):
    """What is said below of random parts is said of every kind of row that a framework has."""
    kinds = {relation.get_accessor_name() for relation in owned_relations(type(draft))}

    differences = review.compare(draft.entry.live_revision, draft)

    assert {one.path[0] for one in differences if len(one.path) > 1} == kinds


@pytest.mark.parametrize("seed", sample(range(12), 3))
def test_exactly_what_is_accepted_is_published_and_the_rest_stays_open(seed, draft):
    by = make_editor()
    live = draft.entry.live_revision
    differences = review.compare(live, draft)
    chosen = random.Random(seed)  # noqa: S311  a test, not a secret
    accepted = chosen.sample(differences, chosen.randint(1, len(differences) - 1))
    pointers = {one.pointer for one in accepted}
    wanted = {one.pointer: (one.before, one.after) for one in differences}
    whole = dump_revision(draft, all_marks=True)

    published = review.publish_accepted(draft, pointers, by=by)

    went_live = {one.pointer: (one.before, one.after) for one in review.compare(live, published)}
    assert went_live == {pointer: wanted[pointer] for pointer in pointers}
    rest = published.entry.open_revision
    still_open = {one.pointer: (one.before, one.after) for one in review.compare(published, rest)}
    assert still_open == {
        pointer: sides for pointer, sides in wanted.items() if pointer not in pointers
    }
    assert dump_revision(rest, all_marks=True) == whole


def test_accepting_everything_is_publishing(draft):
    before = draft.entry.live_revision
    everything = review.compare(before, draft)

    published = review.publish_accepted(
        draft, {one.pointer for one in everything}, by=make_editor()
    )

    assert published.pk == draft.pk
    assert review.compare(before, published) == everything
    assert published.entry.open_revision is None


def test_document_of_a_draft_comes_back_as_it_was(draft):
    by = make_editor()
    whole = dump_revision(draft, all_marks=True)
    actions.discard(draft, by=by)

    assert dump_revision(open_with(draft.entry, whole, by=by), all_marks=True) == whole
