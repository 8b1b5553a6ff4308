"""The log of public changes: what it says of each, and what it never says."""

from importlib import import_module

import pytest
from django.apps import apps

from catalog import actions, lists
from catalog.models import PublicChange, Source, Stamp, Term
from tests.factories import make_draft, make_editor, make_framework, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def log(**wanted):
    rows = PublicChange.objects.filter(**wanted).order_by("pk")
    return [(one.kind, one.slug, one.event, one.revision, one.previous, one.other) for one in rows]


def test_life_of_an_entry_is_told_from_the_first_revision_to_the_last():
    by = make_editor()
    make_framework("beta", by=by)
    live = make_framework("alpha", by=by)
    actions.publish(actions.open_draft(live.entry, by=by), by=by)
    actions.trash(live.entry, by=by)
    actions.restore(live.entry, by=by)
    actions.trash(live.entry, by=by, redirect_to=make_framework("gamma", by=by).entry)

    assert log(slug="alpha") == [
        ("framework", "alpha", "created", 1, None, ""),
        ("framework", "alpha", "updated", 2, 1, ""),
        ("framework", "alpha", "removed", None, 2, ""),
        ("framework", "alpha", "restored", 3, None, ""),
        ("framework", "alpha", "renamed", None, 3, "framework/gamma"),
    ]


def test_changed_fields_are_named_by_language_with_their_rows():
    by = make_editor()
    live = make_framework("alpha", by=by)
    kept, source = make_source("kept"), make_source("new")
    draft = actions.open_draft(live.entry, by=by)
    draft.facts.create(field="licence", note_zh="旧", note_en="old").sources.add(kept)
    draft.releases.create(role="latest", version="1.0", released_on="2026")
    actions.publish(draft, by=by)
    draft = actions.open_draft(live.entry, by=by)
    draft.summary_en, draft.licence = "Another summary", "MIT"
    draft.save()
    fact = draft.facts.get()
    fact.note_zh = "新"
    fact.save()
    fact.sources.add(source)
    draft.printed_forms.create(text="ALPHA")

    actions.publish(draft, by=by)

    assert PublicChange.objects.get(slug="alpha", revision=3).fields == {
        "zh-hans": ["facts.note"],
        "en": ["summary"],
        "neutral": ["facts.sources", "licence", "printed_forms.text"],
    }


def test_sources_and_terms_come_and_go_with_what_uses_them():
    by = make_editor()
    source = make_source("paper")
    term = Term.objects.create(facet="user_language", slug="lua", name_zh="Lua", name_en="Lua")
    drafts = [make_draft(slug, by=by) for slug in ("alpha", "beta")]
    for draft in drafts:
        draft.facts.create(field="name").sources.add(source)
        draft.terms.create(term=term)
        actions.publish(draft, by=by)
    source.title = "Another title"
    lists.save(source, by=by)
    actions.trash(drafts[0].entry, by=by)
    actions.trash(drafts[1].entry, by=by)
    actions.restore(drafts[0].entry, by=by)

    told = ["created", "updated", "removed", "restored"]
    assert [row[2] for row in log(kind="source", slug="paper")] == told
    assert [row[2] for row in log(kind="term", slug="user_language/lua")] == [
        "created",
        "removed",
        "restored",
    ]
    assert PublicChange.objects.get(kind="source", event="updated").fields == {"neutral": ["title"]}


def test_log_names_no_person_and_no_reason(django_user_model):
    names = {field.name for field in PublicChange._meta.get_fields()}

    by = make_editor("anna")
    actions.publish(make_draft("alpha", by=by), by=by, summary="because Bob said so")

    row = PublicChange.objects.values().get(slug="alpha")
    assert not names & {"by", "user", "summary"}
    assert "anna" not in str(row)
    assert "Bob" not in str(row)


def test_history_before_the_log_is_told_by_the_migration():
    by = make_editor()
    draft = make_draft("alpha", by=by)
    draft.facts.create(field="name").sources.add(make_source("paper"))
    actions.publish(draft, by=by)
    actions.publish(actions.open_draft(draft.entry, by=by), by=by)
    gone = make_framework("gone", by=by)
    actions.trash(gone.entry, by=by, redirect_to=draft.entry)
    make_framework("back", by=by)
    actions.trash(gone.entry.__class__.objects.get(slug="back"), by=by)
    actions.restore(gone.entry.__class__.objects.get(slug="back"), by=by)
    Source.objects.create(slug="uncited", title="t", kind="web_page", accessed_on="2026-11-24")
    told = sorted(map(str, log()))
    PublicChange.objects.all().delete()
    Stamp.objects.all().delete()

    import_module("catalog.migrations.0021_public_changes").write_history(apps, None)

    assert sorted(map(str, log())) == told
    assert Stamp.objects.get().number == PublicChange.objects.count()
