"""Text to tokens. Both engines index and look up these, so that neither needs to know Chinese.

Chinese runs give each character and each pair of neighbours; other runs give words. A token begins
with a letter for its zone, so that one index answers "in the name?" and "anywhere?" alike, and so
that ranking needs nothing that the two engines would do differently.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise

from opencc import OpenCC

from catalog import readings

# Zones. The last three hold one another: what stands in the name is also found as text.
NAME, HANDLE, TITLE = "x", "y", "z"
NAME_WORD, LEAD, ANY = "n", "l", "a"
NEAR, KIND, FACT = "d", "k", "f"

HAN = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_PIECE = re.compile(rf"[{HAN}]+|(?:(?![{HAN}_])\w)+(?:\+\+|\#)?")
_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[a-z]{4,24}")
# What no reader sees and pasted text is full of: zero-width signs, soft hyphens, directions.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# Signs beside a name that are no part of it, though their normal forms are letters.
_MARKS = str.maketrans(dict.fromkeys("™©®℠℗", " "))
# Letters that full-width forms, ligatures, accents, squared and mathematical letters may hide in.
_FOLDED = re.compile(
    "[\u00a0-\u2fff\u3040-\u33ff\uf900-\uffff\U0001d400-\U0001d7ff\U0001f100-\U0001f2ff"
    "\U0002f800-\U0002fa1f]"
)
LONGEST_WORD = 60
LONGEST_KEY = 100


def visible(text: str) -> str:
    """The text without signs that nobody sees."""
    return _UNSEEN.sub("", text)


def fold(text: str) -> str:
    """The text as it is compared: simplified, in compatible forms, without accents, lower case."""
    text = visible(text).translate(_MARKS)
    if _FOLDED.search(text):
        bare = "".join(
            letter
            for letter in unicodedata.normalize("NFKD", text)
            if not unicodedata.combining(letter)
        )
        text = unicodedata.normalize("NFKC", bare).casefold()
    # Last, because the compatible form of a character may be a traditional one.
    return text.lower().translate(_simplified())


def fold_letters(text: str) -> str:
    """The text folded letter by letter, so that every place in it stays where it is."""
    text = text.translate(_simplified())
    lower = text.lower()
    return _FOLDED.sub(_fold_letter, lower if len(lower) == len(text) else text)


def _fold_letter(found: re.Match[str]) -> str:
    folded = fold(found.group())
    return folded if len(folded) == 1 else found.group()


def pieces(text: str) -> list[str]:
    """The Chinese runs and the words of a text, in order."""
    return [piece[:LONGEST_WORD] for piece in _PIECE.findall(fold(text))]


def is_han(piece: str) -> bool:
    return bool(_HAN.match(piece))


def has_han(text: str) -> bool:
    return bool(_HAN.search(text))


def key(text: str) -> str:
    """A whole name as one token: “Fast.ai”, “fast ai” and “fastai” are the same."""
    return "".join(map(token, pieces(text)))[:LONGEST_KEY]


def token(piece: str) -> str:
    """The piece in letters and digits only, which no query language takes for its own."""
    return piece.replace("+", "plus").replace("#", "sharp")


def terms(piece: str) -> list[str]:
    """What a text must hold to hold `piece`: the word, the character, or every pair of them."""
    if not is_han(piece):
        return [token(piece)]
    return ["".join(pair) for pair in pairwise(piece)] or [piece]


def terms_of(text: str) -> set[str]:
    """Every term under which a text is found."""
    found = set()
    for piece in pieces(text):
        found.update(terms(piece))
        if is_han(piece):
            found.update(piece)
    return found


def latin_words(text: str) -> list[str]:
    """The words in which a typing error is looked for: four letters or more."""
    return [piece for piece in pieces(text) if _LATIN_WORD.fullmatch(piece)]


def near(word: str) -> set[str]:
    """The word and what a lost letter makes of it; words at one typing error share one of them."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def distance(a: str, b: str) -> int:
    """Typing errors between two words: a letter lost, added or changed, or neighbours swapped."""
    before, last = [], list(range(len(b) + 1))
    for row, left in enumerate(a, start=1):
        this = [row]
        for column, right in enumerate(b, start=1):
            cost = min(last[column] + 1, this[-1] + 1, last[column - 1] + (left != right))
            if row > 1 and column > 1 and left == b[column - 2] and right == a[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            this.append(cost)
        before, last = last, this
    return last[-1]


def pinyin_keys(name: str, *, reading: str = "") -> set[str]:
    """A Chinese name as it is typed in Latin letters, in full and by initials: feijiang, fj."""
    found = set()
    for syllables in readings.readings_of(name, reading=reading):
        full = key("".join(syllables))
        # ü is typed as v, and by strangers as u.
        found |= {full, full.replace("lv", "lu").replace("nv", "nu")}
        found.add(key("".join(one[:1] for one in syllables)))
    return found - {""}


def mainland(text: str) -> str:
    """A text in traditional characters in the words of the mainland: 網路 is 网络."""
    return _converter("tw2sp").convert(text)


@cache
def _converter(name):
    return OpenCC(name)


@cache
def _simplified() -> dict[int, str]:
    """Traditional characters by number, each with its simplified one.

    One by one, and not word by word: so a place in a text stays where it is, and a character is
    the same in every text.
    """
    convert = _converter("t2s").convert
    letters = map(chr, [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00)])
    found = {letter: convert(letter) for letter in letters}
    return {
        ord(letter): simple
        for letter, simple in found.items()
        if simple != letter and len(simple) == 1
    }
