"""What parameters accept, as schemas of the description.

Values that depend on what the catalogue holds have a `format` of their own in place of a list.
"""

# Those of `catalog.validators.FORBIDDEN`, as any engine of JSON Schema reads them.
PLAIN = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$"
IDENTIFIER = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,80}$"}


def text(longest):
    """Plain text of one to `longest` letters."""
    return {"type": "string", "minLength": 1, "maxLength": longest, "pattern": PLAIN}


def of_catalogue(name):
    """Text that the catalogue gives out or holds: a cursor, a licence, the slug of a feature."""
    return {"type": "string", "format": name}


def word(accepted):
    return {"type": "string", "enum": [*accepted]}


def several(of):
    """One at least of what the schema `of` describes."""
    return {"type": "array", "items": of, "minItems": 1}


def number(largest, *, usual=None):
    found = {"type": "integer", "minimum": 1, "maximum": largest}
    return found | ({"default": usual} if usual else {})
