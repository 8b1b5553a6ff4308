"""Names of entries: what a name may not be, and when two names are equal to a reader."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.validators.characters import clean_line

# Cyrillic and Greek letters that fonts draw as a Latin one; from confusables.txt of Unicode UTS 39.
LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухіјѕԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧοι",
    "ABESIJKMHOPCTYXaeopcyxijsdqwhlABEZHIKMNOPTYXoi",
)
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"\w+")


def clean_name(value: str) -> str:
    """A line whose words do not mix Latin letters with letters that only look Latin."""
    name = clean_line(value)
    for word in _WORD.findall(name):
        found = next((sign for sign in word if ord(sign) in LOOK_ALIKES), None)
        if found and _LATIN.search(word):
            raise ValidationError(
                _(
                    "“%(word)s” mixes alphabets: U+%(code)s looks like the Latin letter "
                    "%(letter)s. Type the word again."
                ),
                code="mixed_alphabets",
                params={
                    "word": word,
                    "code": f"{ord(found):04X}",
                    "letter": chr(LOOK_ALIKES[ord(found)]),
                },
            )
    return name


def name_key(name: str) -> str:
    """What equal names share, whatever their case, width and look-alike letters."""
    text = unicodedata.normalize("NFKC", name).translate(LOOK_ALIKES).casefold()
    return " ".join(text.split())
