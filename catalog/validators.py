"""Rules that a single field must keep."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PARTIAL_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
# Bidirectional overrides and isolates can make text read as something else than it is.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def validate_partial_date(value: str) -> None:
    """A year, a year and month, or a full date: 2015, 2015-11, 2015-11-09."""
    if not PARTIAL_DATE.fullmatch(value):
        raise ValidationError(
            _("“%(value)s” is no date. Write 2015, 2015-11 or 2015-11-09."),
            code="partial_date",
            params={"value": value},
        )


def validate_plain_text(value: str) -> None:
    """Text without control characters, bidirectional overrides or lone surrogates."""
    found = FORBIDDEN.search(value)
    if found:
        raise ValidationError(
            _("The character U+%(code)s is not accepted. Remove it, or type the text anew."),
            code="control_character",
            params={"code": f"{ord(found.group()):04X}"},
        )
