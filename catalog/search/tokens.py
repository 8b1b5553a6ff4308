"""Text to tokens. Both engines index and look up these, so that neither needs to know Chinese.

Chinese runs give each character and each pair of neighbours; other runs give words. A token begins
with a letter for its zone, so that one index answers "in the name?" and "anywhere?" alike, and so
that ranking needs nothing that the two engines would do differently.
"""

import re
import unicodedata
from itertools import pairwise

# Zones. The last three hold one another: what stands in the name is also found as text.
NAME, HANDLE, TITLE = "x", "y", "z"
NAME_WORD, LEAD, ANY = "n", "l", "a"
NEAR, KIND = "d", "k"

HAN = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_PIECE = re.compile(rf"[{HAN}]+|(?:(?![{HAN}_])\w)+(?:\+\+|\#)?")
_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[a-z]{4,24}")
# Letters that full-width forms, ligatures, accents and the like may hide in.
_FOLDED = re.compile(r"[\u00a0-\u2fff\uf900-\uffff]")
LONGEST_WORD = 60
LONGEST_KEY = 100


def fold(text: str) -> str:
    """The text as it is compared: compatible forms, without accents, in lower case."""
    if not _FOLDED.search(text):
        return text.lower()
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(letter)
    )
    return unicodedata.normalize("NFKC", bare).casefold()


def fold_letters(text: str) -> str:
    """The text folded letter by letter, so that every place in it stays where it is."""
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


def pinyin_keys(name: str) -> set[str]:
    """A Chinese name as it is typed in Latin letters, in full and by initials: feijiang, fj."""
    if not has_han(name):
        return set()
    # Its dictionary takes half a second to load, and only publishing needs it.
    from pypinyin import Style, lazy_pinyin

    styles = (Style.NORMAL, Style.FIRST_LETTER)
    return {key("".join(lazy_pinyin(name, style=style))) for style in styles} - {""}
