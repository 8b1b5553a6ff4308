"""The part of a text that a result shows."""

import re

import pytest

from tests.factories import make_framework

pytestmark = pytest.mark.django_db

WORDS = [f"word{number:03}" for number in range(120)]
LONGEST = 180  # letters of an English excerpt


@pytest.mark.parametrize("place", [30, 47, 77, 118])
def test_excerpt_has_as_many_whole_words_as_fit_around_the_place(place, client):
    text = " ".join([*WORDS[:place], "zebra", *WORDS[place + 1 :]])
    make_framework("alpha", summary_en=text)

    page = client.get("/en/search/?q=zebra").text

    shown = re.search(r"(…?)(word\d\d\d(?: word\d\d\d)* <mark>zebra</mark>[^<…]*)(…?)", page)
    excerpt = re.sub(r"</?mark>", "", shown[2]).strip()
    assert excerpt in text
    assert set(excerpt.split()) <= {*WORDS, "zebra"}
    assert excerpt.split().index("zebra") in (5, 6, 7)
    rest = text[text.index(excerpt) :]
    assert LONGEST - 16 < len(excerpt) <= LONGEST or excerpt == rest
    assert (shown[1], shown[3]) == ("…", "" if excerpt == rest else "…")
