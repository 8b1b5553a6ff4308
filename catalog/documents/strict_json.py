"""JSON without what it leaves open: keys given twice, NaN, numbers that nothing can store."""

import json
from math import isinf

from django.utils.translation import gettext as _

from catalog.documents.quoting import quoted

# Every number that a document can hold is shorter. Python refuses to read the longest ones at all.
LONGEST_NUMBER = 300


def unique(pairs):
    """The mapping of an object; raises ValueError for a key that is given twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(_("the key %(key)s is given twice") % {"key": quoted(twice)})
    return found


def refuse_constant(name):
    raise ValueError(_("%(name)s is no value") % {"name": name})


def whole(text):
    if len(text) > LONGEST_NUMBER:
        message = _("a number has %(length)s digits; at most %(longest)s are read")
        raise ValueError(message % {"length": len(text), "longest": LONGEST_NUMBER})
    return int(text)


def number(text):
    """A number with a fraction or an exponent; 7.0 is a whole number, as in JSON Schema."""
    value = float(text)
    if isinf(value):
        raise ValueError(_("the number %(number)s is too large") % {"number": text[:60]})
    return int(value) if value.is_integer() else value


STRICT = {
    "object_pairs_hook": unique,
    "parse_constant": refuse_constant,
    "parse_int": whole,
    "parse_float": number,
}
DECODER = json.JSONDecoder(**STRICT)


def loads(text):
    """The value of a JSON text; what is wrong is a ValueError for `quoting.not_json`."""
    return json.loads(text, **STRICT)
