"""Who writes: the holder of a token, in the name of its owner; never a session of a browser."""

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission

from catalog import roles, tokens
from catalog.api.challenge import CHALLENGE, INVALID_TOKEN, insufficient
from catalog.api.errors import Problem
from catalog.api.limits.throttle import token_of


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer TOKEN``; the rights of its owner are asked for at each request."""

    def authenticate(self, request):
        scheme = get_authorization_header(request).partition(b" ")[0]
        if scheme.lower() != b"bearer":
            return None
        token = token_of(request)
        if token is None:
            raise AuthenticationFailed(INVALID_TOKEN, code="invalid_token")
        tokens.note_use(token)
        person = token.owner
        person.token = token
        return person, token

    def authenticate_header(self, request):
        if get_authorization_header(request):
            return f'{CHALLENGE}, error="invalid_token"'
        return CHALLENGE


class MayWrite(BasePermission):
    """Holders of a token that leaves them at least one right to write or to publish."""

    def has_permission(self, request, view):
        if request.auth is None:
            return False
        if not roles.holds(request.user, *tokens.MAKING):
            raise Problem(
                403,
                _("Neither the scopes of this token nor its owner’s rights allow any write."),
                code="insufficient_scope",
                headers={"WWW-Authenticate": insufficient()},
            )
        return True
