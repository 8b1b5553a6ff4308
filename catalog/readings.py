"""How Chinese names are said: the keys that lists sort by, and what people type for a name."""

import re
import unicodedata
from functools import cache
from itertools import groupby, islice, product
from pathlib import Path
from types import ModuleType

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DATA = Path(__file__).parent / "lexicon" / "readings.yaml"
LONGEST_KEY = 255
# Of a name with many readings, so many are looked for.
MOST_READINGS = 16
# The int of a longer number is of no use for sorting, and Python refuses the longest ones.
LONGEST_NUMBER = 40
_READING = re.compile(r"[^\W\d_]+[1-5]?(?:[ '’·-]+(?:[^\W\d_]+[1-5]?|\d+))*")
_TONE = re.compile(r"(?<=[^\W\d_])[1-5](?![\w])")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Latin letters that no normal form takes apart.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe"}
    | {"ð": "d", "þ": "th", "ŋ": "ng"}
)


def validate_reading(value: str) -> None:
    """Syllables in Latin letters, with or without tones: wei tiao, wēi tiáo, wei1 tiao2."""
    if not _READING.fullmatch(value) or _HAN.search(value):
        raise ValidationError(
            _("“%(value)s” is not a reading. Write syllables in Latin letters: wei tiao."),
            code="reading",
            params={"value": value},
        )


def sort_key(text: str, *, reading: str = "") -> str:
    """What a name is sorted by: 计算图 2 gives `ji0suan0tu012`.

    Small Latin letters and digits only, so that every database sorts keys alike: word by word,
    numbers first and by their value, Latin letters and pinyin, then all other scripts by the
    numbers of their letters. `reading` is what an editor states. At most 255 characters.
    """
    folded = _folded(plain_reading(reading) if reading else " ".join(_syllables(text)))
    runs = ((kind, "".join(run)) for kind, run in groupby(folded, key=_kind_of))
    return "0".join(_encoded(kind, run) for kind, run in runs if kind)[:LONGEST_KEY]


def initial(key: str) -> str:
    """The letter under which a sort key stands, as a capital; “#” for what begins with none."""
    if found := re.match(r"zz([0-9a-f]{6})", key):
        return chr(int(found.group(1), 16)).upper()
    return key[0].upper() if key[:1].isalpha() else "#"


def readings_of(name: str, *, reading: str = "") -> list[list[str]]:
    """What people may type for a Chinese name, as lists of syllables, the best first.

    The stated reading, the reading by the dictionary of words, and what the characters of unknown
    words may be. Latin words in a name stay as they are.
    """
    if not _HAN.search(name):
        return []
    stated = [plain_reading(reading).split()] if reading else []
    from pypinyin import Style

    found = _pypinyin().pinyin(name, style=Style.NORMAL, heteronym=True)
    others = _data()["characters"]
    choices: list[list[str]] = []
    at = 0
    for said in found:
        # A run that is not Chinese comes back as one piece.
        size = 1 if _HAN.match(name[at : at + 1]) else len(said[0])
        common = others.get(name[at : at + size], "").split() if len(said) > 1 else []
        choices.append(common or said[:1])
        at += size
    every = [stated[0]] if stated else []
    every += [_syllables(name), *(list(one) for one in islice(product(*choices), MOST_READINGS))]
    return [list(one) for one in dict.fromkeys(map(tuple, every))]


def plain_reading(reading: str) -> str:
    """A stated reading without tones; ü is v, as it is typed and as pypinyin writes it."""
    apart = unicodedata.normalize("NFD", _TONE.sub("", reading.lower())).replace("u\u0308", "v")
    letters = "".join(one for one in apart if not unicodedata.combining(one))
    return " ".join(re.split(r"[ '’·-]+", letters.strip()))


def _syllables(text: str) -> list[str]:
    return list(_pypinyin().lazy_pinyin(text)) if _HAN.search(text) else [text]


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def _kind_of(sign: str) -> str:
    if "a" <= sign <= "z":
        return "latin"
    if sign.isdecimal():
        return "number"
    return "other" if unicodedata.category(sign)[0] in "LMN" else ""


def _encoded(kind: str, run: str) -> str:
    """A run of one kind of signs; numbers begin with their length, so that 2 precedes 10."""
    if kind == "latin":
        return run
    if kind == "number":
        number = str(int(run[:LONGEST_NUMBER]))
        return f"{len(number)}{number}" if len(number) < 9 else f"9{len(number):02}{number}"
    return "".join(f"zz{ord(sign):06x}" for sign in run)


@cache
def _pypinyin() -> ModuleType:
    """The library with our words. It takes most of a second and 60 MB: only writing needs it."""
    import pypinyin

    words = _data()["words"]
    pypinyin.load_phrases_dict(
        {word: [[one] for one in said.split()] for word, said in words.items()}
    )
    return pypinyin


@cache
def _data() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return read
