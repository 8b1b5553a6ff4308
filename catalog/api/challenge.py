"""What requests with a token that is not valid, or not wide enough, are answered (RFC 6750)."""

from django.utils.translation import gettext_lazy as _

from catalog.api.errors import Problem
from catalog.api.limits.throttle import token_of

CHALLENGE = 'Bearer realm="Framework Atlas"'
INVALID_TOKEN = _("This token is not known, over, revoked, or of somebody who has left.")


def refuse_unknown_token(request):
    """Refuse an Authorization header that is no valid token: nobody takes it for a stranger's."""
    if "Authorization" in request.headers and token_of(request) is None:
        challenge = f'{CHALLENGE}, error="invalid_token"'
        headers = {"WWW-Authenticate": challenge}
        raise Problem(401, INVALID_TOKEN, code="invalid_token", headers=headers)


def insufficient(scopes=()):
    """The challenge to a token without the scopes that a request needs."""
    named = f', scope="{" ".join(scopes)}"' if scopes else ""
    return f'{CHALLENGE}, error="insufficient_scope"{named}'
