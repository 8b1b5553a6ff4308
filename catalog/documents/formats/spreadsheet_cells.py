"""What a cell of a spreadsheet shows, where that is not the value that it stores.

A spreadsheet makes dates and numbers of what people type: 2015-11 becomes the first of November
2015, shown as Nov-15, and version 1.10 becomes the tenth of January, or the number 1.1. What the
cell shows is read; where that does not say what was typed, the cell is refused.
"""

import re
from datetime import datetime, time

from django.db import models
from django.utils.translation import gettext as _

from catalog.models.fields import PartialDateField

# Literals of a number format: quoted, escaped, and bracketed such as [$-804] or [Red].
LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
DECIMALS = re.compile(r"(0+)(?:\.(0+))?")
DAY, MONTH, YEAR = "%Y-%m-%d", "%Y-%m", "%Y"


class Unclear(Exception):
    """A cell whose text is not what somebody typed; the message is for people."""


def text_of_date(moment, number_format, field):
    """What a date cell says of a date column, as precisely as it is shown."""
    if not isinstance(field, (PartialDateField, models.DateField)):
        raise Unclear(_("is a date that a spreadsheet made of what was typed: %s") % retype(moment))
    if not isinstance(moment, datetime) or moment.time() != time(0):
        raise Unclear(_("is a time of day, not a date"))
    pattern = shown_precision(number_format)
    if pattern is None or (isinstance(field, models.DateField) and pattern != DAY):
        raise Unclear(_("is a date that is not shown as a whole: %s") % retype(moment))
    return moment.strftime(pattern) if moment.year > 999 else moment.date().isoformat()


def shown_precision(number_format):
    """How much of a date the number format shows, as a pattern; None where the year is missing."""
    letters = LITERALS.sub("", number_format.split(";")[0]).lower()
    if letters == "general":
        return DAY
    has_year, has_day = bool(re.search("[ye]", letters)), "d" in letters
    has_month = "m" in re.sub("[hs].*", "", letters)
    if has_year and has_month:
        return DAY if has_day else MONTH
    return YEAR if has_year and not has_day else None


def text_of_number(number, number_format):
    """What a number cell shows, for a column of text."""
    layout = LITERALS.sub("", number_format.split(";")[0])
    if layout.lower() in ("general", "@"):
        if isinstance(number, float) and not number.is_integer():
            raise Unclear(_("is a number, and its last zeros are lost: %s") % retype(number))
        return str(int(number))
    if (found := DECIMALS.fullmatch(layout)) is None:
        raise Unclear(_("is a number that is shown in another form: %s") % retype(number))
    whole, decimals = found.groups()
    places = len(decimals or "")
    return f"{number:0{len(whole) + (places + 1 if places else 0)}.{places}f}"


def retype(value):
    return _("%(value)s. Format the cell as text, and type it again") % {"value": value}
