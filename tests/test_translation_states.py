"""The five states of a translation after everything that can happen to a text."""

from copy import copy

import pytest
from django.apps import apps

from catalog import actions, review
from catalog.bilingual import (
    DRAFT,
    EN,
    LANGUAGES,
    MACHINE,
    MISSING,
    REVIEWED,
    STALE,
    ZH,
    column,
)
from catalog.documents import dump_revision, open_with
from catalog.documents.marks import with_marks
from catalog.models import BilingualRow, Term
from catalog.models.copying import collect_owned
from catalog.models.owners import revision_of
from catalog.translating import confirm_translation
from tests.databases import undone
from tests.factories import make_editor, make_row
from tests.products import sample

pytestmark = pytest.mark.django_db

MODELS = [
    model
    for model in apps.get_app_config("catalog").get_models()
    if issubclass(model, BilingualRow)
]
FIELDS = [
    (model, field) for model in MODELS if model is not Term for field in model.bilingual_fields
]
OLD = {ZH: "旧的说法", EN: "The old words"}
NEW = {ZH: "新的说法", EN: "The new words"}


class Text:
    """One bilingual field of a row that is live in both languages, and open in a draft."""

    def __init__(self, model, field):
        self.by = make_editor()
        self.field = field
        row = make_row(model, by=self.by, **{column(field, code): OLD[code] for code in LANGUAGES})
        self.live = actions.publish(revision_of(row), by=self.by)
        self.entry = self.live.entry
        self.model = model
        self.draft = actions.open_draft(self.entry, by=self.by)

    def row_of(self, revision):
        owned = collect_owned(revision) | {type(revision): [revision]}
        return next(one for one in owned[self.model] if any(one.texts_of(self.field).values()))

    def write(self, language, text, **options):
        row = self.row_of(self.draft)
        for name, value in {column(self.field, language): text, **options}.items():
            setattr(row, name, value)
        row.save()

    def confirm(self, language):
        confirm_translation(self.row_of(self.draft), self.field, language, by=self.by)

    def publish(self):
        self.draft = actions.publish(self.draft, by=self.by)

    def states(self):
        row = self.row_of(type(self.live).objects.get(pk=self.draft.pk))
        return tuple(row.translation_state(self.field, language) for language in LANGUAGES)


def accepted_of(text, language):
    differences = review.compare(text.live, text.draft)
    return {one.pointer for one in differences if one.path[-1] == column(text.field, language)}


def rewritten(values, old, new):
    """The plain values of a document with the text `old` replaced."""
    if isinstance(values, dict):
        return {key: rewritten(one, old, new) for key, one in values.items()}
    if isinstance(values, list):
        return [rewritten(one, old, new) for one in values]
    return new if values == old else values


def draft_opened(text):
    pass


def chinese_changed(text):
    text.write(ZH, NEW[ZH])


def english_changed(text):
    text.write(EN, NEW[EN])


def white_space_changed(text):
    text.write(ZH, f" {OLD[ZH]}\n")


def chinese_changed_twice(text):
    text.write(ZH, "第一次")
    text.write(ZH, NEW[ZH])


def both_changed_at_once(text):
    text.write(ZH, NEW[ZH], **{column(text.field, EN): NEW[EN]})


def changed_in_turn(text):
    text.write(ZH, NEW[ZH])
    text.write(EN, NEW[EN])


def minor_edit(text):
    text.write(ZH, NEW[ZH], is_minor_edit=True)


def minor_edit_of_what_is_stale(text):
    text.write(ZH, NEW[ZH])
    text.write(EN, NEW[EN], is_minor_edit=True)


def still_correct(text):
    text.write(ZH, NEW[ZH])
    text.confirm(EN)


def change_taken_back(text):
    text.write(ZH, NEW[ZH])
    text.write(ZH, OLD[ZH])


def english_removed(text):
    text.write(EN, "")


def english_removed_and_written_anew(text):
    text.write(EN, "")
    text.write(EN, NEW[EN])


def translated_by_machine(text):
    text.write(ZH, NEW[ZH])
    text.write(EN, NEW[EN], text_level=MACHINE)


def machine_published(text):
    translated_by_machine(text)
    text.publish()


def machine_edited_by_a_person(text):
    translated_by_machine(text)
    text.write(EN, "By a person")


def machine_confirmed(text):
    translated_by_machine(text)
    text.confirm(EN)


def published(text):
    changed_in_turn(text)
    text.publish()


def stale_published(text):
    text.write(ZH, NEW[ZH])
    text.publish()


def confirmed_and_published(text):
    still_correct(text)
    text.publish()


def reverted(text):
    stale_published(text)
    text.draft = actions.revert(text.entry, to=text.live.number, by=text.by)


def reverted_to_what_is_stale(text):
    stale_published(text)
    stale = text.draft
    text.draft = actions.open_draft(text.entry, by=text.by)
    changed_in_turn(text)
    text.publish()
    text.draft = actions.revert(text.entry, to=stale.number, by=text.by)


def trashed_and_restored(text):
    stale_published(text)
    actions.trash(text.entry, by=text.by)
    text.draft = actions.restore(text.entry, by=text.by)


def imported(text):
    """A document with another Chinese text, and without a word on translations, is loaded."""
    actions.discard(text.draft, by=text.by)
    said = dump_revision(text.live, all_marks=True)
    document = rewritten(dump_revision(text.live), OLD[ZH], NEW[ZH])
    text.draft = open_with(text.entry, with_marks(type(text.live), document, said), by=text.by)


def import_published(text):
    imported(text)
    text.publish()


def only_chinese_accepted(text):
    both_changed_at_once(text)
    review.publish_accepted(text.draft, accepted_of(text, ZH), by=text.by)
    text.draft = text.entry.live_revision


def only_english_accepted(text):
    both_changed_at_once(text)
    review.publish_accepted(text.draft, accepted_of(text, EN), by=text.by)
    text.draft = text.entry.live_revision


def rest_of_a_part(text):
    both_changed_at_once(text)
    review.publish_accepted(text.draft, accepted_of(text, ZH), by=text.by)
    text.draft = text.entry.open_revision


EVENTS = {
    draft_opened: (REVIEWED, REVIEWED),
    chinese_changed: (DRAFT, STALE),
    english_changed: (STALE, DRAFT),
    white_space_changed: (REVIEWED, REVIEWED),
    chinese_changed_twice: (DRAFT, STALE),
    both_changed_at_once: (DRAFT, DRAFT),
    changed_in_turn: (DRAFT, DRAFT),
    minor_edit: (DRAFT, REVIEWED),
    minor_edit_of_what_is_stale: (DRAFT, STALE),
    still_correct: (DRAFT, DRAFT),
    change_taken_back: (DRAFT, REVIEWED),
    english_removed: (REVIEWED, MISSING),
    english_removed_and_written_anew: (REVIEWED, DRAFT),
    translated_by_machine: (DRAFT, MACHINE),
    machine_published: (REVIEWED, MACHINE),
    machine_edited_by_a_person: (DRAFT, DRAFT),
    machine_confirmed: (DRAFT, DRAFT),
    published: (REVIEWED, REVIEWED),
    stale_published: (REVIEWED, STALE),
    confirmed_and_published: (REVIEWED, REVIEWED),
    reverted: (REVIEWED, REVIEWED),
    reverted_to_what_is_stale: (REVIEWED, STALE),
    trashed_and_restored: (REVIEWED, STALE),
    imported: (DRAFT, STALE),
    import_published: (REVIEWED, STALE),
    only_chinese_accepted: (REVIEWED, STALE),
    only_english_accepted: (STALE, REVIEWED),
    rest_of_a_part: (DRAFT, DRAFT),
}


@pytest.mark.parametrize(
    ("model", "field"), sample(FIELDS, 3), ids=lambda one: getattr(one, "__name__", one)
)
def test_state_of_every_field_after_every_event(model, field):
    text = Text(model, field)
    found = {}

    for event in EVENTS:
        with undone():
            one = copy(text)
            one.draft = type(text.draft).objects.get(pk=text.draft.pk)
            event(one)
            found[event.__name__] = one.states()

    assert found == {event.__name__: states for event, states in EVENTS.items()}
