"""Importing: what it writes is what the actions write, by the same rights, all of it or nothing."""

import json

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils.translation import override

from catalog import actions, tally
from catalog.documents import dump_revision, formats
from catalog.documents.limits import FileRefused
from catalog.documents.placed import Faults
from catalog.documents.schema import KINDS
from catalog.exchange.exports import export, revisions_of
from catalog.exchange.imports import ImportRefused, dry_run, import_contents
from catalog.exchange.proposals import Proposer
from catalog.exchange.staging import Staging
from catalog.models import Change, Framework, FrameworkRevision, TranslationTally
from catalog.models.copying import collect_owned
from tests.factories import make_draft, make_editor, make_framework, make_source, make_user
from tests.products import sample

pytestmark = pytest.mark.engine


def member(role):
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def file(tmp_path):
    """A function that writes a file and returns its contents and the list of its faults."""

    def make(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        faults = Faults()
        return formats.read(path, faults), faults

    return make


def entries(*found, kind="framework"):
    return json.dumps([{"kind": kind, "slug": slug, "values": values} for slug, values in found])


def table(*rows, head="table,slug,summary_zh,summary_en"):
    return "\n".join([head, *rows]) + "\n"


def exported(tmp_path, kind, format_, *, state="live"):
    path = tmp_path / f"{kind}.{format_}"
    options = {"language": "en"} if format_ == "xliff" else {}
    with path.open("wb") as target:
        export(target, format_, revisions_of(kind, state=state), **options)
    return path.read_bytes()


def reasons(faults):
    return [fault.reason for fault in faults.shown]


def refused(contents, faults, *, by):
    with override("en"), pytest.raises(ImportRefused):
        import_contents(contents, faults, by=by)
    return reasons(faults)


def everything():
    """Every row of every table that holds what entries say, keys and moments left out."""
    counts = [(kind, model.objects.count()) for kind, model in KINDS.items()]
    said = [
        (
            str(one),
            one.state,
            one.version,
            one.created_by.username,
            dump_revision(one, all_marks=True),
        )
        for model in KINDS.values()
        for one in model.objects.order_by("entry__slug", "number")
    ]
    changes = Change.objects.order_by("pk").values_list("kind", "slug", "revision", "action")
    return counts, said, [*changes], translations()


def translations():
    """The counts of translations, without their keys."""
    return sorted(TranslationTally.objects.values_list(*TALLY))


TALLY = ["kind", "slug", "revision", "language", "state", "texts"]


@pytest.mark.matrix
def test_export_changes_nothing_when_it_is_imported(content, file, tmp_path):
    by, found = make_editor(), {}

    for kind in KINDS:
        for format_ in ("json", "yaml", "xlsx", "csv", "xliff"):
            contents, faults = file(f"again.{format_}", exported(tmp_path, kind, format_))
            report = import_contents(contents, faults, by=by)
            found[kind, format_] = report.created, report.changed, report.unchanged, faults.count

    assert found == {
        (kind, format_): (0, 0, KINDS[kind].objects.live().count(), 0) for kind, format_ in found
    }


@pytest.mark.django_db
def test_import_counts_translations_of_new_and_of_changed_entries(file):
    by = make_editor()
    make_framework("alpha", by=by)
    make_framework("beta", by=by)
    new = {"name": "Gamma", "kind": "framework", "summary_zh": "简介"}
    rows = [{"role": "first", "version": "1", "what_zh": "首版", "what_en": "First"}]
    changed = {
        "name": "Alpha",
        "kind": "framework",
        "summary_zh": "另一个简介",
        "summary_en": "Summary of alpha",
        "releases": rows,
    }
    contents, faults = file("two.json", entries(("alpha", changed), ("gamma", new)))

    import_contents(contents, faults, by=by)

    counted = translations()
    tally.rebuild()
    assert counted == translations()
    assert [one for one in counted if one[1] == "alpha"] == [
        ("framework", "alpha", 2, "en", "draft", 1),
        ("framework", "alpha", 2, "en", "stale", 1),
        ("framework", "alpha", 2, "zh-hans", "draft", 2),
    ]
    assert ("framework", "gamma", 1, "en", "missing", 1) in counted


def undo(draft):
    """As if the draft had never been opened."""
    for model, rows in reversed(collect_owned(draft).items()):
        model.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Change.objects.filter(revision=draft.number, slug=draft.slug).delete()
    entry = draft.entry
    draft.delete()
    tally.rewrite(entry)


@pytest.mark.parametrize(
    ("kind", "format_"),
    sample([*((kind, "json") for kind in reversed(KINDS)), ("article", "xlsx")], 1),
)
def test_import_writes_what_the_actions_write(kind, format_, content, file, tmp_path):
    by = make_editor("anna")
    [first, *_others] = revisions_of(kind)
    copied = exported(tmp_path, kind, "json")
    draft = actions.open_draft(first.entry, by=by)
    draft.refresh_from_db()
    name = next(name for name in draft.text_columns() if getattr(draft, name))
    setattr(draft, name, "Changed")
    draft.save()
    actions.record_edit(draft, [name], by=by)
    by_actions = everything()
    with (tmp_path / f"changed.{format_}").open("wb") as target:
        export(target, format_, revisions_of(kind, state="open"))
    edited = (tmp_path / f"changed.{format_}").read_bytes()
    undo(draft)
    contents, faults = file(f"changed.{format_}", edited)

    report = import_contents(contents, faults, by=by)

    assert (report.created, report.changed, faults.shown) == (0, 1, [])
    assert everything() == by_actions
    assert exported(tmp_path, kind, "json") == copied


def test_new_entries_are_what_create_entry_makes(db, file):
    by, source = make_editor("anna"), make_source("paper")
    actions.create_entry(Framework, "made", by=by, name="Made", kind="framework")
    values = {"name": "Made", "kind": "framework"}
    new = {**values, "facts": [{"field": "name", "sources": ["paper"]}]}
    related = {**values, "relations": [{"type": "uses", "target": "later"}]}
    contents, faults = file(
        "new.json", entries(("imported", values), ("first", related), ("later", new))
    )

    report = import_contents(contents, faults, by=by)

    imported, made = (FrameworkRevision.objects.get(entry__slug=s) for s in ("imported", "made"))
    same = ["number", "version", "state", "name", "kind", "created_by_id", "status", "published_at"]
    assert [getattr(imported, name) for name in same] == [getattr(made, name) for name in same]
    assert (report.created, report.changed) == (3, 0)
    later = FrameworkRevision.objects.get(entry__slug="later")
    assert [*later.facts.get().sources.all()] == [source]
    assert FrameworkRevision.objects.get(entry__slug="first").relations.get().target == later.entry
    changes = Change.objects.filter(slug__in=["imported", "made"]).order_by("slug")
    assert [*changes.values_list("slug", "revision", "action", "by")] == [
        ("imported", 1, "open_draft", by.pk),
        ("made", 1, "open_draft", by.pk),
    ]
    # Keys that were given to the import are given to nobody else.
    assert make_draft("after", by=by).entry_id > later.entry_id


def test_import_never_publishes(db, file):
    live = make_framework("alpha")
    contents, faults = file("some.csv", table("framework,alpha,新,New"))

    import_contents(contents, faults, by=make_editor())

    assert live.entry.live_revision == live
    assert (live.entry.open_revision.summary_en, live.entry.open_revision.state) == ("New", "draft")


def test_dry_run_names_the_differences_and_writes_nothing(db, file):
    make_framework("alpha", summary_en="Old")
    before = everything()
    contents, faults = file("some.csv", table("framework,alpha,alpha 的简介,New"))

    report = dry_run(contents, faults, by=make_editor())

    [proposal] = report.shown
    shown = [(one.pointer, one.before, one.after) for one in proposal.differences]
    assert shown == [("/summary_en", "Old", "New")]
    assert everything() == before


def test_one_fault_and_nothing_is_written(db, file):
    make_framework("alpha")
    before = everything()
    rows = ["framework,alpha,新,New", "framework,no-such-entry,新,New"]
    contents, faults = file("some.csv", table(*rows))

    assert refused(contents, faults, by=make_editor()) == [
        "no framework has the slug no-such-entry; a new one needs the columns name, kind"
    ]
    assert everything() == before


def test_entry_that_the_file_names_twice_is_refused(db, file):
    values = {"name": "A", "kind": "framework"}
    contents, faults = file("twice.json", entries(("a", values), ("a", values)))

    assert refused(contents, faults, by=make_editor()) == ["repeats a, first on line 1"]


def test_reference_to_nothing_is_refused(db, file):
    related = {"relations": [{"type": "uses", "target": "nobody"}]}
    facts = {"facts": [{"field": "name", "sources": ["nothing"]}]}
    values = {"name": "A", "kind": "framework"}
    found = entries(("a", {**values, **related}), ("b", {**values, **facts}))
    contents, faults = file("some.json", found)

    assert refused(contents, faults, by=make_editor()) == [
        "no source has the identifier “nothing”",
        "no framework has the identifier “nobody”",
    ]


def test_open_draft_of_somebody_else_is_not_touched(db, file):
    live = make_framework("alpha")
    draft = actions.open_draft(live.entry, by=make_editor("anna"))
    contents, faults = file("some.csv", table("framework,alpha,新,New"))

    assert refused(contents, faults, by=make_editor()) == [
        "alpha #2 of anna is open; publish or discard it first"
    ]
    draft.refresh_from_db()
    assert draft.summary_en == live.summary_en


def test_own_draft_is_replaced_and_kept_in_the_history(db, file):
    by = make_editor()
    live = make_framework("alpha")
    draft = actions.open_draft(live.entry, by=by)
    FrameworkRevision.objects.filter(pk=draft.pk).update(licence="MIT")
    contents, faults = file("some.csv", table("framework,alpha,新,New"))

    import_contents(contents, faults, by=by)

    opened = live.entry.open_revision
    draft.refresh_from_db()
    assert (draft.state, opened.number, opened.licence, opened.summary_en) == (
        "discarded",
        3,
        "MIT",
        "New",
    )


def test_own_draft_that_somebody_else_worked_on_is_not_replaced(db, file):
    by = make_editor()
    draft = actions.open_draft(make_framework("alpha").entry, by=by)
    actions.record_edit(draft, ["summary_en"], by=make_editor("berta"))
    contents, faults = file("some.csv", table("framework,alpha,新,New"))

    assert refused(contents, faults, by=by) == [
        "berta worked on your draft; publish or discard it first"
    ]


def test_entry_in_the_trash_is_refused(db, file):
    by = make_editor()
    actions.trash(make_framework("alpha", by=by).entry, by=by)
    contents, faults = file("some.csv", table("framework,alpha,新,New"))

    assert refused(contents, faults, by=by) == ["is in the trash; restore it first"]


def test_file_made_from_an_older_revision_is_refused(db, file):
    by = make_editor()
    live = make_framework("alpha", by=by)
    draft = actions.open_draft(live.entry, by=by)
    actions.record_edit(draft, ["summary_en"], by=by)
    FrameworkRevision.objects.filter(pk=draft.pk).update(summary_en="Newer")
    actions.publish(draft, by=by)
    head = "table,slug,revision,summary_en"
    contents, faults = file("some.csv", table("framework,alpha,1,New", head=head))

    [reason] = refused(contents, faults, by=by)

    assert reason.startswith("the file was made from revision 1, and 2 is live")


@pytest.mark.parametrize(
    ("role", "rows", "expected"),
    [
        ("translator-en", ["framework,alpha,alpha 的简介,New"], []),
        ("translator-zh", ["framework,alpha,新,Summary of alpha"], []),
        ("translator-en", ["framework,alpha,新,New"], ["write_zh"]),
        ("translator-zh", ["framework,alpha,新,New"], ["write_en"]),
        ("editor", ["framework,alpha,新,New"], []),
        ("reviewer", ["framework,alpha,新,New"], []),
    ],
)
def test_person_changes_what_they_may_write(role, rows, expected, db, file):
    make_framework("alpha")
    contents, faults = file("some.csv", table(*rows))

    with override("en"):
        report = dry_run(contents, faults, by=member(role))

    found = [reason.rpartition(" ")[2] for reason in reasons(faults)]
    assert (found, report.changed) == (expected, 0 if expected else 1)


def test_translator_neither_adds_rows_nor_entries(db, file):
    live = make_framework("alpha")
    facts = {**dump_revision(live), "facts": [{"field": "name"}]}
    new = {"name": "B", "kind": "framework"}
    contents, faults = file("some.json", entries(("alpha", facts), ("b", new)))

    with override("en"):
        dry_run(contents, faults, by=member("translator-en"))

    assert reasons(faults) == ["you may not change this; it needs the right write_facts"] * 2


def test_outsider_imports_nothing(db, file):
    contents, faults = file("some.csv", table("framework,alpha,新,New"))

    with pytest.raises(actions.ActionForbidden):
        import_contents(contents, faults, by=make_user(is_staff=True))


def test_import_that_is_not_what_was_looked_at_is_refused(db, file):
    by, content = make_editor(), table("framework,alpha,新,New")
    live = make_framework("alpha", by=by)
    seen = dry_run(*file("some.csv", content), by=by)
    draft = actions.open_draft(live.entry, by=by)
    contents, faults = file("some.csv", content)

    with pytest.raises(ImportRefused):
        import_contents(contents, faults, by=by, expected=seen.digest)

    assert live.entry.open_revision == draft


def import_with(contents, faults, *, by, meanwhile):
    """Import as `import_contents` does, with something that happens just before the writing."""
    proposer = Proposer(faults, by=by)
    with Staging(proposer.names, by=by) as staging:
        for proposal in proposer.proposals(contents):
            staging.add(proposal)
        meanwhile()
        staging.write()


def test_change_while_an_import_is_prepared_refuses_it(db, file):
    by = make_editor()
    live = make_framework("alpha", by=by)
    contents, faults = file("some.csv", table("framework,alpha,新,New"))

    with pytest.raises(actions.ActionRefused, match="alpha"):
        import_with(
            contents, faults, by=by, meanwhile=lambda: actions.open_draft(live.entry, by=by)
        )

    opened = live.entry.open_revision
    assert (opened.number, opened.summary_en) == (2, live.summary_en)


def test_edit_of_the_draft_while_an_import_is_prepared_refuses_it(db, file):
    by = make_editor()
    draft = actions.open_draft(make_framework("alpha", by=by).entry, by=by)
    contents, faults = file("some.csv", table("framework,alpha,新,New"))

    with pytest.raises(actions.ActionRefused, match="alpha"):
        import_with(
            contents,
            faults,
            by=by,
            meanwhile=lambda: actions.record_edit(draft, ["summary_en"], by=by),
        )

    assert draft.entry.open_revision == draft


def test_entry_made_while_an_import_is_prepared_refuses_it(db, file):
    by = make_editor()
    contents, faults = file("some.json", entries(("a", {"name": "A", "kind": "framework"})))

    with pytest.raises(actions.ActionRefused):
        import_with(contents, faults, by=by, meanwhile=lambda: make_draft("a", by=by))

    assert FrameworkRevision.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_comparing_costs_the_same_for_any_number_of_entries(
    rows, db, file, django_assert_num_queries
):
    names = [f"alpha-{number}" for number in range(rows)]
    for name in names:
        make_framework(name)
    by = make_editor()
    contents, faults = file("some.csv", table(*(f"framework,{name},新,New" for name in names)))

    with django_assert_num_queries(12):
        dry_run(contents, faults, by=by)


def test_commands_export_and_import(content, tmp_path, capsys):
    make_editor("anna")
    path = tmp_path / "features.csv"
    call_command("export_file", path, kind="feature", verbosity=0)
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("Performance", "Speed", 1), encoding="utf-8")

    call_command("import_file", path, by="anna", dry_run=True)
    call_command("import_file", path, by="anna", verbosity=0)

    printed = capsys.readouterr().out
    assert "feature performance\n  name_en: 'Performance' → 'Speed'" in printed
    assert printed.endswith(
        "0 new entries and 1 changed ones are open as drafts, 3 are unchanged.\n"
    )


def test_command_names_faults_and_persons(db, tmp_path):
    make_editor("anna")
    path = tmp_path / "some.csv"
    path.write_text(table("framework,a,新,New"), encoding="utf-8")

    with pytest.raises(CommandError, match="framework, 2, slug: no framework has the slug a;"):
        call_command("import_file", path, by="anna", verbosity=0)
    with pytest.raises(CommandError, match="There is no active account 'berta'"):
        call_command("import_file", path, by="berta")
    with pytest.raises(CommandError, match="can not be read: No such file"):
        call_command("import_file", tmp_path / "none.csv", by="anna")
    with pytest.raises(CommandError, match="its name must end in"):
        call_command("import_file", tmp_path / "none.exe", by="anna")


def test_name_decides_the_format(tmp_path):
    with pytest.raises(FileRefused):
        formats.read(tmp_path / "file", Faults(), name="file.xls")
