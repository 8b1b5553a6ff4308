"""What a program may ask of its own token: what it may do, how long, and how much is left."""

from rest_framework import serializers
from rest_framework.permissions import BasePermission
from rest_framework.response import Response

from catalog.api.describing import REFUSALS, told
from catalog.api.writes.schema import WriteSchema
from catalog.api.writes.views import Writing
from catalog.choices import Scope


class HasToken(BasePermission):
    """Holders of any token, also of one that allows no write any more."""

    def has_permission(self, request, view):
        return request.auth is not None


class LimitSerializer(serializers.Serializer):
    """What is left of the requests of this minute, this one counted."""

    quota = serializers.IntegerField(help_text="Requests in a window.")
    window = serializers.IntegerField(help_text="Seconds.")
    remaining = serializers.IntegerField(help_text="Requests that are left.")
    resets_in = serializers.IntegerField(help_text="Seconds until the next window.")


class TokenSerializer(serializers.Serializer):
    name = serializers.CharField(help_text="As its owner called it.")
    owner = serializers.CharField(source="owner.username", help_text="In whose name it writes.")
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=Scope.choices), help_text="What it was made for."
    )
    created_at = serializers.DateTimeField(help_text="When it was made.")
    expires_at = serializers.DateTimeField(help_text="From when on it is refused with 401.")
    limit = LimitSerializer()


class TokenSchema(WriteSchema):
    """Of a read by a token: nothing is written, and nothing stands anywhere."""

    def _get_response_bodies(self, direction="response"):
        body = self._get_response_for_code(TokenSerializer, "200", None, direction)
        refused = self._problems(direction)
        statuses = ("400", "401", *REFUSALS)
        return {"200": told("200", body)} | {status: refused[status] for status in statuses}


class TokenView(Writing):
    """The token that the request shows."""

    permission_classes = (HasToken,)
    schema = TokenSchema()
    limit = None  # set by the throttle

    def get(self, request):
        request.auth.limit = self.limit
        return Response(TokenSerializer(request.auth).data)
