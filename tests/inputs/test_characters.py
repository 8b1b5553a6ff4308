"""Texts, names and identifiers: in one form for every path, or refused."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given

from catalog import validators
from catalog.models import Finding, FrameworkRevision
from catalog.validators import clean_line, clean_name, clean_text
from tests.factories import make_draft, make_editor, make_framework
from tests.persons import Person
from tests.programs import Program
from tests.values import texts

REFUSED = [
    "\x00",
    "\x01",
    "\x0b",
    "\x7f",
    "\x80",
    "\x85",
    "\x9f",
    "\u202e",
    "\u2066",
    "\ufdd0",
    "\ufff9",
    "\ufffe",
    "\uffff",
    "\U0001fffe",
    "\U000e0041",
    "\U0010ffff",
    "\ud800",
]
REMOVED = ["\u200b", "\u200c", "\u200e", "\u200f", "\u061c", "\u2060", "\ufeff", "\u00ad"]


@pytest.mark.parametrize("character", REFUSED)
@pytest.mark.parametrize("clean", [clean_text, clean_line, clean_name])
def test_character_that_may_hide_something_is_refused(character, clean):
    with pytest.raises(ValidationError) as refused:
        clean(f"a{character}b")

    assert f"U+{ord(character):04X}" in refused.value.messages[0]


@pytest.mark.parametrize("character", REMOVED)
def test_invisible_character_is_removed(character):
    assert clean_line(f"{character}Ke{character}ras{character}") == "Keras"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Keras\u3000\n", "Keras"),
        ("Cafe\u0301", "Café"),
        ("one\ttwo\nthree", "one two three"),
        ("one\u2028two", "one two"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("a\u200db", "ab"),
        ("\u200b", ""),
        ("\u3164\u2800", ""),
        ("框架，图谱", "框架，图谱"),
    ],
)
def test_line_is_stored_in_one_form(typed, stored):
    assert clean_line(typed) == stored


def test_prose_keeps_its_lines():
    assert clean_text("\r\none\r\ntwo\rthree\u2029four\n\n") == "one\ntwo\nthree\nfour"


@given(texts)
def test_stored_form_stays_when_it_is_cleaned_again(text):
    try:
        stored = clean_text(text)
    except ValidationError:
        return

    assert clean_text(stored) == stored
    assert not validators.NOT_IN_XML.search(stored)


@pytest.mark.parametrize("name", ["К\u0435ras", "Kеras", "TensorFlοw"])
def test_name_that_mixes_alphabets_is_refused(name):
    with override("en"), pytest.raises(ValidationError, match="Latin letter"):
        clean_name(f"Deep {name}" if "K" in name else name)


@pytest.mark.parametrize("name", ["β-VAE", "μTorch", "Яндекс CatBoost", "飞桨 PaddlePaddle", "Δ"])
def test_name_of_several_alphabets_is_accepted(name):
    assert clean_name(name) == name


IDENTIFIERS = {
    validators.clean_arxiv: {
        "1605.08695": "1605.08695",
        "arXiv:1605.08695v2": "1605.08695v2",
        "https://arxiv.org/abs/cond-mat/9501001": "cond-mat/9501001",
        "１６０５.08695": "1605.08695",
        "1613.08695": None,
        "1605.1": None,
        "keras": None,
    },
    validators.clean_doi: {
        "10.1145/2939672.2945397": "10.1145/2939672.2945397",
        "https://doi.org/10.5281/zenodo.27878": "10.5281/zenodo.27878",
        "doi: 10.1000/x": "10.1000/x",
        "10.1145": None,
        "11.1145/x": None,
        "10.1145/a b": None,
    },
    validators.clean_repository: {
        "keras-team/keras": "keras-team/keras",
        "https://github.com/keras-team/keras.git": "keras-team/keras",
        "keras": None,
        "a/b/c": None,
        "-a/b": None,
        "a/..": None,
        "框架/b": None,
    },
    validators.clean_license: {
        "apache-2.0": "Apache-2.0",
        "mit or (GPL-2.0-only with Classpath-exception-2.0)": (
            "MIT OR (GPL-2.0-only WITH Classpath-exception-2.0)"
        ),
        "LicenseRef-NVIDIA-CUDA-EULA": "LicenseRef-NVIDIA-CUDA-EULA",
        "Apache 2": None,
        "proprietary": None,
        "MIT AND": None,
    },
    validators.clean_url: {
        "https://example.org/?a=1": "https://example.org/?a=1",
        " http://例子.测试/路径 ": "http://例子.测试/路径",
        "ftp://example.org/": None,
        "javascript:alert(1)": None,
        "https://user:secret@example.org/": None,
        "https://": None,
        "example.org": None,
    },
    validators.clean_commit: {
        "0000E4389528c6b7d1bd7f08d732e54720c2fc60": "0000e4389528c6b7d1bd7f08d732e54720c2fc60",
        "main": None,
        "abc": None,
    },
    validators.clean_sha256: {"AB" * 32: "ab" * 32, "ab": None},
}


@pytest.mark.parametrize(
    ("clean", "typed", "stored"),
    [(clean, *case) for clean, cases in IDENTIFIERS.items() for case in cases.items()],
)
def test_identifier_is_stored_in_one_spelling_or_refused(clean, typed, stored):
    try:
        found = clean(typed)
    except ValidationError:
        found = None

    assert found == stored


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["\u200b", "\u3164", "\uffff", " \u2060 "])
def test_name_that_nobody_sees_is_refused_by_api_and_form(name):
    editor = make_editor()
    values = {"name": name, "kind": "framework"}

    answer = Program(editor).send("post", "frameworks/", {"slug": "a", "values": values})
    page = Person(editor).post("/en/admin/catalog/framework/add/", {"slug": "b", **values})

    assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (
        422,
        ["/values/name"],
    )
    assert list(page.context["adminform"].form.errors) == ["name"]
    assert not FrameworkRevision.objects.exists()


@pytest.mark.django_db
def test_names_are_trimmed_by_api_and_form():
    editor = make_editor()
    values = {"name": " Al\u200bpha\u00a0", "kind": "framework"}

    Program(editor).send("post", "frameworks/", {"slug": "a", "values": values})
    Person(editor).post("/en/admin/catalog/framework/add/", {"slug": "b", **values})

    assert [*FrameworkRevision.objects.values_list("name", flat=True)] == ["Alpha", "Alpha"]


@pytest.mark.django_db
def test_report_of_a_reader_is_stored_in_the_same_form(client):
    make_framework("alpha")
    text = "It\u200b says\r\nthe wrong year.\ufeff"

    client.post("/en/report/?about=frameworks/alpha", {"text": text, "website": ""})

    assert [*Finding.objects.values_list("text", flat=True)] == ["It says\nthe wrong year."]


@pytest.mark.django_db
def test_draft_of_an_older_text_is_published_in_the_stored_form():
    editor = make_editor()
    draft = make_draft("alpha", by=editor)
    FrameworkRevision.objects.update(name="Al\u200bpha", status_since="２０１５")

    Program(editor).send("post", "frameworks/alpha/draft/publish/", {}, seen='"1.0"')

    draft.refresh_from_db()
    assert (draft.state, draft.name, draft.status_since) == ("live", "Alpha", "2015")
