"""Dates as precise as is known: a year, a month of a year, or a day."""

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def clean_partial_date(value: str) -> str:
    """The date in ASCII, such as 2015, 2015-11 or 2015-11-09; full-width digits are converted.

    Raises `ValidationError` for a date that the calendar does not have.
    """
    text = unicodedata.normalize("NFKC", value).strip()
    if text:
        validate_partial_date(text)
    return text


def validate_partial_date(value: str) -> None:
    """A year, a year and month, or a full date that exists: 2015, 2015-11, 2015-11-09."""
    found = PARTIAL_DATE.fullmatch(value)
    if found is None:
        raise ValidationError(
            _("“%(value)s” is not a date. Write 2015, 2015-11 or 2015-11-09."),
            code="partial_date",
            params={"value": value},
        )
    if _day(found) is None:
        raise ValidationError(
            _("There is no %(value)s in the calendar. Check the month and the day."),
            code="partial_date",
            params={"value": value},
        )


def first_day(value: str) -> date | None:
    """The first day of a partial date; None where it names none, as an old row may."""
    found = PARTIAL_DATE.fullmatch(value)
    return _day(found) if found else None


def is_before(value: str, other: str) -> bool:
    """Whether a partial date ends before another begins; False where that is not known."""
    shorter = min(len(value), len(other))
    return value[:shorter] < other[:shorter]


def check_period(since: str, until: str) -> None:
    """Refuse a period that ends before it begins."""
    if since and until and is_before(until, since):
        raise ValidationError(
            {
                "until": ValidationError(
                    _("%(until)s is before %(since)s. Check which of the two dates is wrong."),
                    code="period",
                    params={"since": since, "until": until},
                )
            }
        )


def _day(found: re.Match[str]) -> date | None:
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
