"""What is wrong with a value of a document, as sentences."""

from datetime import date

from django.db import models
from django.utils.translation import gettext as _

from catalog.documents.quoting import quoted


def wrong_type(field, value):
    """A sentence when the YAML type does not fit the field, else None."""
    texts = {"value": quoted(value)}
    if isinstance(value, dict):
        return _("must be a single value, not a mapping")
    if isinstance(value, list):
        return _("must be a single value, not a list")
    if isinstance(field, (models.CharField, models.TextField)) and not isinstance(value, str):
        return _("must be text, got %(value)s; write it as text (in quotes)") % texts
    if isinstance(field, models.DateField) and not isinstance(value, (str, date)):
        return _("must be a date like 2015-11-09, got %(value)s") % texts
    if isinstance(field, models.BooleanField) and not isinstance(value, bool):
        return _("must be true or false, got %(value)s") % texts
    if isinstance(field, models.IntegerField) and (
        isinstance(value, bool) or not isinstance(value, int)
    ):
        return _("must be a whole number, got %(value)s") % texts
    return None


def wrong_name(value):
    """A sentence when `value` cannot name another row, else None."""
    if isinstance(value, str):
        return None
    return _("must be the identifier of a row, got %(value)s") % {"value": quoted(value)}


def reason_of(field, error):
    """What is wrong with a value, with the choices where it has to be one of them."""
    if field.choices and getattr(error, "code", "") == "invalid_choice":
        known = ", ".join(str(value) for value, _label in field.flatchoices)
        return _("must be one of %(known)s") % {"known": known}
    return " ".join(error.messages)


def messages_by_key(error):
    """Pairs of a key and the messages about it; those about the whole row have an empty key."""
    if hasattr(error, "error_dict"):
        return error.message_dict.items()
    return [("", error.messages)]
