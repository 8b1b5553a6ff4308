"""What parameters accept, as schemas of the description.

Values that depend on what the catalogue holds have a `format` of their own in place of a list.
"""

from django.utils.translation import override

from catalog.bilingual import LANGUAGES

# Those of `catalog.validators.NOT_IN_PARAMETERS`, as any engine of JSON Schema reads them.
PLAIN = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$"
IDENTIFIER = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,80}$"}


def text(longest):
    """Plain text of one to `longest` letters."""
    return {"type": "string", "minLength": 1, "maxLength": longest, "pattern": PLAIN}


# What texts of these formats look like; which of them there are the catalogue knows.
FORMS = {
    "moment": (
        r"^\d{4}-\d{2}-\d{2}"
        r"(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}(:?\d{2})?)?)?$"
    ),
    "day": r"^\d{4}-\d{2}-\d{2}$",
    "since": r"^(0|[1-9][0-9]{0,17}-[0-9a-f]{8})$",
}


def of_catalogue(name):
    """Text that the catalogue gives out or holds: a cursor, a licence, the slug of a feature."""
    return {"type": "string", "format": name} | ({"pattern": FORMS[name]} if name in FORMS else {})


def word(accepted):
    return {"type": "string", "enum": [*accepted]}


def labelled(choices):
    """One word out of `choices`, pairs of a value and a label; with the labels in both languages.

    They stand under ``x-enum-labels``, because an enumeration has no place for them.
    """
    choices = list(choices)
    labels = {value: _in_both(label) for value, label in choices}
    return word(value for value, _label in choices) | {"x-enum-labels": labels}


def _in_both(label):
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = str(label)
    return found


def several(of):
    """One at least of what the schema `of` describes."""
    return {"type": "array", "items": of, "minItems": 1}


def number(largest, *, usual=None):
    found = {"type": "integer", "minimum": 1, "maximum": largest}
    return found | ({"default": usual} if usual else {})
