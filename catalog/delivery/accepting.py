"""What a header Accept takes (RFC 9110, section 12.5.1): the cache and the API ask the same."""

import re
from functools import lru_cache

JSON = "application/json"
# The weight of what is refused, in this header and in Accept-Encoding.
ZERO = re.compile(r"q=0(\.0*)?")
WEIGHT = re.compile(r"q=([01](\.[0-9]*)?)")
# Longer ones are read each time, so that nobody fills the memory with what they made up.
LONGEST = 300


def weight_of(parameter):
    """The weight that the parameter of a range gives it; 1 where it says none that can be read."""
    found = WEIGHT.fullmatch(parameter.replace(" ", ""))
    return float(found[1]) if found else 1.0


def takes_json(accept):
    return _takes_json(accept) if len(accept) <= LONGEST else takes(accept, JSON)


@lru_cache(maxsize=512)
def _takes_json(accept):
    return takes(accept, JSON)


def takes(accept, media_type):
    """Whether the header, empty where none was sent, takes a media type, however unwillingly.

    Of the ranges that it falls under the narrowest decides. Parameters but the weight say nothing,
    because each address has one form only.
    """
    wanted = {}
    for part in accept.lower().split(","):
        name, *parameters = part.replace(" ", "").replace("\t", "").split(";")
        is_refused = any(ZERO.fullmatch(one) for one in parameters)
        wanted[name] = wanted.get(name, False) or not is_refused
    ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    return not accept.strip() or next((wanted[one] for one in ranges if one in wanted), False)
