"""What documents say of translations: written only where it is out of the ordinary, read back."""

import pytest
from django.utils.translation import override

from catalog import actions
from catalog.bilingual import EN, ZH, fingerprint, mark
from catalog.documents import dump_revision, read_folder
from catalog.documents.marks import fault_of_marks, says_the_same, with_marks
from catalog.documents.read import FaultsFound
from catalog.documents.schema import schema_of
from catalog.models import FeatureRevision
from tests.factories import make_editor, make_feature

pytestmark = pytest.mark.django_db

TEXTS = {"name_zh": "速度", "name_en": "Speed", "summary_zh": "快", "summary_en": "Fast"}


def test_reviewed_texts_have_no_marks_in_a_document():
    assert dump_revision(make_feature("speed", **TEXTS)) == TEXTS


def test_stale_and_machine_texts_are_written_with_what_they_were_checked_against():
    draft = actions.open_draft(make_feature("speed", **TEXTS).entry, by=make_editor())
    draft.summary_zh = "很快"
    draft.save()
    draft.name_en, draft.text_level = "Velocity", "machine"
    draft.save()

    live = actions.publish(draft, by=make_editor())

    assert dump_revision(live)["translation"] == {
        "summary_en": {"of": fingerprint("快"), "level": "reviewed"},
        "name_en": {"of": fingerprint("速度"), "level": "machine"},
        "name_zh": {"of": fingerprint("Speed"), "level": "reviewed"},
    }


def test_text_in_a_document_is_written_over_the_live_one():
    live = make_feature("speed", **TEXTS)
    said = dump_revision(live, all_marks=True)

    marks = with_marks(FeatureRevision, {**TEXTS, "summary_zh": "很快"}, said)["translation"]

    assert marks == {
        "name_zh": mark("Speed", "reviewed"),
        "name_en": mark("速度", "reviewed"),
        "summary_zh": mark("Fast", "draft"),
        "summary_en": mark("快", "reviewed"),
    }


def test_what_a_document_says_of_a_text_goes_first():
    told = {"summary_en": {"of": fingerprint("快"), "level": "machine"}}

    marks = with_marks(FeatureRevision, {**TEXTS, "translation": told}, {})["translation"]

    assert marks["summary_en"] == told["summary_en"]
    assert marks["summary_zh"] == mark("Fast", "draft")


@pytest.mark.parametrize(
    ("told", "is_same"),
    [
        ({}, True),
        ({"summary_en": mark("快", "draft")}, True),
        ({"summary_en": mark("快", "reviewed")}, True),
        ({"summary_en": mark("快", "machine")}, False),
        ({"summary_en": mark("另", "reviewed")}, False),
    ],
)
def test_document_says_the_same_whether_it_names_marks_or_not(told, is_same):
    said = dump_revision(make_feature("speed", **TEXTS), all_marks=True)

    assert says_the_same(said, {**TEXTS, **({"translation": told} if told else {})}) is is_same


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ("stale", "must be a mapping"),
        ({"colour_en": mark("a", "draft")}, "is no text of this row"),
        ({"note_en": mark("a", "draft")}, "is empty"),
        ({"summary_en": {"of": fingerprint("a")}}, "exactly “of” and “level”"),
        ({"summary_en": {"of": fingerprint("a"), "level": "tired"}}, "got “tired”"),
        ({"summary_en": {"of": 12, "level": "draft"}}, "in quotes, got 12"),
        ({"summary_en": {"of": "zz", "level": "draft"}}, "16 hexadecimal digits"),
        ({"summary_en": mark("a", "draft")}, None),
    ],
)
def test_faulty_marks_are_named(marks, words):
    with override("en"):
        fault = fault_of_marks(schema_of(FeatureRevision), marks, TEXTS)

    assert fault is None if words is None else words in fault


def test_faulty_mark_is_named_with_file_and_line(tmp_path):
    for name in ("sources.yaml", "terms.yaml"):
        (tmp_path / name).write_text("[]\n", encoding="utf-8")
    (tmp_path / "features").mkdir()
    (tmp_path / "features" / "speed.yaml").write_text(
        "name_zh: 速度\nname_en: Speed\ntranslation:\n  name_en: {of: '', level: tired}\n",
        encoding="utf-8",
    )

    with override("en"), pytest.raises(FaultsFound) as found:
        read_folder(tmp_path)

    assert [str(one) for one in found.value.faults] == [
        "features/speed.yaml:3: translation: "
        "name_en: level must be one of machine, draft, reviewed, got “tired”"
    ]


def test_marks_of_a_row_settle_by_language():
    live = make_feature("speed", **TEXTS)

    assert live.marks_of("summary") == {
        ZH: mark("Fast", "reviewed"),
        EN: mark("快", "reviewed"),
    }
