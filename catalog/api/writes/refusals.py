"""Refusals of actions as problems."""

from contextlib import contextmanager

from catalog import actions
from catalog.api.challenge import insufficient
from catalog.api.errors import Problem
from catalog.api.writes.preconditions import described, entity_tag
from catalog.exchange.edits import SLUG, WRONG, EditForbidden, EditRefused, StaleEdit


@contextmanager
def refusals_told(prefix=""):
    """Turn what an action refuses into a `Problem`; `prefix` is where the document stands.

    Where a body holds several documents, every refusal names the operation.
    """
    operation = prefix.rpartition("/")[0]

    def of_operation(refusal, code, field=""):
        return [fault(operation + field, refusal.message, code)] if operation else ()

    try:
        yield
    except StaleEdit as stale:
        raise Problem(
            412,
            stale.message,
            code="stale",
            errors=of_operation(stale, "stale", "/if_match"),
            members={"current": described(stale.standing)},
            headers={"ETag": entity_tag(stale.standing)},
        ) from stale
    except EditForbidden as refusal:
        code, headers = _forbidden(refusal)
        errors = _errors(refusal, prefix, code)
        raise Problem(403, refusal.message, code=code, errors=errors, headers=headers) from refusal
    except EditRefused as refusal:
        raise Problem(
            422, refusal.message, code="invalid", errors=_errors(refusal, prefix, "invalid")
        ) from refusal
    except actions.ActionForbidden as refusal:
        code, headers = _forbidden(refusal)
        errors = of_operation(refusal, code)
        raise Problem(403, refusal.message, code=code, errors=errors, headers=headers) from refusal
    except actions.ActionRefused as refusal:
        errors = of_operation(refusal, "refused")
        raise Problem(409, refusal.message, code="refused", errors=errors) from refusal


def _forbidden(refusal):
    """The code of an `ActionForbidden`, and the header that names the scopes that would help."""
    if not refusal.scopes:
        return "forbidden", {}
    return "insufficient_scope", {"WWW-Authenticate": insufficient(refusal.scopes)}


def invalid(pointer, message):
    """The refusal of one field of a body."""
    return all_invalid([(pointer, message)])


def all_invalid(faults):
    """The refusal of several: pairs of a pointer and what is wrong there."""
    return Problem(422, WRONG, code="invalid", errors=[fault(*one, "invalid") for one in faults])


def fault(pointer, message, code):
    return {"pointer": pointer, "detail": str(message), "code": code}


def _errors(refusal, prefix, code):
    beside = prefix.rpartition("/")[0] + "/slug"
    return [
        fault(beside if pointer is SLUG else prefix + pointer, message, code)
        for pointer, message in refusal.faults
    ]
