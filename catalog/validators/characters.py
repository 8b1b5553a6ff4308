"""Which characters a text may hold: the one list, for every form, file, API call and writer.

A character that only gets into a text by accident, and that readers cannot see, is removed or
replaced. One that may have replaced something readable is refused, so that a person looks at it.
"""

import re
import unicodedata
from itertools import product

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# C0 controls but tab and line ends, DEL, and the bidirectional controls that can make a text read
# as something else than it is (https://trojansource.codes).
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069"
SURROGATES = "\ud800-\udfff"
# Section 23.7 of the Unicode standard: U+FDD0 to U+FDEF, and the last two of each plane.
NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane * 0x10000 + last) for plane, last in product(range(17), (0xFFFE, 0xFFFF))
)
C1_CONTROLS = "\x80-\x9f"
ANNOTATIONS, TAGS = "\ufff9-\ufffb", "\U000e0000-\U000e007f"
# XML 1.0, section 2.2. JSON, YAML, CSV and HTML can hold all of them.
NOT_IN_XML = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f{SURROGATES}\ufffe\uffff]")
# PostgreSQL stores no NUL, and UTF-8 has no surrogates.
NOT_STORABLE = re.compile(f"[\x00{SURROGATES}]")
# Not accepted in the address of a page or of the API.
NOT_IN_PARAMETERS = re.compile(f"[{CONTROLS}{SURROGATES}]")
NOT_IN_TEXTS = re.compile(
    f"[{CONTROLS}{C1_CONTROLS}{SURROGATES}{NONCHARACTERS}{ANNOTATIONS}{TAGS}]"
)
# The source of an article is kept to the byte, so only what no file can hold is refused.
NOT_IN_QUOTATIONS = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f{SURROGATES}{NONCHARACTERS}]")

# Soft hyphen, zero-width space and non-joiner, direction marks, word joiner, byte order mark, and
# other format characters that have no function in Chinese or English.
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u2060-\u2064\ufeff"
# A zero-width joiner stays where it makes one sign of two emoji.
_EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_REMOVED = re.compile(f"[{INVISIBLE}]|(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_SPACES_IN_A_LINE = re.compile("[\t\n]+")
# Letters and signs that fonts draw as nothing.
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
_INVISIBLE_CATEGORIES = {"Cc", "Cf", "Mc", "Me", "Mn", "Zl", "Zp", "Zs"}


def clean_text(value: str) -> str:
    """The text in the form in which it is stored: NFC, lines ended by LF, nothing invisible.

    Raises `ValidationError` for a character of `NOT_IN_TEXTS`.
    """
    _refuse(NOT_IN_TEXTS, value)
    text = _LINE_ENDS.sub("\n", _REMOVED.sub("", value))
    text = unicodedata.normalize("NFC", text).strip()
    return text if is_visible(text) else ""


def clean_line(value: str) -> str:
    """`clean_text` for a text of one line: line ends and tabs become spaces."""
    return _SPACES_IN_A_LINE.sub(" ", clean_text(value))


def validate_plain_text(value: str) -> None:
    """Text that `clean_text` does not refuse."""
    _refuse(NOT_IN_TEXTS, value)


def validate_quotation(value: str) -> None:
    """A verbatim text: accepted as it is, unless no file could hold it."""
    _refuse(NOT_IN_QUOTATIONS, value)


def is_visible(text: str) -> bool:
    """Whether a reader sees anything of the text."""
    return any(
        unicodedata.category(sign) not in _INVISIBLE_CATEGORIES and sign not in _BLANKS
        for sign in text
    )


def xml_text(text: str) -> str:
    """The text for an XML document; what XML cannot hold becomes a replacement character.

    Texts from before these rules may hold such characters.
    """
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _refuse(forbidden: re.Pattern[str], text: str) -> None:
    if found := forbidden.search(text):
        raise ValidationError(
            _("The character U+%(code)s is not accepted. Remove it, or type the text again."),
            code="control_character",
            params={"code": f"{ord(found.group()):04X}"},
        )
