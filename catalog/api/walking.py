"""Walking a whole list: `?cursor=` begins, `next` goes on, and every step costs the same.

A walk reads the catalogue as it stood when the walk began, in the order of keys that never change.
So whatever is published meanwhile, nothing comes twice and nothing that was there is missed.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import pagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from catalog.api.addresses import absolute
from catalog.api.pagination import page_size
from catalog.api.parameters import refuse
from catalog.moments import latest_moment

PARAMETER = "cursor"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Walk:
    """The moment that a walk reads, and the key after which it goes on."""

    at: datetime
    after: int = 0

    @property
    def token(self):
        text = f"{(self.at - EPOCH) // MICROSECOND}.{self.after}"
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def asked_walk(request, *, moment):
    """The `Walk` that the request begins or goes on with; None when it asks for none.

    One that begins reads `moment`, or else the latest.
    """
    given = request.query_params.get(PARAMETER)
    if given is None:
        return None
    for name in ("page", "sort"):
        if name in request.query_params:
            message = _("This does not go with “cursor”, which walks in an order of its own.")
            refuse(name, message)
    if given == "":
        return Walk(moment.at if moment else latest_moment())
    walk = _read(given)
    if walk is None or walk.at > timezone.now():
        refuse(PARAMETER, _("This is no cursor of ours. Begin with an empty one: ?cursor="))
    return walk


def _read(token):
    try:
        padded = token + "=" * (-len(token) % 4)
        microseconds, after = map(int, urlsafe_b64decode(padded).decode("ascii").split("."))
        walk = Walk(EPOCH + microseconds * MICROSECOND, after)
    except (ValueError, OverflowError, NotBase64):
        return None
    is_ours = walk.token == token and microseconds >= 0 and 0 <= after <= LARGEST_KEY
    return walk if is_ours else None


class WalkPagination(pagination.BasePagination):
    """One step of a walk. It counts nothing, because counting costs more the more there is."""

    def paginate_queryset(self, queryset, request, view=None):
        key, size = view.walk_key, page_size(request)
        rows = list(queryset.filter(**{f"{key}__gt": view.walk.after}).order_by(key)[: size + 1])
        self.next = None
        if len(rows) > size:
            token = Walk(view.walk.at, getattr(rows[size - 1], key)).token
            self.next = absolute(replace_query_param(request.get_full_path(), PARAMETER, token))
        return rows[:size]

    def get_paginated_response(self, data):
        return Response({"count": None, "next": self.next, "previous": None, "results": data})
