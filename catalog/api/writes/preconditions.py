"""What a write has seen: entity tags of `If-Match`, which every change of an entry needs."""

import re

from django.utils.translation import gettext as _

from catalog.api.errors import Problem
from catalog.exchange.edits import standing_mark

TAG = re.compile(r'\s*(W/)?"([^"]*)"\s*')


def entity_tag(revision):
    return f'"{standing_mark(revision)}"'


def seen_marks(header):
    """The marks that an ``If-Match`` header, or None, names; 428 where it names none.

    Weak tags match nothing (RFC 9110). ``*`` would be a write over whatever stands there.
    """
    if header is None or header.strip() == "*":
        raise Problem(
            428,
            _(
                "Say in If-Match which state you have seen: the ETag of the draft, or the number "
                "of the live revision in quotes."
            ),
            code="precondition_required",
        )
    tags = [TAG.fullmatch(part) for part in header.split(",")]
    if not all(tags):
        raise Problem(
            400,
            _('If-Match must be tags in double quotes, separated by commas: "7" or "8.3".'),
            code="bad_precondition",
        )
    return [tag[2] for tag in tags if not tag[1]]


def described(revision):
    """Where an entry stands, for the answer to a write that has not seen it."""
    return {
        "etag": entity_tag(revision),
        "revision": revision.number,
        "version": revision.version,
        "state": revision.state,
    }
