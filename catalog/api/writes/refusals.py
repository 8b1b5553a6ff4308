"""Refusals of actions as problems."""

from contextlib import contextmanager

from catalog import actions
from catalog.api.errors import Problem
from catalog.api.writes.preconditions import described, entity_tag
from catalog.exchange.edits import SLUG, WRONG, EditForbidden, EditRefused, StaleEdit


@contextmanager
def refusals_told(prefix=""):
    """Turn what an action refuses into a `Problem`; `prefix` is where the document stands."""
    try:
        yield
    except StaleEdit as stale:
        raise Problem(
            412,
            stale.message,
            code="stale",
            members={"current": described(stale.standing)},
            headers={"ETag": entity_tag(stale.standing)},
        ) from stale
    except EditForbidden as refusal:
        raise Problem(
            403, refusal.message, code="forbidden", errors=_errors(refusal, prefix, "forbidden")
        ) from refusal
    except EditRefused as refusal:
        raise Problem(
            422, refusal.message, code="invalid", errors=_errors(refusal, prefix, "invalid")
        ) from refusal
    except actions.ActionForbidden as refusal:
        raise Problem(403, refusal.message, code="forbidden") from refusal
    except actions.ActionRefused as refusal:
        raise Problem(409, refusal.message, code="refused") from refusal


def invalid(pointer, message):
    """The refusal of one field of a body."""
    errors = [{"pointer": pointer, "detail": str(message), "code": "invalid"}]
    return Problem(422, WRONG, code="invalid", errors=errors)


def _errors(refusal, prefix, code):
    beside = prefix.rpartition("/")[0] + "/slug"
    return [
        {
            "pointer": beside if pointer is SLUG else prefix + pointer,
            "detail": str(message),
            "code": code,
        }
        for pointer, message in refusal.faults
    ]
