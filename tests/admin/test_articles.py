"""Articles in the desk: those that are written here are whole, those kept to the byte stay."""

from hashlib import sha256

import pytest
from django.core.management import call_command
from django.urls import reverse

from catalog import actions
from catalog.admin.buttons import change_url
from catalog.models import Article, ArticleRevision, Item, Section
from tests.factories import make_editor, make_feature, make_full_article
from tests.persons import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return Person(make_editor("anna"))


def added(anna, row, prefix, *rows):
    """Save the form of `row` with new rows under `prefix`."""
    values = anna.opened(row)
    number = int(values[f"{prefix}-INITIAL_FORMS"])
    for place, one in enumerate(rows, start=number):
        values |= {f"{prefix}-{place}-{name}": value for name, value in one.items()}
    response = anna.save(row, values | {f"{prefix}-TOTAL_FORMS": number + len(rows)})
    assert response.status_code == 302, response.context["errors"]


def test_new_article_is_written_reordered_and_published(anna):
    slug = {"slug": "history", "title_zh": "历史", "title_en": "History"}
    anna.post(reverse("admin:catalog_article_add"), slug)
    draft = ArticleRevision.objects.get()
    feature = make_feature("speed").entry

    added(
        anna,
        draft,
        "sections",
        {"number": "1", "heading_zh": "一", "heading_en": "One"},
        {"number": "1.1", "heading_zh": "二", "heading_en": "Two"},
    )
    first, second = draft.sections.all()
    added(anna, draft, "printed_names", {"slug": "keras", "text": "Keras", "identity": "not_found"})
    name = draft.printed_names.get()
    paragraph = {"kind": "paragraph", "body_zh": "第一段", "body_en": "A paragraph"}
    row = {"kind": "row", "number": "1", "printed_name": name.pk, "body_zh": "第一行"}
    added(anna, first, "items", paragraph, row)
    _first, item = Item.objects.order_by("source_line")
    statement = {"kind": "feature", "feature": feature.pk, "verdict": "partly"}
    added(anna, item, "statements", statement)
    anna.save(second, anna.opened(second) | {"source_line": "0"})
    actions.publish(ArticleRevision.objects.get(), by=anna.user)

    page = anna.get(Article.objects.get().get_absolute_url()).text
    sections = [*Section.objects.values_list("number", "level", "source_line", "raw")]
    assert sections == [("1.1", 2, 0, "1.1 二"), ("1", 1, 1, "1 一")]
    assert [*Item.objects.values_list("source_line", "raw")] == [(3, "第一段"), (4, "第一行")]
    assert item.statements.get().feature == feature
    assert page.index("二") < page.index("第一段") < page.index("第一行")
    assert "kept to the byte" not in page
    assert "逐字节" not in page


def test_line_without_any_text_is_refused_in_words(anna):
    draft = actions.create_entry(Article, "a", by=anna.user, title_zh="甲", title_en="A")
    section = draft.sections.create(number="1", level=1, source_line=1, raw="1")
    values = anna.opened(section) | {"items-TOTAL_FORMS": 1, "items-0-kind": "paragraph"}

    page = anna.save(section, values)

    assert page.status_code == 200
    assert [fault.anchor for fault in page.context["faults"]] == ["id_items-0-raw"]


def test_lines_of_an_article_can_be_deleted(anna):
    draft = actions.open_draft(make_full_article().entry, by=anna.user)
    section = draft.sections.get()

    anna.save(draft, anna.opened(draft) | {"sections-0-DELETE": "on"})

    assert not Section.objects.filter(pk=section.pk).exists()


def test_article_that_is_kept_to_the_byte_keeps_its_lines(anna):
    live = make_full_article()
    ArticleRevision.objects.filter(pk=live.pk).update(sha256="0" * 64, line_count=9)
    draft = actions.open_draft(live.entry, by=anna.user)
    section = draft.sections.get()
    item = section.items.get()
    before = (section.number, section.source_line, section.raw, item.raw, item.source_line)

    forms = [anna.get(change_url(one)) for one in (draft, section, item)]
    values = anna.opened(draft) | {"sections-0-DELETE": "on", "sections-0-raw": "x"}
    anna.save(draft, values | {"sections-TOTAL_FORMS": 2, "sections-1-number": "9"})
    anna.save(section, anna.opened(section) | {"raw": "x", "number": "7", "source_line": "7"})
    anna.save(item, anna.opened(item) | {"raw": "x", "source_line": "7"})

    section, item = draft.sections.get(), Item.objects.get(pk=item.pk)
    assert before == (section.number, section.source_line, section.raw, item.raw, item.source_line)
    shown = [page.context["inline_admin_formsets"][0] for page in forms[:2]]
    assert [(one.has_add_permission, one.has_delete_permission) for one in shown] == [
        (False, False)
    ] * 2
    assert "deletelink" not in forms[2].text


def test_check_of_the_sources_passes_over_articles_without_one(anna, capsys):
    draft = actions.create_entry(
        Article, "a", by=anna.user, title_zh="甲", title_en="A", line_count=0
    )
    actions.publish(draft, by=anna.user)
    kept = make_full_article("b")
    text = "## 1\n1. N"
    ArticleRevision.objects.filter(pk=kept.pk).update(
        line_count=2, sha256=sha256(text.encode()).hexdigest()
    )

    call_command("check_content")

    assert "identical" in capsys.readouterr().out
