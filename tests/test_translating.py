"""Acts upon single texts: still correct, write, ignore a hint; and the counts that follow."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalog import actions, review, tally, translating, translations
from catalog.bilingual import EN, MACHINE, STALE, ZH
from catalog.choices import EntryKind
from catalog.models import Article, Change, Feature, IgnoredHint, TranslationTally
from tests.factories import (
    make_draft,
    make_editor,
    make_feature,
    make_framework,
    make_full_article,
    make_full_framework,
    make_member,
)

pytestmark = pytest.mark.django_db


def stale_draft(slug="alpha", **texts):
    """An open draft whose Chinese summary changed since the English was reviewed."""
    draft = actions.open_draft(make_framework(slug, **texts).entry, by=make_editor())
    draft.summary_zh = "另一个简介"
    draft.save()
    actions.record_edit(draft, ["summary_zh"], by=make_editor())
    return draft


def states(row, field="summary"):
    row.refresh_from_db()
    return tuple(row.translation_state(field, language) for language in (ZH, EN))


def test_confirmation_leaves_the_text_and_a_change():
    draft, translator = stale_draft(), make_member("translator-en")
    before = draft.summary_en

    translating.confirm_translation(draft, "summary", EN, by=translator)

    assert states(draft) == ("draft", "draft")
    assert draft.summary_en == before
    change = Change.objects.first()
    assert (change.action, change.by, change.summary) == ("edit", translator, "summary_en")


def test_confirmation_of_nothing_is_refused():
    draft = make_draft(summary_en="")

    with pytest.raises(actions.ActionRefused, match="无从确认"):
        translating.confirm_translation(draft, "summary", EN, by=make_editor())


@pytest.mark.parametrize("act", ["confirm", "write"])
@pytest.mark.parametrize(
    ("role", "language", "is_allowed"),
    [
        ("translator-zh", ZH, True),
        ("translator-zh", EN, False),
        ("translator-en", EN, True),
        ("translator-en", ZH, False),
        ("editor", ZH, True),
        ("reviewer", EN, True),
    ],
)
def test_translators_touch_their_own_language_only(act, role, language, is_allowed):
    draft, person = stale_draft(), make_member(role)
    before = (draft.summary_zh, draft.summary_en)

    def perform():
        if act == "confirm":
            translating.confirm_translation(draft, "summary", language, by=person)
        else:
            translating.write_text(draft, "summary", language, "Written", by=person)

    if is_allowed:
        perform()
    else:
        with pytest.raises(actions.ActionForbidden):
            perform()
        draft.refresh_from_db()
        assert (draft.summary_zh, draft.summary_en) == before
        assert states(draft) == ("draft", "stale")


def test_live_text_is_written_into_a_draft_that_is_opened_for_it():
    live = make_framework("alpha")
    for number in range(3):
        live.releases.create(role="other", version=str(number), what_zh="版", what_en="Release")
    row, translator = live.releases.order_by("pk")[1], make_member("translator-en")

    written = translating.write_text(row, "what", EN, "Second release", by=translator)

    draft = live.entry.open_revision
    assert [one.what_en for one in draft.releases.order_by("pk")] == [
        "Release",
        "Second release",
        "Release",
    ]
    assert written.revision == draft
    assert {one.what_en for one in live.releases.all()} == {"Release"}
    assert draft.created_by == translator


def test_live_text_is_not_written_while_a_draft_is_open():
    live = make_framework("alpha")
    actions.open_draft(live.entry, by=make_editor())

    with pytest.raises(translating.TextMoved):
        translating.write_text(live, "summary", EN, "New", by=make_editor())


def test_text_that_changed_meanwhile_is_not_written_over():
    draft = stale_draft()
    seen = translating.seen_of(draft, "summary")
    translating.write_text(draft, "summary", EN, "By somebody else", by=make_editor(), seen=seen)

    with pytest.raises(translating.TextMoved):
        translating.write_text(draft, "summary", EN, "By me", by=make_editor(), seen=seen)

    draft.refresh_from_db()
    assert draft.summary_en == "By somebody else"


def test_scheduled_text_is_not_written():
    draft = stale_draft()
    actions.schedule(draft, timezone.now() + timedelta(days=1), by=make_editor())

    with pytest.raises(actions.ActionRefused):
        translating.write_text(draft, "summary", EN, "New", by=make_editor())


def test_text_that_breaks_a_rule_of_its_column_is_refused():
    draft = stale_draft()

    with pytest.raises(actions.ActionRefused, match="U\\+202E"):
        translating.write_text(draft, "summary", EN, "a\u202eb", by=make_editor())
    with pytest.raises(actions.ActionRefused):
        translating.write_text(draft, "developer", EN, "x" * 301, by=make_editor())

    assert states(draft) == ("draft", "stale")


def test_minor_edit_leaves_the_other_side_as_it_was():
    live = make_framework("alpha")

    draft = translating.write_text(live, "summary", ZH, "小改", by=make_editor(), is_minor=True)

    assert states(draft) == ("draft", "reviewed")


def test_ignored_hint_is_back_when_a_text_changes():
    draft = make_draft(summary_zh="自 2015 年", summary_en="since 2016")
    row, field, hint = next(review.hints_of(draft))
    key = review.hint_key(row, field, hint)

    one = translating.ignore_hint(draft, key, by=make_member("translator-en"))
    counts = [translating.hint_count(draft)]
    draft.summary_en = "since the year 2017"
    draft.save()
    counts.append(translating.hint_count(draft))

    assert counts == [0, 1]
    assert (one.kind, one.slug, one.code) == ("framework", draft.slug, "number")
    assert [*Change.objects.values_list("action", flat=True)[:1]] == ["ignore_hint"]


def test_ignored_hint_can_be_taken_back_and_both_acts_are_done_once():
    draft = make_draft(summary_zh="自 2015 年", summary_en="since 2016")
    key, by = review.hint_key(*next(review.hints_of(draft))), make_editor()

    for _twice in range(2):
        translating.ignore_hint(draft, key, by=by)
    ignored = IgnoredHint.objects.count()
    for _twice in range(2):
        translating.heed_hint(draft, key, by=by)

    assert (ignored, IgnoredHint.objects.count(), translating.hint_count(draft)) == (1, 0, 1)
    assert [*Change.objects.values_list("action", flat=True)[:2]] == ["heed_hint", "ignore_hint"]


@pytest.mark.parametrize("act", [translating.ignore_hint, translating.heed_hint])
def test_hint_is_judged_only_by_who_writes_its_language(act):
    draft = make_draft(summary_zh="快,好用", summary_en="Fast")
    key = review.hint_key(*next(review.hints_of(draft)))
    translating.ignore_hint(draft, key, by=make_member("translator-zh"))

    with pytest.raises(actions.ActionForbidden):
        act(draft, key, by=make_member("translator-en"))

    assert IgnoredHint.objects.count() == 1


def test_hint_that_is_gone_can_not_be_ignored():
    draft = make_draft(summary_zh="自 2015 年", summary_en="since 2016")
    key = review.hint_key(*next(review.hints_of(draft)))
    draft.summary_en = "since 2015"
    draft.save()

    with pytest.raises(actions.ActionRefused):
        translating.ignore_hint(draft, key, by=make_editor())


def counted():
    names = ["kind", "slug", "revision", "language", "state", "texts"]
    return sorted(TranslationTally.objects.values_list(*names))


def rewritten_counts():
    tally.rebuild()
    return counted()


def test_counts_are_those_of_the_rows_after_every_act():
    by = make_editor()
    draft = stale_draft()
    found = []

    def note():
        found.append((counted(), rewritten_counts()))

    note()
    translating.confirm_translation(draft, "summary", EN, by=by)
    note()
    draft = actions.publish(draft, by=by)
    note()
    part = translating.write_text(draft, "summary", ZH, "再改一次", by=by)
    part.summary_en, part.licence = "Changed as well", "MIT"
    part.save()
    actions.record_edit(part, ["summary_en", "licence"], by=by)
    note()
    review.publish_accepted(part, {"/summary_zh"}, by=by)
    note()
    actions.discard(draft.entry.open_revision, by=by)
    note()
    actions.revert(draft.entry, to=1, by=by)
    note()
    actions.trash(draft.entry, by=by)
    note()
    actions.restore(draft.entry, by=by)
    note()

    assert [kept for kept, _anew in found] == [anew for _kept, anew in found]
    assert found[0][0] == [
        ("framework", "alpha", 2, "en", "reviewed", 1),
        ("framework", "alpha", 2, "en", "stale", 1),
        ("framework", "alpha", 2, "zh-hans", "draft", 1),
        ("framework", "alpha", 2, "zh-hans", "reviewed", 1),
    ]
    assert found[-2][0] == []


def test_counts_of_shipped_content_are_those_of_its_rows(content):
    kept = counted()

    assert kept == rewritten_counts()
    assert {(language, state) for *_rest, language, state, _texts in kept} == {
        ("zh-hans", "reviewed"),
        ("en", "reviewed"),
    }


def test_command_counts_anew(capsys):
    make_framework("alpha")
    kept = counted()
    TranslationTally.objects.all().delete()

    call_command("count_translations")

    assert counted() == kept
    assert "2 counts" in capsys.readouterr().out


def test_report_lists_what_is_not_reviewed_and_fails_when_told_to(capsys):
    actions.publish(stale_draft(), by=make_editor())

    call_command("translation_report")
    with pytest.raises(CommandError, match="1 live texts are stale or missing"):
        call_command("translation_report", fail_on="stale,missing")
    call_command("translation_report", fail_on="missing,machine")

    printed = capsys.readouterr().out
    assert "framework alpha:  summary_en: stale" in printed
    assert "en: 0 missing, 1 stale, 0 machine, 0 draft, 1 reviewed" in printed


def test_report_refuses_a_state_that_it_does_not_know():
    with pytest.raises(CommandError, match="'tired'"):
        call_command("translation_report", fail_on="stale,tired")


def test_shipped_content_is_reviewed_throughout(content):
    call_command("translation_report", fail_on="missing,stale,machine,draft")


def test_stale_text_finds_what_it_was_checked_against():
    draft = stale_draft(summary_zh="旧的简介", summary_en="Old words")
    actions.publish(draft, by=make_editor())
    newer = actions.open_draft(draft.entry, by=make_editor())
    sides = translations.sides_of([newer])

    translations.find_earlier(sides, newer.entry)

    stale = next(side for side in sides if side.state == STALE)
    assert (stale.earlier.text, stale.earlier.number) == ("旧的简介", 1)
    assert stale.difference == (
        [("del", "旧的"), ("same", "简介")],
        [("ins", "另一个"), ("same", "简介")],
    )


def test_next_stale_text_goes_over_entries_in_both_directions():
    for slug in ("a", "b", "c"):
        stale_draft(slug)
    make_feature("quiet")
    keys = {
        slug: f"frameworkrevision-{entry.open_revision.pk}-summary_en"
        for slug in ("a", "b", "c")
        for entry in [translations.MODELS["framework"].objects.get(slug=slug)]
    }

    def walk(slug, key, **options):
        return translations.neighbour("framework", slug, key, languages=[EN], **options)

    assert translations.neighbour("", "", "", languages=[EN]) == ("framework", "a", keys["a"])
    assert walk("a", keys["a"]) == ("framework", "b", keys["b"])
    assert walk("b", "") == ("framework", "b", keys["b"])
    assert walk("b", keys["b"], back=True) == ("framework", "a", keys["a"])
    assert walk("c", keys["c"]) is None
    assert walk("a", keys["a"], back=True) is None
    assert translations.neighbour("framework", "a", "", languages=[ZH]) is None


def test_texts_at_hand_are_all_that_the_pages_show(django_assert_num_queries):
    make_full_framework("alpha", rows=2)
    make_full_article("article", rows=2)
    live = [
        translations.MODELS["framework"].objects.live().with_evidence().get(entry__slug="alpha"),
        Article.objects.live().with_sections().get(),
    ]

    with django_assert_num_queries(0):
        found = [[*translations.rows_at_hand(one)] for one in live]

    shown = [{type(row).__name__ for row in rows} for rows in found]
    assert {"FrameworkRevision", "Fact", "Release", "Paper", "Relation", "Assessment"} <= shown[0]
    assert {"Section", "Item", "Statement", "PrintedName", "Combination"} <= shown[1]
    assert all(len(rows) == len(set(rows)) for rows in found)


def test_reader_is_told_what_is_behind_and_since_when(client):
    by = make_editor()
    entry = stale_draft().entry
    actions.publish(entry.open_revision, by=by)
    earlier = entry.revisions.get(number=1)
    draft = actions.open_draft(entry, by=by)
    draft.developer_en = ""
    draft.save()
    release = draft.releases.create(role="other", version="1", what_zh="版", what_en="")
    release.what_en, release.text_level = "Release", MACHINE
    release.save()
    actions.publish(draft, by=by)

    english = client.get("/en/frameworks/alpha/").content.decode()
    chinese = client.get("/zh-hans/frameworks/alpha/").content.decode()

    assert "1 English text on this page was not checked since its Chinese side" in english
    assert f"The two have differed since {earlier.live_until:%Y-%m-%d}." in english
    assert "1 text is not translated yet and stands here in Chinese." in english
    assert "1 text was translated by a machine." in english
    assert "Read this page in Chinese" in english
    assert "并非全部最新" not in chinese


def test_reader_of_a_combination_is_told_what_of_the_article_is_behind(client):
    live = make_full_article("article")
    combination = live.printed_names.get().combination
    combination.rationale_zh, combination.rationale_en = "一起能用", ""
    combination.save()

    english = client.get("/en/combinations/n1/").text
    chinese = client.get("/zh-hans/combinations/n1/").text

    assert "1 text is not translated yet and stands here in Chinese." in english
    assert "behind" not in chinese


@pytest.mark.parametrize(
    "path", ["frameworks/alpha/", "features/speed/", "articles/article/", "combinations/n1/"]
)
def test_reader_is_told_nothing_where_all_is_reviewed(path, client):
    make_framework("alpha")
    make_feature("speed")
    make_full_article("article")

    page = client.get(f"/en/{path}").content.decode()

    assert "behind" not in page


def test_stale_page_costs_one_more_query(client, django_assert_num_queries):
    make_feature("speed", summary_zh="旧", summary_en="Old")
    entry, by = Feature.objects.get(), make_editor()
    client.get("/en/features/speed/")
    with django_assert_num_queries(3):
        client.get("/en/features/speed/")
    draft = actions.open_draft(entry, by=by)
    draft.summary_zh = "新"
    draft.save()
    actions.publish(draft, by=by)

    with django_assert_num_queries(4):
        client.get("/en/features/speed/")


def test_kinds_of_entries_are_all_on_the_desk():
    assert set(translations.MODELS) == set(EntryKind)
