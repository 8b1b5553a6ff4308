import pytest
from django.utils import translation

from catalog.bilingual import EN, ZH, Bilingual, fingerprint, in_language


class Thing:
    name = Bilingual()

    def __init__(self, zh, en):
        self.name_zh, self.name_en = zh, en


@pytest.mark.parametrize(
    ("zh", "en", "language", "expected"),
    [
        ("框架", "framework", ZH, ("框架", ZH, False)),
        ("框架", "framework", EN, ("framework", EN, False)),
        ("框架", "", EN, ("框架", ZH, True)),
        ("", "framework", ZH, ("framework", EN, True)),
        ("", "", EN, ("", EN, False)),
    ],
)
def test_value_knows_its_language(zh, en, language, expected):
    with translation.override(language):
        text = Thing(zh, en).name

    assert (str(text), text.language, text.is_fallback) == expected


def test_in_language_ignores_the_active_language():
    with translation.override(ZH):
        assert str(in_language(Thing("框架", "framework"), "name", EN)) == "framework"


def test_bilingual_fields_are_listed_in_order():
    assert Thing.bilingual_fields == ("name",)


def test_fingerprint_ignores_white_space_and_composition():
    assert fingerprint("Cafe\u0301  x\n") == fingerprint("Café x")
    assert fingerprint("a") != fingerprint("b")
    assert fingerprint("  ") == ""
