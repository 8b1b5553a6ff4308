"""Two people and one form: what only one changed is merged, what both changed is asked."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from catalog import actions
from catalog.admin.buttons import change_url, row_url
from catalog.choices import Facet
from catalog.models import Autosave, Change, Source, Term
from tests.admin.test_editing_path import messages_of
from tests.factories import make_draft, make_editor, make_source, make_user
from tests.persons import Person, form_values
from tests.products import sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return Person(make_editor("anna"))


@pytest.fixture
def bo():
    return Person(make_editor("bo"))


@pytest.fixture
def draft():
    return make_draft("alpha", summary_en="As it was")


def edits(draft):
    found = Change.objects.filter(slug=draft.slug, action="edit").order_by("pk")
    return [(change.by.username, change.summary) for change in found]


def conflicts(response):
    return [one["choice"]["name"] for one in response.context["conflicts"]]


@pytest.fixture
def collision(anna, bo, draft):
    """Both opened the form; anna saved first, and bo's save of the same field was refused."""
    values = bo.opened(draft)
    anna.save(draft, anna.opened(draft) | {"summary_en": "Anna's words"})
    return bo.save(draft, values | {"summary_en": "Bo's words", "licence": "MIT"})


def test_changes_of_different_fields_are_merged_and_saved(anna, bo, draft):
    values_a, values_b = anna.opened(draft), bo.opened(draft)
    anna.save(draft, values_a | {"summary_zh": "安娜写的"})

    response = bo.save(draft, values_b | {"summary_en": "Bo's", "licence": "MIT"})

    draft.refresh_from_db()
    assert response.status_code == 302
    assert (draft.summary_zh, draft.summary_en, draft.licence) == ("安娜写的", "Bo's", "MIT")
    assert edits(draft) == [("anna", "summary_zh"), ("bo", "licence, summary_en")]
    assert draft.version == 2
    label = str(draft._meta.get_field("summary_zh").verbose_name)
    said = messages_of(bo.get(change_url(draft)))
    assert [label in text for text in said] == [False, True]


def test_refused_save_shows_three_sides_and_keeps_the_text(anna, bo, draft, collision):
    draft.refresh_from_db()
    [cell] = collision.context["conflicts"]
    assert collision.status_code == 409
    assert conflicts(collision) == ["choice:summary_en"]
    assert cell["base"] == "As it was"
    assert "".join(text for _kind, text in cell["theirs"]) == "Anna's words"
    assert "".join(text for _kind, text in cell["mine"]) == "Bo's words"
    assert (cell["edit"].by, cell["language"]) == (anna.user, "en")
    assert len(collision.context["mine"]) == 1
    assert (draft.summary_en, draft.licence, draft.version) == ("Anna's words", "", 1)
    kept = Autosave.objects.get()
    assert (kept.user, kept.is_refused, kept.fields["summary_en"]) == (
        bo.user,
        True,
        ["Bo's words"],
    )


@pytest.mark.parametrize(
    ("choice", "outcome"),
    sample(
        [
            ({"choice:summary_en": "edit", "text:summary_en": "Both"}, "Both"),
            ({"choice:summary_en": "theirs"}, "Anna's words"),
            ({"choice:summary_en": "mine"}, "Bo's words"),
        ],
        2,
    ),
)
def test_choice_settles_a_conflict(choice, outcome, bo, draft, collision):
    response = bo.save(draft, bo.settle(collision, choice))

    draft.refresh_from_db()
    assert response.status_code == 302
    assert (draft.summary_en, draft.licence, draft.version) == (outcome, "MIT", 2)
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("choice", sample([{"choice:summary_en": "nonsense"}, {}], 1))
def test_conflict_without_a_choice_is_asked_again(choice, bo, draft, collision):
    response = bo.save(draft, bo.settle(collision, choice))

    draft.refresh_from_db()
    assert (response.status_code, conflicts(response)) == (409, ["choice:summary_en"])
    assert (draft.summary_en, draft.version) == ("Anna's words", 1)


def test_third_save_during_the_merge_is_asked_again_and_nothing_typed_is_lost(
    anna, bo, draft, collision
):
    anna.save(draft, anna.opened(draft) | {"summary_en": "Anna again"})

    again = bo.save(
        draft,
        bo.settle(collision, {"choice:summary_en": "edit", "text:summary_en": "Bo's second try"}),
    )

    [cell] = again.context["conflicts"]
    assert again.status_code == 409
    assert "".join(text for _kind, text in cell["theirs"]) == "Anna again"
    assert cell["text"]["value"] == "Bo's second try"
    saved = bo.save(
        draft,
        bo.settle(again, {"choice:summary_en": "edit", "text:summary_en": cell["text"]["value"]}),
    )
    draft.refresh_from_db()
    assert (saved.status_code, draft.summary_en, draft.licence) == (302, "Bo's second try", "MIT")


@pytest.mark.parametrize("token", sample([None, "", "forged", "of another page"], 2))
def test_save_that_does_not_say_what_it_saw_is_refused_and_kept(token, anna, draft):
    values = anna.opened(draft) | {"summary_en": "New"}
    values["opened"] = anna.opened(make_draft("beta"))["opened"] if token else token
    if token is None:
        del values["opened"]
    elif token != "of another page":
        values["opened"] = token

    response = anna.save(draft, values)

    draft.refresh_from_db()
    assert (response.status_code, conflicts(response)) == (409, ["choice:summary_en"])
    assert (draft.summary_en, draft.version) == ("As it was", 0)
    assert Autosave.objects.get().fields["summary_en"] == ["New"]
    settled = anna.settle(response, {"choice:summary_en": "mine"})
    assert anna.save(draft, settled).status_code == 302


def test_line_ends_of_browsers_change_nothing(anna, draft):
    type(draft).objects.filter(pk=draft.pk).update(summary_zh="一\n二")
    values = anna.opened(draft)

    anna.save(draft, values | {"summary_zh": "一\r\n二", "licence": "MIT"})

    assert edits(draft) == [("anna", "licence")]


def test_rows_of_both_are_kept(anna, bo, draft):
    fact = draft.facts.create(field="name", note_zh="旧", note_en="old")
    gone = draft.facts.create(field="licence")
    source = make_source()
    values_a, values_b = anna.opened(draft), bo.opened(draft)
    anna.save(draft, values_a | {"facts-0-note_zh": "新", "facts-1-DELETE": "on"})

    response = bo.save(
        draft,
        values_b
        | {
            "facts-0-note_en": "new",
            "facts-TOTAL_FORMS": "3",
            "facts-2-field": "status",
            "facts-2-note_en": "added",
            "facts-2-sources": [source.pk],
        },
    )

    fact.refresh_from_db()
    assert response.status_code == 302
    assert (fact.note_zh, fact.note_en) == ("新", "new")
    assert not draft.facts.filter(pk=gone.pk).exists()
    added = draft.facts.get(field="status")
    assert (added.note_en, list(added.sources.all())) == ("added", [source])
    assert draft.facts.count() == 2


def test_row_that_others_deleted_while_it_was_edited_is_asked_for(anna, bo, draft):
    fact = draft.facts.create(field="name", note_en="old")
    values_a, values_b = anna.opened(draft), bo.opened(draft)
    anna.save(draft, values_a | {"facts-0-DELETE": "on"})

    response = bo.save(draft, values_b | {"facts-0-note_en": "Bo's note"})

    [cell] = response.context["conflicts"]
    assert (response.status_code, cell["is_theirs_gone"]) == (409, True)
    choice = {f"choice:facts/{fact.pk}": "mine"}
    saved = bo.save(draft, bo.settle(response, choice))
    assert saved.status_code == 302
    assert draft.facts.get().note_en == "Bo's note"


def test_row_that_others_edited_while_it_was_deleted_is_asked_for(anna, bo, draft):
    fact = draft.facts.create(field="name", note_en="old")
    values_a, values_b = anna.opened(draft), bo.opened(draft)
    anna.save(draft, values_a | {"facts-0-note_en": "Anna's note"})

    response = bo.save(draft, values_b | {"facts-0-DELETE": "on"})

    [cell] = response.context["conflicts"]
    assert (response.status_code, cell["is_mine_gone"]) == (409, True)
    assert draft.facts.get().note_en == "Anna's note"
    bo.save(draft, bo.settle(response, {f"choice:facts/{fact.pk}": "theirs"}))
    assert draft.facts.get().note_en == "Anna's note"
    again = bo.save(draft, values_b | {"facts-0-DELETE": "on"})
    bo.save(draft, bo.settle(again, {f"choice:facts/{fact.pk}": "mine"}))
    assert not draft.facts.exists()


def test_form_sent_twice_adds_its_new_row_once(anna, draft):
    values = anna.opened(draft) | {
        "releases-TOTAL_FORMS": "1",
        "releases-0-role": "first",
        "releases-0-version": "1.0",
    }

    statuses = [anna.save(draft, values).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert [one.version for one in draft.releases.all()] == ["1.0"]


@pytest.mark.parametrize(
    ("role", "own"), sample([("translator-zh", "zh"), ("translator-en", "en")], 1)
)
def test_translator_overwrites_nothing_that_changed_meanwhile(role, own, anna, draft):
    fact = draft.facts.create(field="name", note_zh="旧", note_en="old")
    person = make_user("person", is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    translator = Person(person)
    values = translator.opened(draft)
    other = "en" if own == "zh" else "zh"
    anna.save(
        draft,
        anna.opened(draft)
        | {f"summary_{other}": "A", f"facts-0-note_{other}": "B", "licence": "MIT"},
    )

    response = translator.save(draft, values | {f"summary_{own}": "C", f"facts-0-note_{own}": "D"})

    draft.refresh_from_db()
    fact.refresh_from_db()
    assert response.status_code == 302
    texts = {
        name: getattr(draft, name) for name in (f"summary_{other}", f"summary_{own}", "licence")
    }
    assert list(texts.values()) == ["A", "C", "MIT"]
    assert [getattr(fact, f"note_{name}") for name in (other, own)] == ["B", "D"]


def test_part_on_its_own_page_is_merged_too(anna, bo, draft):
    fact = draft.facts.create(field="name", note_en="old")
    values_a, values_b = anna.opened(fact), bo.opened(draft)
    bo.save(draft, values_b | {"facts-0-note_en": "Bo's"})

    other = anna.save(fact, values_a | {"note_zh": "安娜"})
    same = anna.save(fact, values_a | {"note_en": "Anna's"})

    fact.refresh_from_db()
    assert (other.status_code, same.status_code) == (302, 409)
    assert (fact.note_zh, fact.note_en) == ("安娜", "Bo's")


@pytest.mark.parametrize("model", [Source, Term])
def test_rows_that_belong_to_no_revision_are_merged_too(model, anna, bo):
    if model is Source:
        row, first, second = make_source("paper"), "title", "publisher"
    else:
        row = Term.objects.create(
            facet=Facet.values[0], slug="python", name_zh="蟒", name_en="Python"
        )
        first, second = "name_en", "name_zh"
    values_a, values_b = anna.opened(row), bo.opened(row)
    anna.save(row, values_a | {first: "Anna's"})

    statuses = [
        bo.save(row, values_b | {second: "Bo's"}).status_code,
        bo.save(row, values_b | {first: "Bo's"}).status_code,
        bo.save(row, {name: v for name, v in values_b.items() if name != "opened"}).status_code,
    ]

    row.refresh_from_db()
    assert statuses == [302, 409, 409]
    assert (getattr(row, first), getattr(row, second)) == ("Anna's", "Bo's")


def test_row_that_somebody_saved_meanwhile_is_not_deleted(anna, bo, draft):
    fact = draft.facts.create(field="name", note_en="old")
    url = row_url(fact, "delete")
    seen = bo.get(url).context["seen"]
    anna.save(fact, anna.opened(fact) | {"note_en": "Anna's"})

    for values in ({"post": "yes"}, {"post": "yes", "seen": seen}):
        assert bo.post(url, values)["Location"] == url
        assert draft.facts.get().note_en == "Anna's"

    bo.post(url, {"post": "yes", "seen": bo.get(url).context["seen"]})
    assert not draft.facts.exists()


@pytest.mark.parametrize("name", sample(["submit", "publish", "discard"], 1))
def test_button_beside_an_older_version_does_nothing(name, anna, bo, draft):
    page = bo.get(change_url(draft))
    anna.save(draft, anna.opened(draft) | {"licence": "MIT"})
    seen = page.context["opened_version"]

    response = bo.post(row_url(draft, name), {"seen": seen}, follow=True)

    draft.refresh_from_db()
    assert len(messages_of(response)) == 1
    assert draft.state == "draft"


def test_schedule_beside_an_older_version_does_nothing(anna, bo, draft):
    anna.save(draft, anna.opened(draft) | {"licence": "MIT"})
    soon = timezone.now() + timezone.timedelta(days=1)

    bo.post(row_url(draft, "schedule"), {"seen": 0, "go_live_at": soon.isoformat()})

    draft.refresh_from_db()
    assert draft.state == "draft"


@pytest.mark.parametrize("end", [actions.publish, actions.discard])
def test_text_for_a_revision_that_was_closed_is_kept_and_carried_over(end, anna, bo, draft):
    fact = draft.facts.create(field="name", note_en="old")
    actions.publish(draft, by=anna.user)
    draft = actions.open_draft(draft.entry, by=anna.user)
    values = bo.opened(draft)
    end(draft, by=anna.user)

    refused = bo.save(draft, values | {"summary_en": "Bo's", "facts-0-note_en": "Bo's note"})

    text = Autosave.objects.get()
    assert refused.status_code == 409
    assert ["".join(t for _k, t in one["mine"]) for one in refused.context["fields"]] == [
        "Bo's",
        "Bo's note",
    ]
    assert bo.get(change_url(text)).status_code == 200

    carried = bo.post(row_url(text, "carry"), follow=True)

    target = draft.entry.open_revision
    assert target.number == 3
    assert len(carried.context["mine"]) == 2
    saved = bo.save(target, bo.settle(carried, {}))
    assert saved.status_code == 302
    target.refresh_from_db()
    assert (target.summary_en, target.facts.get().note_en) == ("Bo's", "Bo's note")
    assert fact.note_en == "old"
    assert not Autosave.objects.exists()


def test_text_for_a_row_that_was_deleted_is_kept(anna, bo, draft):
    fact = draft.facts.create(field="name", note_en="old")
    values = bo.opened(fact)
    url = change_url(fact)
    fact.delete()

    response = bo.post(url, values | {"note_en": "Bo's"})

    assert response.status_code == 409
    assert "Bo&#x27;s" in response.text
    text = Autosave.objects.get()
    assert bo.get(change_url(text)).status_code == 200
    assert bo.post(row_url(text, "carry"), follow=True).status_code == 200
    bo.post(row_url(text, "discard"))
    assert not Autosave.objects.exists()


def test_text_of_somebody_without_the_right_is_neither_saved_nor_kept(anna, draft):
    values = anna.opened(draft)
    clerk = Person(make_user("clerk", is_staff=True))

    response = clerk.save(draft, values | {"summary_en": "Clerk's"})

    assert response.status_code == 403
    assert not Autosave.objects.exists()


def test_unknown_page_says_so_without_keeping_anything(anna):
    url = reverse("admin:catalog_frameworkrevision_change", args=[99])

    assert anna.post(url, {"summary_en": "New"})["Location"] == reverse("admin:index")
    assert not Autosave.objects.exists()


def test_invalid_save_shows_its_faults_and_can_be_saved_after(anna, draft):
    values = anna.opened(draft)

    page = anna.save(draft, values | {"name": "", "summary_en": "New"})
    again = anna.save(draft, form_values(page) | {"name": "Alpha"})

    draft.refresh_from_db()
    assert (page.status_code, again.status_code) == (200, 302)
    assert (draft.summary_en, draft.version) == ("New", 1)
