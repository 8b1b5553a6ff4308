import shutil
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils.translation import override

from catalog import actions
from catalog.bilingual import LANGUAGES, column
from catalog.documents import FaultsFound, dump_revision, load, read_folder
from catalog.documents.schema import FOLDERS
from catalog.documents.source_text import rebuild
from catalog.management.commands.load_content import SHIPPED, loader_user
from catalog.models import (
    ArticleRevision,
    Change,
    Combination,
    Fact,
    Framework,
    FrameworkRevision,
    GlossaryTerm,
    Item,
    Pair,
    PrintedName,
    Source,
    Statement,
    TermVariant,
)

SOURCE_SHA256 = "5c186d982dc6b90a9abc0a4f9eca7e5f23f39a93e7ae4bd0ae1ef92069a9aca2"


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped documents that a test may break."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "documents"))


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_of(folder):
    with pytest.raises(FaultsFound) as found:
        read_folder(folder)
    return [(fault.file, fault.field, fault.message) for fault in found.value.faults]


def test_article_is_rebuilt_byte_for_byte(content):
    article = ArticleRevision.objects.live().get()

    assert rebuild(article) == (SHIPPED / "source" / "article.zh.md").read_bytes()
    assert article.sha256 == SOURCE_SHA256


def test_check_content_reports_hash_and_the_cut_off_row(content, capsys):
    call_command("check_content")

    printed = capsys.readouterr().out
    assert f"22665 bytes, SHA-256 {SOURCE_SHA256}: identical" in printed
    assert "row 70 is marked as cut off in the source" in printed


def test_check_content_fails_when_a_line_was_changed(content):
    Item.objects.filter(kind="row", number=44).update(raw="changed")

    with pytest.raises(CommandError, match="Not identical to the source"):
        call_command("check_content")


def test_everything_is_loaded(content):
    rows = Item.objects.filter(kind="row")
    counts = {
        "frameworks": Framework.objects.live().count(),
        "facts without a row of their own": Fact.objects.count(),
        "glossary terms": GlossaryTerm.objects.live().count(),
        "variants": TermVariant.objects.count(),
        "sources": Source.objects.count(),
        "rows": rows.count(),
        "repetitions": rows.filter(duplicate_of__isnull=False).count(),
        "points": Item.objects.filter(kind="point").count(),
        "printed names": PrintedName.objects.count(),
        "combinations": Combination.objects.count(),
        "cut off": list(rows.filter(is_truncated=True).values_list("number", flat=True)),
    }

    assert counts == {
        "frameworks": 20,
        "facts without a row of their own": 267,
        "glossary terms": 97,
        "variants": 189,
        "sources": 321,
        "rows": 70,
        "repetitions": 26,
        "points": 11,
        "printed names": 44,
        "combinations": 25,
        "cut off": [70],
    }
    assert Pair.objects.count() == 45
    assert Statement.objects.count() == 206


def test_documents_of_live_revisions_are_what_was_read(content):
    _, documents = read_folder(SHIPPED)

    dumped = {
        document.file: dump_revision(document.model.objects.live().get(entry__slug=document.slug))
        for document in documents
    }

    assert dumped == {document.file: document.values for document in documents}


def test_every_shipped_text_stands_in_both_languages(content):
    def gaps(row):
        for name in getattr(row, "bilingual_fields", ()):
            filled = [bool(getattr(row, column(name, language))) for language in LANGUAGES]
            if len(set(filled)) > 1:
                yield f"{row._meta.label} {row.pk}: {name}"

    models = {type(row) for row in [Source()]} | set(FOLDERS.values())
    missing = [gap for model in models for row in model.objects.all() for gap in gaps(row)]

    assert missing == []


def test_second_load_changes_nothing(content):
    changes, revisions = Change.objects.count(), FrameworkRevision.objects.count()

    outcome = load(SHIPPED, by=loader_user())

    assert (outcome.created, outcome.updated, outcome.kept) == ([], [], [])
    assert (Change.objects.count(), FrameworkRevision.objects.count()) == (changes, revisions)


def test_load_keeps_what_an_editor_published(content, editor):
    draft = actions.open_draft(Framework.objects.get(slug="keras"), by=editor)
    draft.summary_en = "Edited by hand."
    draft.save()
    actions.publish(draft, by=editor)

    outcome = load(SHIPPED, by=loader_user())

    assert outcome.kept == ["framework keras"]
    assert Framework.objects.live().get(entry__slug="keras").summary_en == "Edited by hand."


def test_load_overwrites_only_when_told_to(content, editor):
    shipped = Framework.objects.live().get(entry__slug="keras").summary_en
    draft = actions.open_draft(Framework.objects.get(slug="keras"), by=editor)
    draft.summary_en = "Edited by hand."
    draft.save()
    actions.publish(draft, by=editor)

    outcome = load(SHIPPED, by=loader_user(), overwrite=True)

    live = Framework.objects.live().get(entry__slug="keras")
    assert outcome.updated == ["framework keras"]
    assert (live.number, live.summary_en) == (3, shipped)


def test_load_keeps_an_open_draft(content, editor, folder):
    actions.open_draft(Framework.objects.get(slug="keras"), by=editor)
    edit(folder / "frameworks" / "keras.yaml", "name: Keras", "name: Keras 3")

    outcome = load(folder, by=loader_user())

    assert outcome.kept == ["framework keras"]


def test_changed_document_becomes_a_new_live_revision(content, folder):
    facts = Framework.objects.live().get(entry__slug="keras").facts.count()
    edit(folder / "frameworks" / "keras.yaml", "name: Keras", "name: Keras 3")

    outcome = load(folder, by=loader_user())

    live = Framework.objects.live().get(entry__slug="keras")
    assert outcome.updated == ["framework keras"]
    assert (live.number, live.name, live.facts.count()) == (2, "Keras 3", facts)


def test_every_fault_is_named_and_nothing_is_written(db, folder):
    edit(
        folder / "articles/deep-learning-frameworks.yaml",
        "framework: tensorflow",
        "framework: nope",
    )
    edit(folder / "features/performance.yaml", "name_en: Performance\n", "")
    edit(folder / "frameworks/caffe.yaml", "name: Caffe", "name: [Caffe]")
    edit(folder / "frameworks/keras.yaml", "field: developer", "field: name")
    edit(folder / "frameworks/theano.yaml", "status: retired", "status: dead\nbogus: 1")
    edit(folder / "categories/high-level.yaml", "position: 2", "position: two")

    with pytest.raises(FaultsFound) as found:
        load(folder, by=loader_user())

    named = [(fault.file, fault.field) for fault in found.value.faults]
    assert sorted(named) == [
        ("articles/deep-learning-frameworks.yaml", "framework"),
        ("categories/high-level.yaml", "position"),
        ("features/performance.yaml", "name_en"),
        ("frameworks/caffe.yaml", "name"),
        ("frameworks/keras.yaml", "facts"),
        ("frameworks/theano.yaml", "bogus"),
        ("frameworks/theano.yaml", "status"),
    ]
    assert all(fault.line > 0 for fault in found.value.faults)
    assert (Framework.objects.count(), Source.objects.count()) == (0, 0)


def test_truncated_yaml_is_refused(folder):
    path = folder / "frameworks/keras.yaml"
    path.write_text(path.read_text(encoding="utf-8")[:700] + '\n  "', encoding="utf-8")

    assert ("frameworks/keras.yaml", "file") in [fault[:2] for fault in faults_of(folder)]


def test_document_that_is_not_utf8_is_refused(folder):
    (folder / "frameworks/keras.yaml").write_bytes("name: 框架".encode("gb18030"))

    assert ("frameworks/keras.yaml", "file") in [fault[:2] for fault in faults_of(folder)]


def test_key_given_twice_is_refused(folder):
    edit(folder / "frameworks/keras.yaml", "name: Keras", "name: Keras\nname: Keras")

    assert (
        faults_of(folder)[-1][:2] == ("frameworks/keras.yaml", "file")
        or [fault[:2] for fault in faults_of(folder)].count(("frameworks/keras.yaml", "file")) == 1
    )


def test_command_names_file_line_and_field(db, folder):
    edit(folder / "frameworks/keras.yaml", "licence: Apache-2.0", "licence: 2.0")

    with pytest.raises(CommandError) as refused:
        call_command("load_content", str(folder))

    lines = (folder / "frameworks/keras.yaml").read_text(encoding="utf-8").splitlines()
    number = lines.index("licence: 2.0") + 1
    assert f"frameworks/keras.yaml:{number}: licence: must be text, got 2.0" in str(refused.value)


def test_empty_folder_is_refused(tmp_path):
    with override("en"):
        assert ("sources.yaml", "file", "is missing") in faults_of(tmp_path)


def test_shipped_documents_are_plain_yaml():
    for path in SHIPPED.glob("**/*.yaml"):
        assert yaml.safe_load(path.read_text(encoding="utf-8"))
