import pytest

from catalog import actions, review
from catalog.models import Framework
from tests import databases
from tests.factories import make_draft, make_editor, make_framework, make_source

pytestmark = pytest.mark.django_db


@databases.fixture
def changed():
    """A draft of a live framework that changes both languages, a fact, and rows of two kinds."""
    editor = make_editor()
    live = make_framework("alpha", summary_zh="旧的简介", summary_en="Old words", licence="MIT")
    live.facts.create(field="licence", note_en="Old note").sources.add(make_source("one"))
    live.packages.create(registry="PyPI", name="gone")
    draft = actions.open_draft(live.entry, by=editor)
    draft.summary_zh, draft.summary_en, draft.licence = "新的简介", "New words", "Apache-2.0"
    draft.save()
    fact = draft.facts.get()
    fact.note_en = "New note"
    fact.save()
    fact.sources.add(make_source("two"))
    draft.packages.all().delete()
    draft.printed_forms.create(text="Alpha/Beta")
    return draft


ALL = {
    "/summary_zh": ("旧的简介", "新的简介"),
    "/summary_en": ("Old words", "New words"),
    "/licence": ("MIT", "Apache-2.0"),
    "/facts/licence/note_en": ("Old note", "New note"),
    "/facts/licence/sources": (["one"], ["one", "two"]),
    "/packages/PyPI gone": ({"registry": "PyPI", "name": "gone"}, None),
    "/printed_forms/Alpha~1Beta": (None, {"text": "Alpha/Beta"}),
}


def pointers(before, after):
    return {one.pointer: (one.before, one.after) for one in review.compare(before, after)}


def test_compare_names_every_changed_field_and_row(changed):
    live = changed.entry.live_revision

    assert pointers(live, changed) == ALL
    assert pointers(live, live) == {}


def test_difference_knows_its_language_and_label(changed):
    found = {one.pointer: one for one in review.compare(changed.entry.live_revision, changed)}

    assert found["/summary_zh"].language == "zh-hans"
    assert found["/facts/licence/note_en"].language == "en"
    assert found["/licence"].language is None
    assert found["/packages/PyPI gone"].is_row
    assert str(found["/facts/licence/note_en"].field_label) == "说明（英文）"


def test_chinese_is_compared_by_character_and_english_by_word():
    left, right = review.text_difference("动态图框架", "静态图 framework v2")

    assert left == [("del", "动"), ("same", "态图"), ("del", "框架")]
    assert right == [("ins", "静"), ("same", "态图"), ("ins", " framework v2")]


@pytest.mark.parametrize("accepted", [{pointer} for pointer in ALL] + [set(list(ALL)[::2])])
def test_exactly_what_is_accepted_is_published_and_the_rest_stays_open(accepted, changed):
    before = changed.entry.live_revision
    reviewer = make_editor("rita")

    live = review.publish_accepted(changed, accepted, by=reviewer)

    assert pointers(before, live) == {pointer: ALL[pointer] for pointer in accepted}
    rest = changed.entry.open_revision
    assert pointers(live, rest) == {p: ALL[p] for p in ALL if p not in accepted}
    assert {live.created_by, rest.created_by} == {changed.created_by}
    changed.refresh_from_db()
    assert changed.state == "discarded"


def test_accepting_everything_publishes_the_draft_itself(changed, editor):
    live = review.publish_accepted(changed, set(ALL), by=editor)

    assert live.pk == changed.pk
    assert changed.entry.open_revision is None


@pytest.mark.parametrize("accepted", [set(), {"/summary_zh", "/developer_zh"}])
def test_accepting_nothing_or_something_else_is_refused(accepted, changed, editor):
    with pytest.raises(actions.ActionRefused):
        review.publish_accepted(changed, accepted, by=editor)

    assert changed.entry.open_revision == changed
    assert [live.number for live in Framework.objects.live()] == [1]


def test_first_revision_is_published_as_a_whole(editor):
    draft = make_draft("alpha")

    with pytest.raises(actions.ActionRefused):
        review.publish_accepted(draft, {"/name"}, by=editor)

    assert not Framework.objects.live()


def test_article_of_the_shipped_content_is_compared_row_by_row(content, editor):
    from catalog.models import Article

    draft = actions.open_draft(Article.objects.get(), by=editor)
    row = draft.sections.get(number="1.4").items.get(number=44)
    statement = row.statements.first()
    statement.rationale_en = "Another reason."
    statement.save()

    found = review.compare(draft.entry.live_revision, draft)

    kind = " ".join(filter(None, [statement.kind, statement.feature and statement.feature.slug]))
    path = f"/sections/1.4/items/{row.source_line}/statements/{kind}/rationale_en"
    assert [one.pointer for one in found] == [path]


def test_chinese_that_touches_a_latin_word_is_compared_by_character():
    assert review.text_difference("Keras 3可在TF上", "Keras 3可以在TF上") == (
        [("same", "Keras 3可"), ("same", "在TF上")],
        [("same", "Keras 3可"), ("ins", "以"), ("same", "在TF上")],
    )
