"""Hints about a text and its translation: what only one side says, words, and typography.

The policy for Chinese: full-width punctuation beside Chinese characters, and one space between a
Chinese character and a Latin letter or a digit. Code and addresses are left alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import EN, LANGUAGES, ZH, other
from catalog.terminology import CODE, HAN, PROTECTED, URL, Occurrence, Terminology

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
POINT = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s", re.M)
# Months are left out: one language writes them as numbers, the other as words.
NUMBER = re.compile(
    r"(?<![\d.])(\d+(?:,\d{3})*(?:\.\d+)*)(?![\d,]*\s*月)"
    r"(?:([ab]|-?(?:alpha|beta|rc|dev|post)\.?)(\d+)(?![\w.]*\w)|\s*(万|亿|thousand|million|billion))?"
)
UNITS = {"万": 10**4, "亿": 10**8, "thousand": 10**3, "million": 10**6, "billion": 10**9}
WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
NARROW = re.compile(f"(?<=[{HAN}])\\s*([,;:!?])\\s*|([,;:!?])(?=[{HAN}])")
QUOTED = re.compile(r"“[^”]*”|《[^》]*》|\"[^\"]*\"")
TOUCHING = re.compile(f"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{HAN}])")

NO_TERMS = Terminology([])


# Checks that compare both sides.
PARITY = ("url", "code", "placeholder", "name", "version", "number", "list")


@dataclass(frozen=True)
class Hint:
    """One thing to look at; `suggestion` is the whole text put right, where that can be told."""

    code: str
    language: str
    message: str | Promise
    suggestion: str = ""
    subject: str = ""  # tells it from another hint of the same code about the same text

    @property
    def is_about_both(self) -> bool:
        """Whether either side may be the one that is wrong."""
        return self.code in PARITY


def proofread(
    zh: str,
    en: str,
    *,
    names: Iterable[str] = (),
    terms: Terminology = NO_TERMS,
    is_verbatim: bool = False,
) -> list[Hint]:
    """Hints about both sides; `names` are brand names in the spelling that is right.

    Of a quotation only the parity is looked at: nobody may put its words or typography right.
    """
    hints = [] if is_verbatim else [*_typography(zh)]
    for language, text in () if is_verbatim else ((ZH, zh), (EN, en)):
        hints += [*_brands(text, language, names), *_forbidden(text, language, terms)]
    if not (zh and en):
        return hints
    unsaid = () if is_verbatim else _unsaid({ZH: zh, EN: en}, terms)
    return [*hints, *_parity(zh, en, names), *unsaid]


def _typography(zh: str) -> Iterator[Hint]:
    wide = _outside_code(zh, lambda part: NARROW.sub(_widened, part))
    if wide != zh:
        yield Hint(
            "punctuation", ZH, _("Half-width punctuation stands beside Chinese characters."), wide
        )
    spaced = _outside_code(zh, lambda part: TOUCHING.sub(" ", part))
    if spaced != zh:
        yield Hint(
            "spacing", ZH, _("A Chinese character touches a Latin letter or a digit."), spaced
        )


def _widened(match: re.Match[str]) -> str:
    return WIDE[match[1] or match[2]]


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with `change` applied to what is neither code nor an address."""
    parts, last = [], 0
    for match in PROTECTED.finditer(text):
        parts += [change(text[last : match.start()]), match.group()]
        last = match.end()
    return "".join([*parts, change(text[last:])])


@cache
def _brand(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w./-]){re.escape(name)}(?![\w/-]|\.\w)", re.I | re.A)


def _brands(text: str, language: str, names: Iterable[str]) -> Iterator[Hint]:
    for name in names:
        pattern = _brand(name)
        found = {match.group() for match in pattern.finditer(PROTECTED.sub(" ", text))}
        # All in small letters it is the name of a package or a module.
        if wrong := sorted(found - {name, name.lower()}):
            fixed = _outside_code(text, lambda part, p=pattern, n=name: p.sub(n, part))  # type: ignore[misc]
            message = _("“%(wrong)s” is spelt %(name)s.") % {"wrong": wrong[0], "name": name}
            yield Hint("brand", language, message, fixed, name)


def _forbidden(text: str, language: str, terms: Terminology) -> Iterator[Hint]:
    """One hint for all words that the glossary forbids, with the names that should be used.

    A word between quotation marks is spoken about, not used.
    """
    found = [one for one in _used(text, language, terms) if one.is_forbidden]
    if found:
        names = {one.word: one.terms[0].name(language) for one in found}
        listed = ", ".join(f"{word} → {name}" for word, name in names.items())
        message = _("The glossary says another word: %(words)s.") % {"words": listed}
        yield Hint("forbidden", language, message, _with_names(text, language, found))


def _used(text: str, language: str, terms: Terminology) -> list[Occurrence]:
    quoted = [match.span() for match in QUOTED.finditer(text)]
    return [
        one
        for one in terms.found_in(text, language)
        if not any(start < one.end and one.start < end for start, end in quoted)
    ]


def _with_names(text: str, language: str, found: Iterable[Occurrence]) -> str:
    parts, last = [], 0
    for one in found:
        parts += [text[last : one.start], one.terms[0].name(language)]
        last = one.end
    return "".join([*parts, text[last:]])


def _unsaid(texts: dict[str, str], terms: Terminology) -> Iterator[Hint]:
    """A hint for each side without any word for a term that the other side calls by its name.

    Variants do not ask for a word, as “graph” or “symbolic” would; they only answer for one.
    """
    for language in LANGUAGES:
        missing = {
            one.word: one.terms[0].name(language)
            for one in _used(texts[other(language)], other(language), terms)
            if _is_name(one, other(language)) and not _is_said(one, texts[language], language)
        }
        if missing:
            listed = ", ".join(f"{word} ({name})" for word, name in missing.items())
            message = _("No word here for what the other language says: %(words)s.")
            yield Hint("term", language, message % {"words": listed})


def _is_name(found: Occurrence, language: str) -> bool:
    """Whether the word is the name of what it stands for, in the singular or plural."""
    word = found.word.casefold()
    return any(word.startswith(term.name(language).casefold()) for term in found.terms)


def _is_said(found: Occurrence, text: str, language: str) -> bool:
    """Whether the text has any word for it, or keeps the word itself."""
    kept = found.word.casefold() in text.casefold()
    return kept or any(term.is_said_in(text, language) for term in found.terms)


def _parity(zh: str, en: str, names: Iterable[str]) -> Iterator[Hint]:
    """What stands on one side only. Numbers are compared without the separators of thousands."""

    def found(code: str, left: Counter[str], right: Counter[str], message: str | Promise) -> Hint:
        return Hint(code, EN, message % {"zh": _only(left - right), "en": _only(right - left)})

    checks = (
        ("url", URL.findall, _("Addresses differ: %(zh)s in Chinese, %(en)s in English.")),
        ("code", CODE.findall, _("Code differs: %(zh)s in Chinese, %(en)s in English.")),
        (
            "placeholder",
            PLACEHOLDER.findall,
            _("Placeholders differ: %(zh)s in Chinese, %(en)s in English."),
        ),
        (
            "name",
            partial(_names, names=names),
            _("Names differ: %(zh)s in Chinese, %(en)s in English."),
        ),
        ("list", _points, _("Points of lists differ: %(zh)s in Chinese, %(en)s in English.")),
    )
    for code, find, message in checks:
        left, right = Counter(find(zh)), Counter(find(en))
        if left != right:
            yield found(code, left, right, message)
    # A number may be said twice.
    left, right = Counter(set(_numbers(zh))), Counter(set(_numbers(en)))
    if left != right:
        if any(map(_is_version, (left - right) | (right - left))):
            message = _("Versions differ: %(zh)s in Chinese, %(en)s in English.")
            yield found("version", left, right, message)
        else:
            message = _("Numbers differ: %(zh)s in Chinese, %(en)s in English.")
            yield found("number", left, right, message)


def _numbers(text: str) -> list[str]:
    """Numbers as written, those with a unit as their value: 6000 万 is 60 million.

    A version keeps what marks it as one before its release: 2.0rc1, 1.3-beta.2.
    """
    found = []
    for match in NUMBER.finditer(PROTECTED.sub(" ", text)):
        number, unit = match[1].replace(",", ""), match[4]
        is_plain = unit is None or number.count(".") > 1
        stage = "".join((match[2] or "", match[3] or ""))
        found.append(f"{number}{stage}" if is_plain else f"{Decimal(number) * UNITS[unit]:.0f}")
    return found


def _is_version(number: str) -> bool:
    return number.count(".") > 1 or not number.replace(".", "").isdigit()


def _names(text: str, *, names: Iterable[str]) -> list[str]:
    """The brand names that the text says, in whatever case, each once."""
    plain = PROTECTED.sub(" ", text)
    return [name for name in names if _brand(name).search(plain)]


def _points(text: str) -> list[str]:
    return [str(len(POINT.findall(text)))]


def _only(values: Counter[str]) -> str:
    return ", ".join(values) or "—"
