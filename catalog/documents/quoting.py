"""How messages quote what came: as the writer of JSON or YAML knows it, never in Python’s words."""

import json
from datetime import date

from django.utils.translation import gettext as _
from yaml import MarkedYAMLError, YAMLError

LONGEST = 60


def quoted(value):
    """The value as a message names it: text in quotation marks, anything else as JSON."""
    if isinstance(value, str):
        return f"“{_cut(value)}”"
    if isinstance(value, date):
        return value.isoformat()
    return _cut(json.dumps(value, ensure_ascii=False, default=str))


def not_json(error):
    """What is wrong with a text that `json` could not read, and where."""
    if isinstance(error, json.JSONDecodeError):
        message = _("what stands in line %(line)s at character %(column)s is not expected there")
        return message % {"line": error.lineno, "column": error.colno}
    if isinstance(error, UnicodeDecodeError):
        return not_utf8(error)
    if isinstance(error, RecursionError):
        return _("it holds values within values too deep to be a document")
    return str(error)  # what `strict_json` refuses


def not_utf8(error):
    """Which byte is not UTF-8, of a `UnicodeDecodeError`."""
    texts = {"position": error.start, "byte": f"0x{error.object[error.start]:02X}"}
    return _("byte %(position)s (%(byte)s) is not UTF-8") % texts


class NotTaken(MarkedYAMLError):
    """YAML that we do not take; the problem is in our words, and not in those of the library."""


def not_yaml(error):
    """What is wrong with a text that the library of YAML could not read."""
    if isinstance(error, NotTaken):
        return error.problem
    if isinstance(error, YAMLError):
        return _("what stands here is not expected; look at indents, quotation marks and colons")
    return _("it holds a date or a number that does not exist")


def _cut(text):
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
