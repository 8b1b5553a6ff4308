import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from catalog import actions
from catalog.choices import State
from catalog.models import Change, Feature, Framework, FrameworkRevision, Source
from tests.factories import (
    make_draft,
    make_feature,
    make_framework,
    make_full_article,
    make_source,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def test_publish_first_draft_makes_it_live(editor):
    draft = make_draft("alpha", by=editor)

    revision = actions.publish(draft, by=editor)

    assert (revision.state, revision.number) == (State.LIVE, 1)
    assert [live.slug for live in Framework.objects.live()] == ["alpha"]
    assert list(Change.objects.order_by("pk").values_list("action", "revision", "by")) == [
        ("open_draft", 1, editor.pk),
        ("publish", 1, editor.pk),
    ]


def test_draft_of_published_entry_changes_nothing_that_is_live(editor):
    make_framework("alpha", name="Before")

    draft = actions.open_draft(Framework.objects.get(slug="alpha"), by=editor)
    FrameworkRevision.objects.filter(pk=draft.pk).update(name="After")

    assert [live.name for live in Framework.objects.live()] == ["Before"]


def test_publish_supersedes_the_live_revision(editor):
    first = make_framework("alpha")
    draft = actions.open_draft(first.entry, by=editor)

    actions.publish(draft, by=editor)

    assert list(first.entry.revisions.order_by("number").values_list("number", "state")) == [
        (1, State.SUPERSEDED),
        (2, State.LIVE),
    ]


def test_open_draft_copies_every_row_and_source(editor):
    live = make_framework("alpha")
    feature = make_feature().entry
    source = make_source("paper")
    live.facts.create(field="licence", confidence="high").sources.add(source)
    live.assessments.create(feature=feature, verdict="partly", rationale_en="why").sources.add(
        source
    )
    live.printed_forms.create(text="Alpha")

    draft = actions.open_draft(live.entry, by=editor)

    assert [(f.field, list(f.sources.all())) for f in draft.facts.all()] == [("licence", [source])]
    assert [
        (a.feature, a.verdict, a.rationale_en, list(a.sources.all()))
        for a in draft.assessments.all()
    ] == [(feature, "partly", "why", [source])]
    assert [form.text for form in draft.printed_forms.all()] == ["Alpha"]
    assert live.facts.count() == 1


def test_open_draft_twice_is_refused_and_changes_nothing(editor):
    live = make_framework("alpha")
    actions.open_draft(live.entry, by=editor)
    changes = Change.objects.count()

    with pytest.raises(actions.ActionRefused) as refused:
        actions.open_draft(live.entry, by=editor)

    assert "alpha #2" in str(refused.value)
    assert Change.objects.count() == changes


def test_discarded_draft_stays_in_history_and_frees_the_entry(editor):
    live = make_framework("alpha")
    draft = actions.open_draft(live.entry, by=editor)

    actions.discard(draft, by=editor)

    assert actions.open_draft(live.entry, by=editor).number == 3
    assert live.entry.revisions.get(number=2).state == State.DISCARDED


def test_revert_opens_a_draft_that_says_what_the_earlier_one_said(editor):
    first = make_framework("alpha", name="First")
    draft = actions.open_draft(first.entry, by=editor)
    draft.name = "Second"
    draft.save()
    actions.publish(draft, by=editor)

    reverted = actions.revert(first.entry, to=1, by=editor)

    assert (reverted.number, reverted.state, reverted.name) == (3, State.DRAFT, "First")
    assert [live.name for live in Framework.objects.live()] == ["Second"]


def test_revert_to_unknown_number_is_refused(editor):
    live = make_framework("alpha")

    with pytest.raises(actions.ActionRefused, match="7"):
        actions.revert(live.entry, to=7, by=editor)


def test_submit_then_publish(editor):
    draft = make_draft("alpha", by=editor)

    assert actions.submit(draft, by=editor).state == State.IN_REVIEW
    assert actions.publish(draft, by=editor).state == State.LIVE


@pytest.mark.parametrize("action", [actions.submit, actions.publish, actions.discard])
def test_action_on_a_live_revision_is_refused(action, editor):
    live = make_framework("alpha")

    with pytest.raises(actions.ActionRefused):
        action(live, by=editor)

    live.refresh_from_db()
    assert live.state == State.LIVE


@pytest.mark.parametrize(
    ("state", "second"),
    [(State.LIVE, State.LIVE), (State.DRAFT, State.IN_REVIEW), (State.DRAFT, State.SCHEDULED)],
)
def test_database_refuses_a_second_live_or_open_revision(state, second):
    entry = Framework.objects.create(slug="alpha")
    by = make_user()
    entry.revisions.create(number=1, state=state, name="a", kind="framework", created_by=by)

    with pytest.raises(IntegrityError), transaction.atomic():
        entry.revisions.create(number=2, state=second, name="b", kind="framework", created_by=by)

    assert entry.revisions.count() == 1


def test_publish_refuses_what_a_row_may_not_hold(editor):
    draft = make_draft("alpha", by=editor)
    draft.papers.create(title="t", year=2015, url="javascript:alert(1)")

    with pytest.raises(actions.ActionRefused, match="t "):
        actions.publish(draft, by=editor)

    assert not Framework.objects.live()


@pytest.mark.parametrize("name", ["", "   "])
def test_publish_refuses_what_has_no_name(name, editor):
    draft = actions.create_entry(Feature, "speed", by=editor, name_zh=name, name_en=name)

    with pytest.raises(actions.ActionRefused):
        actions.publish(draft, by=editor)


def test_publish_refuses_a_combination_that_another_article_has(editor):
    make_full_article("one")
    second = make_full_article("two", stem="m")
    draft = actions.open_draft(second.entry, by=editor)
    draft.printed_names.update(slug="n1")

    with pytest.raises(actions.ActionRefused, match="n1"):
        actions.publish(draft, by=editor)


def test_slug_that_is_taken_is_refused_and_nothing_is_written(editor):
    make_framework("alpha")

    with pytest.raises(actions.ActionRefused, match="alpha"):
        make_draft("alpha", by=editor)

    assert Framework.objects.count() == 1


@pytest.mark.parametrize("slug", ["a b/c", "框架", "", "a\n"])
def test_identifier_of_a_source_must_fit_into_an_address(slug):
    with pytest.raises(ValidationError) as refused:
        Source(
            slug=slug, kind="web_page", title="t", locator="l", accessed_on="2026-11-24"
        ).full_clean()

    assert set(refused.value.message_dict) == {"slug"}


def test_each_edit_is_one_step_of_the_version(editor):
    draft = make_draft("alpha", by=editor)

    actions.record_edit(draft, ["summary_zh"], by=editor, seen=0)
    actions.record_edit(draft, [], by=editor, seen=0)
    actions.record_edit(draft, ["licence"], by=editor, seen=1)

    draft.refresh_from_db()
    assert draft.version == 2
    assert Change.objects.filter(action="edit").count() == 2


def test_edit_by_somebody_who_saw_an_older_version_is_refused(editor):
    draft = make_draft("alpha", by=editor)
    actions.record_edit(draft, ["summary_zh"], by=editor, seen=0)

    with pytest.raises(actions.StaleVersion):
        actions.record_edit(draft, ["summary_en"], by=editor, seen=0)

    draft.refresh_from_db()
    assert draft.version == 1
    assert Change.objects.filter(action="edit").count() == 1


def test_draft_starts_without_the_edits_of_the_one_before(editor):
    live = make_framework("alpha", by=editor)
    draft = actions.open_draft(live.entry, by=editor)
    actions.record_edit(draft, ["licence"], by=editor)
    actions.publish(draft, by=editor)

    assert actions.open_draft(live.entry, by=editor).version == 0


def test_entry_whose_first_draft_was_discarded_has_nothing_to_copy(editor):
    draft = make_draft("alpha", by=editor)
    actions.discard(draft, by=editor)

    with override("en"), pytest.raises(actions.ActionRefused) as refusal:
        actions.open_draft(draft.entry, by=editor)

    assert str(refusal.value.message) == "alpha has nothing to copy."
