"""Parameters of a request: known or refused by name, plain text, and given once."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from catalog.api.language import refusal
from catalog.validators import NOT_IN_PARAMETERS

LONGEST = 2000


def refuse(name, message):
    raise ValidationError({NOT_IN_PARAMETERS.sub("\ufffd", name[:60]): [message]})


def listed(parameters, name):
    """Every value of a list parameter: it is repeated, or has commas between values, or both."""
    return [one for given in parameters.getlist(name) for one in given.split(",")]


def spelled_out(parameters, names):
    """The QueryDict `parameters` with one value in each repetition of the list parameters."""
    found = parameters.copy()
    for name in names:
        if name in found:
            found.setlist(name, listed(found, name))
    return found


def check_parameters(given, *, known, lists=(), may_be_empty=()):
    """Refuse what is not in `known`, what is no plain text, and what says two things at once.

    `given` is a QueryDict; those in `lists` take several values, all others one.
    """
    for name, values in given.lists():
        if name not in known:
            message = _("This parameter is not known. Known here: %(known)s.")
            refuse(name, message % {"known": ", ".join(sorted(known)) or "—"})
        if len(values) > 1 and name not in lists:
            refuse(name, _("This parameter is given more than once; it takes one value."))
        for value in values:
            if len(value) > LONGEST or NOT_IN_PARAMETERS.search(value):
                refuse(name, _("The value is too long or holds control characters."))
            if not value and name not in may_be_empty:
                refuse(name, _("The value is missing. Leave the parameter out, or give it one."))


def names_in(parameters, name, *, known):
    """What the list parameter names; None without it."""
    if name not in parameters:
        return None
    wanted = listed(parameters, name)
    for one in wanted:
        if one not in known:
            refuse(name, refusal(one, ", ".join(known) or "—"))
    return wanted


def whole_number(parameters, name, default, *, largest):
    """The parameter as a number from 1 to `largest`, or a refusal that says so."""
    given = parameters.get(name)
    if given is None:
        return default
    if given.isascii() and given.isdigit() and len(given) < 8 and 1 <= int(given) <= largest:
        return int(given)
    message = _("“%(value)s” is not a whole number from 1 to %(largest)s.")
    refuse(name, message % {"value": given[:60], "largest": largest})
