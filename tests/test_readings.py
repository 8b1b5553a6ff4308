"""How Chinese names are said, and the keys that every list sorts by."""

import pytest
from django.core.exceptions import ValidationError

from catalog.readings import initial, plain_reading, readings_of, sort_key, validate_reading

IN_ORDER = [
    "2",
    "2.9",
    "2.10",
    "10",
    "Ångström",
    "Caffe",
    "Caffe2",
    "Caffe CUDA",
    "重计算",  # chong, not zhong
    "Łódź",
    "模型",
    "模型2",
    "模型10",
    "模型库",
    "微调",  # wei tiao, not wei diao
    "Ω",
    "Привет",
    "ไทย",
    "한글",
    "𠮷",
]


def test_names_are_sorted_by_pinyin_numbers_by_value_and_every_script_is_kept():
    keys = {name: sort_key(name) for name in IN_ORDER}

    assert sorted(reversed(IN_ORDER), key=keys.get) == IN_ORDER
    assert len({*keys.values()}) == len(IN_ORDER)
    assert all(key.isascii() and key.isalnum() and key == key.lower() for key in keys.values())


@pytest.mark.parametrize(
    ("name", "letter"),
    [("模型", "M"), ("Привет", "П"), ("한글", "한"), ("2.10", "#"), ("…", "#"), ("éclair", "E")],
)
def test_initial_is_the_letter_that_a_name_is_looked_up_by(name, letter):
    assert initial(sort_key(name)) == letter


def test_sort_key_of_a_long_name_fits_its_column():
    assert [len(sort_key(name * 500)) for name in ("图", "я", "9", "x")] == [255, 255, 43, 255]


@pytest.mark.parametrize("stated", ["zhong diao", "zhòng diào", "zhong4 diao4", "Zhong'diao"])
def test_stated_reading_comes_before_the_dictionary(stated):
    assert sort_key("重调", reading=stated) == "zhong0diao"
    assert readings_of("重调", reading=stated)[0] == ["zhong", "diao"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("微调", [["wei", "tiao"]]),
        ("重计算", [["chong", "ji", "suan"]]),
        ("昇思", [["sheng", "si"]]),
        ("Softmax 函数", [["Softmax ", "han", "shu"]]),
        ("PyTorch", []),
        # No dictionary knows the word, so that it is found however it is read.
        (
            "重调",
            [[a, b] for a, b in (("zhong", "diao"), ("zhong", "tiao"))]
            + [["chong", "diao"], ["chong", "tiao"]],
        ),
    ],
)
def test_readings_are_what_people_may_type(name, said):
    assert readings_of(name) == said


def test_umlaut_is_v():
    assert plain_reading("lǜ sè") == plain_reading("lü4 se4") == "lv se"


@pytest.mark.parametrize("value", ["wei tiao", "wēi tiáo", "wei1 tiao2", "mo xing 2", "xi'an"])
def test_reading_is_accepted_with_and_without_tones(value):
    validate_reading(value)


@pytest.mark.parametrize("value", ["微调", "1", " ", "a<b", "wei,tiao", "wei tiao6"])
def test_reading_that_is_no_pinyin_is_refused(value):
    with pytest.raises(ValidationError):
        validate_reading(value)
