from datetime import timedelta
from html import escape

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, override

from catalog import actions, keeping
from catalog.admin.buttons import change_url
from catalog.admin.history import LoggedByActions
from catalog.models import (
    Article,
    ArticlePicture,
    ArticleRevision,
    Category,
    Change,
    Feature,
    Framework,
    FrameworkPicture,
    FrameworkRevision,
    GlossaryTerm,
    IgnoredHint,
    LinkCheck,
    PrintedName,
    Section,
    Source,
    Statement,
)
from tests.factories import (
    make_draft,
    make_editor,
    make_finding,
    make_framework,
    make_member,
    make_row,
    make_source,
    make_user,
)
from tests.persons import form_values

pytestmark = pytest.mark.django_db


def button_url(row, name):
    options = row._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=[row.pk])


def preview_url(revision):
    return reverse("catalog:revision-preview", args=["framework", revision.slug, revision.number])


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_edit_reaches_readers_only_when_it_is_published(content, client, admin_client):
    entry = Framework.objects.get(slug="tensorflow")
    places = [
        reverse("catalog:framework-detail", args=["tensorflow"]),
        reverse("api:framework-detail", args=["tensorflow"]),
    ]

    opened = admin_client.post(button_url(entry, "open-draft"))
    draft = entry.open_revision
    assert opened["Location"] == change_url(draft)
    page = admin_client.get(change_url(draft))
    values = form_values(page) | {"summary_zh": "读者尚未看到的新简介。"}
    saved = admin_client.post(change_url(draft), values)
    assert saved.status_code == 302, saved.context["errors"]

    def shown():
        return ["读者尚未看到的新简介。" in client.get(place).text for place in places]

    assert shown() == [False, False]
    assert "读者尚未看到的新简介。" in admin_client.get(preview_url(draft)).text

    published = admin_client.post(button_url(draft, "publish"))

    assert published["Location"] == change_url(draft)
    assert shown() == [True, True]
    assert list(entry.revisions.values_list("number", "state")) == [(2, "live"), (1, "superseded")]


def test_saving_a_whole_form_unchanged_keeps_every_row(content, admin_client):
    entry = Framework.objects.get(slug="tensorflow")
    draft = actions.open_draft(entry, by=make_editor())
    page = admin_client.get(change_url(draft))

    admin_client.post(change_url(draft), form_values(page))

    live = entry.live_revision
    for name in ("facts", "terms", "releases", "packages", "papers", "relations", "assessments"):
        assert getattr(draft, name).count() == getattr(live, name).count()
    assert sorted(draft.facts.values_list("field", "sources__slug")) == sorted(
        live.facts.values_list("field", "sources__slug")
    )


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Framework, {"name": "New", "kind": "framework"}),
        (Feature, {"name_zh": "新", "name_en": "New"}),
        (Category, {"name_zh": "新", "name_en": "New"}),
        (Article, {"title_zh": "新", "title_en": "New"}),
        (GlossaryTerm, {"name_zh": "新", "name_en": "New"}),
    ],
)
def test_adding_an_entry_opens_its_first_draft(admin_client, model, values):
    url = reverse(f"admin:catalog_{model._meta.model_name}_add")

    response = admin_client.post(url, {"slug": "new", **values})

    draft = model.objects.get().open_revision
    assert response["Location"] == change_url(draft)
    assert {name: getattr(draft, name) for name in values} == values
    assert list(Change.objects.values_list("slug", "action")) == [("new", "open_draft")]
    assert admin_client.get(change_url(draft)).status_code == 200
    assert admin_client.get(change_url(draft.entry)).status_code == 200


def test_adding_an_entry_without_a_name_is_refused(admin_client):
    response = admin_client.post(reverse("admin:catalog_framework_add"), {"slug": "new"})

    assert set(response.context["adminform"].form.errors) == {"name", "kind"}
    assert not Framework.objects.exists()


def test_second_of_two_saves_is_refused_and_keeps_its_text(admin_client):
    draft = make_draft("alpha")
    values = form_values(admin_client.get(change_url(draft)))
    admin_client.post(change_url(draft), values | {"summary_en": "The first to save."})

    response = admin_client.post(change_url(draft), values | {"summary_en": "The second to save."})

    assert response.status_code == 409
    assert "The second to save." in response.text
    draft.refresh_from_db()
    assert draft.summary_en == "The first to save."


def test_live_revision_can_be_read_but_not_saved(admin_client):
    live = make_framework("alpha")

    page = admin_client.get(change_url(live))
    response = admin_client.post(change_url(live), {"name": "Other"})

    assert page.context["has_change_permission"] is False
    assert [button["name"] for button in page.context["buttons"]] == ["open-draft"]
    assert response.status_code == 403


@pytest.mark.parametrize(
    ("role", "buttons"),
    [("editor", ["submit", "discard"]), ("reviewer", ["submit", "publish", "discard"])],
)
def test_only_reviewers_are_offered_to_publish(role, buttons, client):
    draft = make_draft("alpha")
    client.force_login(make_member(role))

    context = client.get(change_url(draft)).context

    assert [button["name"] for button in context["buttons"]] == buttons
    assert (context["schedule_form"] is not None) == ("publish" in buttons)


def test_buttons_lead_through_submit_discard_and_revert(admin_client):
    first = make_framework("alpha", name="First")
    second = actions.open_draft(first.entry, by=make_editor())
    admin_client.post(button_url(second, "submit"))
    admin_client.post(button_url(second, "discard"))

    response = admin_client.post(button_url(second, "revert"))

    draft = first.entry.open_revision
    assert response["Location"] == change_url(draft)
    assert list(first.entry.revisions.values_list("number", "state")) == [
        (3, "draft"),
        (2, "discarded"),
        (1, "live"),
    ]


def test_refused_action_says_why(admin_client):
    live = make_framework("alpha")

    response = admin_client.post(button_url(live, "publish"), follow=True)

    assert len(messages_of(response)) == 1
    assert "alpha #1" in messages_of(response)[0]


def test_action_needs_post(admin_client):
    draft = make_draft("alpha")

    response = admin_client.get(button_url(draft, "publish"))

    assert response.status_code == 405


def test_outsiders_can_neither_read_nor_act(client):
    draft = make_draft("alpha")
    urls = [change_url(draft), button_url(draft, "publish")]

    anonymous = [client.post(url).status_code for url in urls]
    client.force_login(make_user("clerk", is_staff=True))
    clerk = [client.post(url).status_code for url in urls]
    client.force_login(make_user("outsider"))
    outsider = [client.post(url).status_code for url in urls]

    assert (anonymous, clerk, outsider) == ([302, 302], [403, 403], [302, 302])
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_editor_may_edit_and_publish(client, editor):
    draft = make_draft("alpha")
    client.force_login(editor)

    values = form_values(client.get(change_url(draft)))
    client.post(change_url(draft), values | {"name": "Renamed"})
    client.post(button_url(draft, "publish"))

    assert Framework.objects.live().get().name == "Renamed"


def test_parts_of_an_article_can_be_edited_while_its_revision_is_open(content, admin_client):
    article = Article.objects.get()
    draft = actions.open_draft(article, by=make_editor())

    for model, path in [(Section, "revision"), (PrintedName, "revision")]:
        statuses = []
        for revision in (draft, ArticleRevision.objects.live().get()):
            part = model.objects.filter(**{path: revision}).first()
            page = admin_client.get(change_url(part))
            statuses.append(admin_client.post(change_url(part), form_values(page)).status_code)
            if revision != draft:
                assert page.context["has_delete_permission"] is False
        assert statuses == [302, 403]


def test_judgement_of_a_statement_can_be_changed_in_a_draft(content, admin_client):
    draft = actions.open_draft(Article.objects.get(), by=make_editor())
    statement = Statement.objects.filter(item__section__revision=draft).first()
    page = admin_client.get(change_url(statement.item))
    values = form_values(page)
    prefix = next(name for name, value in values.items() if name.endswith("-id"))[: -len("id")]

    response = admin_client.post(
        change_url(statement.item), values | {f"{prefix}rationale_en": "Because of the evidence."}
    )

    assert response.status_code == 302
    statement = Statement.objects.get(pk=values[f"{prefix}id"])
    assert statement.rationale_en == "Because of the evidence."


def test_cited_source_cannot_be_deleted(admin_client):
    draft = make_draft("alpha")
    cited, free = make_source("cited"), make_source("free")
    draft.facts.create(field="name").sources.add(cited)

    urls = [reverse("admin:catalog_source_delete", args=[source.pk]) for source in (cited, free)]
    seen = admin_client.get(urls[1]).context["seen"]
    statuses = [
        admin_client.post(url, {"post": "yes", "seen": seen}).status_code for url in reversed(urls)
    ]

    assert statuses == [302, 302]
    assert admin_client.get(urls[0]).status_code == 403
    assert list(Source.objects.values_list("slug", flat=True)) == ["cited"]


def test_every_model_is_in_the_admin():
    models = set(apps.get_app_config("catalog").get_models())

    assert models - set(admin.site._registry) == set()


@pytest.mark.matrix
def test_every_list_and_every_page_opens(content, admin_user, admin_client):
    soon = timezone.now() + timedelta(days=1)
    draft = make_draft()
    actions.share_preview(draft, soon, by=make_editor())
    there = {"subject": ("framework", draft.slug, 1), "by": admin_user}
    page = f"frameworkrevision/{draft.pk}"
    keeping.keep_text({"name": ["Other"]}, page=page, opening="1", **there)
    keeping.note_presence(**there)
    make_finding()
    ignored = {"kind": "framework", "slug": "keras", "code": "number", "by": make_editor()}
    IgnoredHint.objects.create(**ignored, at=soon)
    LinkCheck.objects.create(url="https://keras.example/", checked_at=soon)
    make_row(FrameworkPicture)
    make_row(ArticlePicture)

    for model in apps.get_app_config("catalog").get_models():
        name = f"admin:catalog_{model._meta.model_name}"
        opened = [admin_client.get(reverse(f"{name}_changelist"), {"q": "a"})]
        # Tokens and webhooks, with tests of their own, have no row here.
        if (row := model.objects.first()) is not None:
            opened.append(admin_client.get(reverse(f"{name}_change", args=[row.pk])))

        assert {page.status_code for page in opened} == {200}, model


@pytest.mark.parametrize(("language", "is_chinese"), [("zh-hans", True), ("en", False)])
def test_change_page_speaks_the_language_of_its_address(admin_client, language, is_chinese):
    draft = make_draft("alpha")
    with override(language):
        url = change_url(draft)
        labels = [gettext("Submit for review"), gettext("Publish"), capfirst(gettext("licence"))]

    page = admin_client.get(url).text

    assert [label for label in labels if escape(label) not in page] == []
    assert [label.isascii() for label in labels] == [not is_chinese] * len(labels)


def test_page_of_the_largest_framework_takes_few_queries(
    content, admin_client, django_assert_max_num_queries
):
    drafts = [actions.open_draft(e, by=make_editor()) for e in Framework.objects.all()[:3]]
    largest = max(drafts, key=lambda draft: draft.facts.count() + draft.assessments.count())

    with django_assert_max_num_queries(40):
        admin_client.get(change_url(largest))
    assert FrameworkRevision.objects.open().count() == 3


def test_lines_of_the_source_are_never_deleted(content, admin_client):
    draft = actions.open_draft(Article.objects.get(), by=make_editor())
    section = draft.sections.get(number="1.4")
    row = section.items.get(number=44)

    statuses = [
        admin_client.post(
            reverse(f"admin:catalog_{part._meta.model_name}_delete", args=[part.pk]),
            {"post": "yes", "seen": "0"},
        ).status_code
        for part in (row, section, row.printed_name)
    ]

    assert statuses[:2] == [403, 403]
    assert statuses[2] in (200, 403)  # the page that names the rows which hold on to it
    assert draft.sections.get(number="1.4").items.filter(number=44).exists()


def test_part_is_not_deleted_once_its_revision_was_published_meanwhile(admin_client, monkeypatch):
    draft = make_draft("alpha")
    fact = draft.facts.create(field="name")
    logged = LoggedByActions.log_deletions

    def publish_first(self, request, queryset):
        actions.publish(draft, by=make_editor())
        return logged(self, request, queryset)

    monkeypatch.setattr(LoggedByActions, "log_deletions", publish_first)
    url = reverse("admin:catalog_fact_delete", args=[fact.pk])

    response = admin_client.post(url, {"post": "yes", "seen": "0"})

    assert response.status_code == 403
    assert draft.facts.exists()


@pytest.mark.parametrize("right", ["view_framework", "change_framework"])
def test_right_to_an_entry_alone_shows_no_draft(right, client):
    draft = make_draft("alpha")
    clerk = make_user("clerk", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename=right))
    client.force_login(clerk)

    statuses = [
        client.get(reverse("admin:catalog_framework_changelist")).status_code,
        client.get(change_url(draft.entry)).status_code,
        client.post(button_url(draft.entry, "open-draft")).status_code,
    ]

    assert statuses == [403, 403, 403]


@pytest.mark.parametrize(
    ("role", "open_field", "closed"),
    [
        ("translator-zh", "summary_zh", ["summary_en", "licence", "name"]),
        ("translator-en", "summary_en", ["summary_zh", "licence", "name"]),
    ],
)
def test_translator_changes_one_language_and_nothing_else(role, open_field, closed, client):
    draft = make_draft("alpha")
    draft.facts.create(field="name", note_zh="旧", note_en="old")
    person = make_user("person", is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    client.force_login(person)
    page = client.get(change_url(draft))
    values = form_values(page)
    before = {name: getattr(draft, name) for name in closed}

    response = client.post(
        change_url(draft),
        values
        | {open_field: "新的文字"}
        | dict.fromkeys(closed, "smuggled")
        | {"facts-0-note_zh": "新", "facts-0-note_en": "new", "facts-0-DELETE": "on"},
    )

    draft.refresh_from_db()
    fact = draft.facts.get()
    assert response.status_code == 302
    assert getattr(draft, open_field) == "新的文字"
    assert {name: getattr(draft, name) for name in closed} == before
    assert (fact.note_zh, fact.note_en) == (
        ("新", "old") if role == "translator-zh" else ("旧", "new")
    )
    change = Change.objects.filter(by=person).get()
    assert change.action == "edit"
    assert sorted(change.summary.split(", ")) == sorted([f"note_{role[-2:]}", open_field])


def test_identifier_of_a_cited_source_can_not_be_changed(admin_client):
    source = make_source("cited")
    make_draft("alpha").facts.create(field="name").sources.add(source)
    url = reverse("admin:catalog_source_change", args=[source.pk])
    values = form_values(admin_client.get(url)) | {"title": "New"}

    admin_client.post(url, values | {"slug": "other"})

    source.refresh_from_db()
    assert (source.slug, source.title) == ("cited", "New")
