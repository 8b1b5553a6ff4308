import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from catalog import actions, review
from catalog.models import ENTRY_MODELS, Change
from catalog.proofread import proofread
from catalog.terminology import Terminology, TermWords
from tests.factories import make_draft, make_editor, make_user

NAMES = ["PyTorch", "Keras"]


def found(zh, en):
    return [(hint.code, hint.language, hint.suggestion) for hint in proofread(zh, en, names=NAMES)]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("", ""),
        ("只有中文", ""),
        (
            "Keras 3 于 2023 年 11 月发布，支持 `import keras`。",
            "Keras 3: November 2023, `import keras`.",
        ),
        ("约 6000 万次下载", "about 60 million downloads"),
        ("约 40,000 颗星", "about 40000 stars"),
        ("软件包名为 pytorch。", "The package is called pytorch."),
        ("见 https://example.org/a,b?c=1 一文", "See https://example.org/a,b?c=1"),
        ("运行 `x,y中z`。", "Run `x,y中z`."),
        ("- 甲\n- 乙", "- a\n- b"),
        ("版本 2.5.0", "Version 2.5.0"),
        ("自 v2.0rc1 起", "Since 2.0rc1"),
        ("支持 keras", "Supports Keras, the Keras package"),
    ],
)
def test_right_texts_give_no_hint(zh, en):
    assert found(zh, en) == []


@pytest.mark.parametrize(
    ("zh", "expected"),
    [
        ("快,好用", [("punctuation", "zh-hans", "快，好用")]),
        ("为什么?因为快", [("punctuation", "zh-hans", "为什么？因为快")]),
        ("用PyTorch训练", [("spacing", "zh-hans", "用 PyTorch 训练")]),
        ("第3版", [("spacing", "zh-hans", "第 3 版")]),
        ("使用 Pytorch 训练", [("brand", "zh-hans", "使用 PyTorch 训练")]),
        ("`a,中`在,此", [("punctuation", "zh-hans", "`a,中`在，此")]),
    ],
)
def test_chinese_typography_and_names_come_with_a_suggestion(zh, expected):
    assert found(zh, "") == expected


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("number", "自 2015 年", "since 2016"),
        ("number", "支持 2.5 版", "supports 2.6"),
        ("version", "版本 2.5.0", "version 2.5.1"),
        ("version", "支持 v2.0rc1", "supports v2.0rc2"),
        ("version", "支持 1.3-beta.2", "supports 1.3"),
        ("name", "Keras 使用 PyTorch", "It uses PyTorch"),
        ("number", "6000 万", "6 million"),
        ("url", "见 https://example.org/a", "See https://example.org/b"),
        ("code", "运行 `a`", "Run `b`"),
        ("placeholder", "共 {count} 个", "{number} in all"),
        ("list", "- 甲\n- 乙", "- a"),
    ],
)
def test_what_one_side_alone_says_is_named(code, zh, en):
    assert found(zh, en) == [(code, "en", "")]


def test_quotation_is_not_put_right():
    hints = proofread("1.用Pytorch,快", "1. Pytorch", names=NAMES, is_verbatim=True)

    assert [hint.suggestion for hint in hints if hint.suggestion] == []


TERMS = Terminology(
    [
        TermWords(
            {"zh-hans": ("卷积", "褶积"), "en": ("convolution",)},
            {"zh-hans": ("卷绕",), "en": ("folding",)},
        ),
        TermWords(
            {"zh-hans": ("卷积神经网络",), "en": ("convolutional neural network", "CNN")}, {}
        ),
        TermWords({"zh-hans": ("计算图",), "en": ("computational graph", "graph")}, {}),
    ]
)


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("卷绕很快", "", [("forbidden", "zh-hans", "卷积很快")]),
        ("", "Folding is fast", [("forbidden", "en", "convolution is fast")]),
        ("卷积神经网络", "A CNN", []),
        ("卷积神经网络", "A network", [("term", "en", "")]),
        ("一种网络", "Convolutions", [("term", "zh-hans", "")]),
        ("褶积", "Convolutions", []),
        ("建图", "Built as a graph", []),
        ("计算图", "Built as a graph", []),
        ("沿用 convolution 一词", "The word convolution", []),
        ("不说“卷绕”", "", []),
        ("`卷绕`", "", []),
        ("", "Unfolding, https://example.org/folding", []),
    ],
)
def test_words_of_the_glossary_are_asked_for_and_forbidden_ones_replaced(zh, en, expected):
    hints = proofread(zh, en, terms=TERMS)

    assert [(hint.code, hint.language, hint.suggestion) for hint in hints] == expected


def test_words_of_a_quotation_stay():
    assert proofread("卷绕", "A network", terms=TERMS, is_verbatim=True) == []


@pytest.mark.matrix
@pytest.mark.django_db
def test_shipped_texts_give_no_hint_but_where_they_quote_a_misprint_or_say_it_otherwise(content):
    hints = [
        (revision.entry.slug, row._meta.model_name, hint.code, hint.language)
        for model in ENTRY_MODELS
        for revision in model.objects.all().live()
        for row, _field, hint in review.hints_of(revision)
    ]

    article = "deep-learning-frameworks"
    quoting = [
        (article, "articlerevision", "brand", "en"),
        (article, "articlerevision", "brand", "zh-hans"),
        (article, "combination", "brand", "en"),
        (article, "combination", "brand", "zh-hans"),
    ]
    otherwise = [
        ("checkpoint", "termvariant", "term", "zh-hans"),
        ("paddlepaddle", "assessment", "term", "en"),
    ]
    assert sorted(hints) == sorted([*quoting, *otherwise])


@pytest.fixture
def draft(db):
    draft = make_draft("alpha", summary_zh="快,好用", summary_en="Fast, easy to use")
    draft.facts.create(field="name", note_zh="第3版", note_en="Version 3")
    return draft


def test_suggestion_is_taken_with_one_click_and_recorded(draft, client, editor):
    client.force_login(editor)
    url = reverse("admin:catalog_frameworkrevision_texts", args=[draft.pk])
    hints = client.get(url).context["hints"]

    for one in hints:
        client.post(url, {"take": one["key"]})

    draft.refresh_from_db()
    assert [one["hint"].code for one in hints] == ["punctuation", "spacing"]
    assert (draft.summary_zh, draft.facts.get().note_zh) == ("快，好用", "第 3 版")
    assert (draft.summary_en, draft.facts.get().note_en) == ("Fast, easy to use", "Version 3")
    edits = Change.objects.filter(action="edit").order_by("pk").values_list("summary", flat=True)
    assert [*edits] == ["summary_zh", "note_zh"]
    assert client.get(url).context["hints"] == []


def test_suggestion_for_a_text_that_changed_is_refused(draft):
    key = review.hint_key(*next(review.hints_of(draft)))
    type(draft).objects.update(summary_zh="改过了")
    draft.refresh_from_db()

    with pytest.raises(actions.ActionRefused):
        review.apply_hint(draft, key, by=make_editor())


def test_translator_takes_no_suggestion_for_the_other_language(draft, client):
    translator = make_user("tina", is_staff=True)
    translator.groups.add(Group.objects.get(name="translator-en"))
    key = review.hint_key(*next(review.hints_of(draft)))

    with pytest.raises(actions.ActionForbidden):
        review.apply_hint(draft, key, by=translator)

    draft.refresh_from_db()
    assert draft.summary_zh == "快,好用"


def test_texts_of_a_live_revision_are_read_only(draft, client, editor):
    live = actions.publish(draft, by=make_editor())
    client.force_login(editor)
    url = reverse("admin:catalog_frameworkrevision_texts", args=[live.pk])

    assert [one["may_take"] for one in client.get(url).context["hints"]] == [False, False]
    assert client.post(url, {"take": "x"}).status_code == 403
