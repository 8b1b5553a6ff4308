import pytest

from catalog.search import tokens


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("PyTorch动态图", ["pytorch", "动态图"]),
        ("ＰｙＴｏｒｃｈ", ["pytorch"]),
        ("François Chollet", ["francois", "chollet"]),
        ("Fast.ai", ["fast", "ai"]),
        ("C++ 与 C#", ["c++", "与", "c#"]),
        ("torch7_x", ["torch7", "x"]),
        ("か한국어", ["か한국어"]),
        ("𠮷野", ["𠮷野"]),
        ('"NEAR( * ^ -', ["near"]),
        ("\x00\u202e\ud800 …", []),
        ("Py\u200bTorch\ufeff 飞\u200b桨", ["pytorch", "飞桨"]),
        ("Tensor\u00adFlow™ ®", ["tensorflow"]),
        ("卷積神經網絡", ["卷积神经网络"]),
        ("ＰｙＴｏｒｃｈ ⓜⓐⓒ 𝐊𝐞𝐫𝐚𝐬", ["pytorch", "mac", "keras"]),
        ("\uf902 ⾞", ["车", "车"]),
        ("パイトーチ", tokens.pieces("é パイトーチ")[1:]),
    ],
)
def test_pieces_are_words_and_chinese_runs(text, pieces):
    assert tokens.pieces(text) == pieces


def test_terms_of_chinese_are_characters_and_pairs():
    assert tokens.terms_of("动态图") == {"动", "态", "图", "动态", "态图"}
    assert tokens.terms("动态图") == ["动态", "态图"]
    assert tokens.terms("图") == ["图"]


def test_every_token_is_letters_and_digits():
    found = tokens.terms_of("C++ C# it's \"x\" a'b 动态图 naïve ½ ﷽")

    assert all(term.isalnum() for term in found), found


@pytest.mark.parametrize("name", ["Fast.ai", "fast ai", "fastai", "FAST-AI"])
def test_key_is_one_for_all_spellings(name):
    assert tokens.key(name) == "fastai"


def test_pinyin_is_found_in_full_and_by_initials():
    assert tokens.pinyin_keys("飞桨") == {"feijiang", "fj"}
    assert tokens.pinyin_keys("Keras") == set()
    assert tokens.pinyin_keys("学习率") == {"xuexilv", "xuexilu", "xuexishuai", "xxl", "xxs"}
    assert {"zhongdiao", "zd"} <= tokens.pinyin_keys("微调", reading="zhong diao")


def test_every_character_is_simplified_alike_in_every_text():
    assert tokens.fold("乾坤") == tokens.fold("乾") + tokens.fold("坤")
    assert tokens.mainland("神經網路") == "神经网络"


@pytest.mark.parametrize(
    ("typed", "meant", "errors"),
    [
        ("pytroch", "pytorch", 1),
        ("kerass", "keras", 1),
        ("kras", "keras", 1),
        ("karas", "keras", 1),
        ("keras", "keras", 0),
        ("caffe", "caffe2", 1),
        ("theano", "keras", 5),
    ],
)
def test_distance_counts_typing_errors(typed, meant, errors):
    assert tokens.distance(typed, meant) == errors
    if errors == 1:
        assert tokens.near(typed) & tokens.near(meant)


@pytest.mark.parametrize(
    "text", ["François ＫＥＲＡＳ", "İstanbul ﬁ ½", "动态图 PyTorch", "ǅ ß ẞ", "動態圖\u200b"]
)
def test_fold_letters_keeps_every_place(text):
    assert len(tokens.fold_letters(text)) == len(text)
