"""The translation desk: all entries with their counts, and the texts of one entry."""

import re

import pytest

from catalog import actions, review, translating, translations
from catalog.bilingual import EN, MACHINE, ZH
from catalog.models import (
    Framework,
    FrameworkRevision,
    IgnoredHint,
    TranslationTally,
)
from tests.admin.test_editing_path import form_values
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

DESK = "/en/admin/desk/translation/"
KEY = "frameworkrevision-%s-summary_en"


def entry_page(slug, query=""):
    return f"{DESK}framework/{slug}/{query}"


def stale_draft(slug="alpha", **texts):
    by = make_editor()
    draft = actions.open_draft(make_framework(slug, **texts).entry, by=by)
    draft.summary_zh = "另一个简介"
    draft.save()
    actions.record_edit(draft, ["summary_zh"], by=by)
    return draft


def keys_of(response):
    return [card["side"].key for card in response.context["cards"]]


def slugs_of(response):
    return [row["revision"].slug for row in response.context["rows"]]


def press(client, draft, act, *, query="", **posted):
    key = posted.pop("key", KEY % draft.pk)
    seen = posted.pop("seen", translating.seen_of(draft, "summary"))
    posted = {"act": act, "key": key, "seen": seen, **posted}
    return client.post(entry_page(draft.slug, query), posted)


@pytest.fixture
def translator(client):
    person = make_member("translator-en")
    client.force_login(person)
    return person


def test_desk_counts_texts_and_entries_and_each_count_is_a_filter(client, translator):
    stale_draft("alpha")
    stale_draft("beta")
    make_feature("speed")

    page = client.get(DESK)

    totals = {
        (language, state): (texts, entries, url)
        for language, cells in page.context["totals"]
        for state, _label, texts, entries, url, _is_current in cells
    }
    assert totals["English", "stale"] == (2, 2, "?language=en&state=stale")
    assert totals["English", "reviewed"] == (3, 3, "?language=en&state=reviewed")
    assert totals["Chinese", "draft"] == (2, 2, "?language=zh-hans&state=draft")
    assert totals["English", "missing"][:2] == (0, 0)
    filtered = client.get(DESK + totals["English", "stale"][2])
    assert slugs_of(filtered) == ["alpha", "beta"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["speed", "alpha", "beta", "gamma"]),
        ("?kind=framework", ["alpha", "beta", "gamma"]),
        ("?state=stale", ["alpha", "gamma"]),
        ("?state=todo", ["alpha", "beta", "gamma"]),
        ("?state=todo&language=zh-hans", ["beta"]),
        ("?state=missing", ["beta"]),
        ("?mine=on", ["gamma"]),
        ("?kind=feature&state=stale", []),
        ("?state=tired", ["speed", "alpha", "beta", "gamma"]),
    ],
)
def test_desk_is_narrowed(query, expected, client, translator):
    stale_draft("alpha")
    make_draft("beta", summary_zh="")
    actions.record_edit(stale_draft("gamma"), ["summary_en"], by=translator)
    make_feature("speed")

    assert slugs_of(client.get(DESK + query)) == expected


def test_wrong_filter_value_is_named(client, translator):
    page = client.get(f"{DESK}?state=tired").content.decode()

    assert "tired is not one of the available choices" in page


def test_texts_of_an_entry_stand_beside_what_changed_in_their_source(client, translator):
    draft = stale_draft(summary_zh="旧的简介", summary_en="Old words")

    response = client.get(entry_page("alpha"))
    page = response.content.decode()

    assert keys_of(response) == [KEY % draft.pk]
    assert '<div class="tr-text" lang="en">Old words</div>' in page
    assert '<div class="tr-text" lang="zh-Hans"><del>旧的</del>简介</div>' in page
    assert '<div class="tr-text" lang="zh-Hans"><ins>另一个</ins>简介</div>' in page
    assert "When it was checked, in revision 1" in page


def test_texts_are_narrowed_by_state_and_language(client, translator):
    draft = stale_draft()

    found = {
        query: len(client.get(entry_page(draft.slug, query)).context["cards"])
        for query in (
            "",
            "?state=all",
            "?state=draft",
            "?language=zh-hans",
            "?state=all&language=en",
        )
    }

    assert found == {
        "": 1,
        "?state=all": 4,
        "?state=draft": 1,
        "?language=zh-hans": 0,
        "?state=all&language=en": 2,
    }


def test_still_correct_is_one_press(client, translator):
    draft = stale_draft()

    answer = press(client, draft, "confirm")

    draft.refresh_from_db()
    assert answer.status_code == 302
    assert draft.translation_state("summary", EN) == "draft"
    assert TranslationTally.objects.filter(state="stale").count() == 0


def test_saved_text_is_written_and_the_person_stays_at_the_next(client, translator):
    draft = stale_draft()
    release = draft.releases.create(role="other", version="1", what_zh="版", what_en="")

    answer = press(client, draft, "write", text="New words\r\n\r\nand more")

    draft.refresh_from_db()
    key = f"release-{release.pk}-what_en"
    assert draft.summary_en == "New words\n\nand more"
    assert answer.url == f"{entry_page('alpha')}?state=todo&at={key}#{key}"


def test_minor_edit_is_a_box(client):
    client.force_login(make_editor())
    draft = actions.open_draft(make_framework("alpha").entry, by=make_editor())

    press(client, draft, "write", text="A small change", minor="on")

    draft.refresh_from_db()
    states = [draft.translation_state("summary", language) for language in (ZH, EN)]
    assert states == ["reviewed", "draft"]


def test_live_text_opens_a_draft(client, translator):
    live = make_framework("alpha")

    press(client, live, "write", text="Better words")

    draft = live.entry.open_revision
    assert (draft.summary_en, draft.created_by) == ("Better words", translator)
    live.refresh_from_db()
    assert live.summary_en == "Summary of alpha"


def test_text_that_changed_meanwhile_stays_in_the_form(client, translator):
    draft = stale_draft()
    seen = translating.seen_of(draft, "summary")
    translating.write_text(draft, "summary", EN, "By somebody else", by=make_editor())

    answer = press(client, draft, "write", text="My <own> words", seen=seen)

    draft.refresh_from_db()
    page = answer.content.decode()
    assert answer.status_code == 409
    assert draft.summary_en == "By somebody else"
    assert "My &lt;own&gt; words</textarea>" in page
    assert "By somebody else" in page
    assert "This is your text; it was not saved." in page


def test_text_of_a_discarded_draft_is_not_lost(client, translator):
    draft = stale_draft()
    key, seen = KEY % draft.pk, translating.seen_of(draft, "summary")
    actions.discard(draft, by=make_editor())

    answer = press(client, draft, "write", text="My words", key=key, seen=seen)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "readonly>My words</textarea>" in page


@pytest.mark.parametrize("act", ["confirm", "write"])
def test_translator_of_the_other_language_is_refused(act, client):
    client.force_login(make_member("translator-zh"))
    draft = stale_draft()

    page = client.get(entry_page("alpha"))
    answer = press(client, draft, act, text="No")

    draft.refresh_from_db()
    assert [card["may_write"] for card in page.context["cards"]] == [False]
    assert answer.status_code == 403
    assert draft.translation_state("summary", EN) == "stale"


def test_unknown_button_changes_nothing(client, translator):
    draft = stale_draft()

    answer = press(client, draft, "burn")

    assert answer.status_code == 409
    assert "This button is not known." in answer.content.decode()


@pytest.mark.parametrize("path", [DESK, entry_page("alpha"), f"{DESK}next/"])
def test_outsiders_see_no_desk(path, client, reader):
    stale_draft()
    outcomes = []
    outcomes.append(client.get(path).status_code)
    client.force_login(reader)
    outcomes.append(client.get(path).status_code)
    reader.is_staff = True
    reader.save()
    outcomes.append(client.get(path).status_code)

    assert outcomes == [302, 302, 403]


@pytest.mark.parametrize("path", ["framework/none/", "colour/alpha/"])
def test_what_is_not_there_is_not_found(path, client, translator):
    stale_draft()

    assert client.get(DESK + path).status_code == 404


def test_next_stale_text_leads_over_entries(client, translator):
    first, second = stale_draft("alpha"), stale_draft("beta")

    start = client.get(f"{DESK}next/").url
    onward = client.get(start).context["cards"][0]["next_url"]
    last = client.get(onward).url
    end = client.get(client.get(last).context["cards"][0]["next_url"], follow=True)

    key, later = KEY % first.pk, KEY % second.pk
    assert start == f"{entry_page('alpha')}?at={key}#{key}"
    assert last == f"{entry_page('beta')}?at={later}#{later}"
    assert "No stale text is left in this direction." in end.content.decode()


def test_translator_is_led_to_texts_of_their_own_language(client):
    client.force_login(make_member("translator-zh"))
    stale_draft("alpha")

    assert client.get(f"{DESK}next/").url == DESK


def test_hint_is_ignored_and_heeded_on_both_pages(client, translator):
    draft = make_draft("alpha", summary_zh="自 2015 年", summary_en="since 2016")
    hint = review.hint_key(*next(review.hints_of(draft)))
    texts = f"/en/admin/catalog/frameworkrevision/{draft.pk}/texts/"

    press(client, draft, "ignore", hint=hint)
    ignored = IgnoredHint.objects.count()
    shown = client.get(texts).content.decode()
    client.post(texts, {"heed": hint})
    left = IgnoredHint.objects.count()
    client.post(texts, {"ignore": hint})
    again = client.get(entry_page("alpha", "?state=all")).content.decode()
    press(client, draft, "heed", hint=hint)

    assert (ignored, left, IgnoredHint.objects.count()) == (1, 0, 0)
    assert f"Ignored by {translator}" in shown
    assert f"Ignored by {translator}" in again


def test_suggestion_is_taken_on_the_desk(client):
    client.force_login(make_member("translator-zh"))
    draft = make_draft("alpha", summary_zh="快,好用", summary_en="Fast, easy to use")
    hint = review.hint_key(*next(review.hints_of(draft)))

    press(client, draft, "take", key=f"frameworkrevision-{draft.pk}-summary_zh", hint=hint)

    draft.refresh_from_db()
    assert draft.summary_zh == "快，好用"
    assert draft.translation_state("summary", EN) == "draft"


def test_revision_form_counts_hints_and_leads_to_the_desk(client, translator):
    draft = make_draft("alpha", summary_zh="自 2015 年", summary_en="since 2016")

    page = client.get(f"/en/admin/catalog/frameworkrevision/{draft.pk}/change/").content.decode()

    assert re.search(r"Text checks\s*\(1\)", page)
    assert f'href="{entry_page("alpha")}"' in page


@pytest.mark.parametrize("number", [1, 3])
def test_desk_asks_the_same_for_any_number_of_entries(
    number, client, translator, django_assert_num_queries
):
    for place in range(number):
        stale_draft(f"alpha-{place}")
        make_feature(f"speed-{place}")
    client.get(DESK)

    with django_assert_num_queries(11):
        page = client.get(DESK)

    assert len(page.context["rows"]) == 2 * number


@pytest.mark.matrix
def test_desk_asks_the_same_with_ten_thousand_entries(
    client, translator, django_assert_num_queries
):
    by = make_editor()
    entries = Framework.objects.bulk_create(Framework(slug=f"f{n:05}") for n in range(10_000))
    FrameworkRevision.objects.bulk_create(
        FrameworkRevision(
            entry=one, number=1, name=one.slug, kind="framework", state="draft", created_by=by
        )
        for one in entries
    )
    TranslationTally.objects.bulk_create(
        TranslationTally(
            kind="framework", slug=one.slug, revision=1, language=language, state=state, texts=2
        )
        for one in entries
        for language, state in [(ZH, "reviewed"), (EN, "stale")]
    )
    client.get(DESK)

    for query in ("", "?state=stale&language=en", "?mine=on", "?page=200"):
        with django_assert_num_queries(LIST_QUERIES[query]):
            page = client.get(DESK + query)

        assert page.context["page"].paginator.count == (0 if "mine" in query else 10_000)


# Session, person and rights 4; languages of texts 2; page of entries, revisions and counts.
LIST_QUERIES = {"": 9, "?state=stale&language=en": 9, "?mine=on": 6, "?page=200": 9}


@pytest.mark.parametrize("rows", [1, 3])
def test_texts_of_a_framework_cost_the_same_for_any_number_of_rows(
    rows, client, django_assert_num_queries
):
    client.force_login(make_editor())
    live = make_full_framework("alpha", rows=rows)
    for one in live.releases.all():
        one.what_zh, one.what_en = "版", "Release"
        one.save()
        one.what_zh = "版本"
        one.save()
    client.get(entry_page("alpha"))

    with django_assert_num_queries(17):
        page = client.get(entry_page("alpha", "?state=all"))

    assert len([card for card in page.context["cards"] if card["side"].is_stale]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_texts_of_an_article_cost_the_same_for_any_number_of_rows(
    rows, client, django_assert_num_queries
):
    client.force_login(make_editor())
    live = make_full_article("article", rows=rows)
    for item in live.sections.get().items.all():
        item.body_zh, item.note_en = "正文", "Note"
        item.save()
        for statement in item.statements.all():
            statement.rationale_zh = "理由"
            statement.save()
    client.get(f"{DESK}article/article/")

    with django_assert_num_queries(16):
        page = client.get(f"{DESK}article/article/?state=all")

    assert len(page.context["cards"]) > 3 * rows


def test_machine_translation_is_confirmed_by_a_person(client, translator):
    draft = stale_draft()
    draft.summary_en, draft.text_level = "By a machine", MACHINE
    draft.save()

    card = client.get(entry_page("alpha")).context["cards"][0]
    press(client, draft, "confirm")

    draft.refresh_from_db()
    assert card["may_confirm"]
    assert draft.translation_state("summary", EN) == "draft"


def test_every_state_has_a_word_in_both_languages(client, translator):
    stale_draft()

    pages = [client.get(f"/{one}/admin/desk/translation/").content.decode() for one in ("en", ZH)]

    for page, words in zip(
        pages,
        [
            ["missing", "stale", "by machine", "draft", "reviewed"],
            ["缺译", "过期", "机器翻译", "草稿", "已审校"],
        ],
        strict=True,
    ):
        assert [word for word in words if f'">{word}</span>' not in page] == []


def test_kept_position_survives_many_pages(client):
    client.force_login(make_editor())
    live = make_framework("alpha")
    for number in range(40):
        live.releases.create(role="other", version=str(number), what_zh="版", what_en="")
    last = translations.sides_of(live.releases.order_by("pk"))[-1]

    page = client.get(entry_page("alpha", f"?at={last.key}"))

    assert page.context["page"].number == 2
    assert last.key in keys_of(page)


@pytest.mark.parametrize("is_minor", [True, False])
def test_box_of_the_form_spares_the_other_side_of_texts_and_rows(is_minor, client):
    by = make_editor()
    client.force_login(by)
    live = make_framework("alpha")
    live.releases.create(role="first", version="1", what_zh="首版", what_en="First")
    draft = actions.open_draft(live.entry, by=by)
    form = f"/en/admin/catalog/frameworkrevision/{draft.pk}/change/"
    data = form_values(client.get(form))
    changes = {"summary_zh": "小改", "releases-0-what_zh": "首个版本"}

    answer = client.post(
        form, data | changes | ({"is_minor": "on"} if is_minor else {}), follow=True
    )

    draft.refresh_from_db()
    release = draft.releases.get()
    states = (draft.translation_state("summary", EN), release.translation_state("what", EN))
    texts = [str(message) for message in answer.context["messages"]]
    spared = "Minor edit. Not marked: summary (English), what it was (English)."
    assert (draft.summary_zh, release.what_zh) == ("小改", "首个版本")
    assert states == (("reviewed", "draft") if is_minor else ("stale", "stale"))
    assert (spared in texts) is is_minor
