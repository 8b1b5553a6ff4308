"""The limit of one client, as DRF asks for it, and the headers that tell how much is left."""

from hashlib import blake2b
from ipaddress import ip_address, ip_network
from time import time

from django.conf import settings
from rest_framework.throttling import BaseThrottle

from catalog import tokens
from catalog.api.limits.counters import counter
from catalog.visitors import INSIDE, address_of

WINDOW = 60  # seconds
# The headers that say what is left; no two clients have the same.
OF_ONE_CLIENT = POLICY, LEFT = ("RateLimit-Policy", "RateLimit")
# Who has one address of this version of IP has all of such a network.
NETWORK_OF_V6 = 64


class ClientThrottle(BaseThrottle):
    """So many requests a minute for each token, and for each address without one.

    The headers are those of the IETF draft “RateLimit header fields for HTTP” (draft-ietf-httpapi-
    ratelimit-headers, version 10): the policy with its quota and window, and what remains of it.
    """

    clock = staticmethod(time)

    def allow_request(self, request, view):
        if INSIDE in request.META:
            return True
        client, policy, quota = client_of(request)
        now = self.clock()
        ends = (int(now) // WINDOW + 1) * WINDOW
        number = counter().count(client, ends=ends)
        self.left = max(int(ends - now), 1)
        view.limit = {"quota": quota, "window": WINDOW, "remaining": max(quota - number, 0)}
        view.limit["resets_in"] = self.left
        view.headers[POLICY] = f'"{policy}";q={quota};w={WINDOW}'
        view.headers[LEFT] = f'"{policy}";r={max(quota - number, 0)};t={self.left}'
        return number <= quota

    def wait(self):
        return self.left


class Counted:
    """A view that counts a request before it refuses anything.

    A browser's question whether a script may ask (OPTIONS) is not counted: it gives nothing away,
    and where it is refused, a script never learns when to come back.
    """

    def initial(self, request, *args, **kwargs):
        if request.method != "OPTIONS":
            super().check_throttles(request)
        self.admit(request)
        super().initial(request, *args, **kwargs)

    def admit(self, request):
        """Refuse what is wrong whoever asks."""

    def check_throttles(self, request):
        """DRF would count here, when it has refused already who may not ask."""


def client_of(request):
    """Who is counted: a name that tells nobody who it is, the policy, and its quota."""
    token = token_of(request)
    if token is not None:
        return f"token-{token.pk}", "token", settings.API_REQUESTS_OF_TOKEN
    address = hidden(network_of(address_of(request)))
    return f"address-{address}", "address", settings.API_REQUESTS_OF_ADDRESS


def token_of(request):
    """The token that a client shows, looked up once a request; None for one that is not valid."""
    asked = request._request
    if not hasattr(asked, "shown_token"):
        scheme, _space, secret = asked.headers.get("Authorization", "").partition(" ")
        is_bearer = scheme.lower() == "bearer"
        asked.shown_token = tokens.find_token(secret.strip()) if is_bearer else None
    return asked.shown_token


def network_of(address):
    try:
        found = ip_address(address)
    except ValueError:  # a socket of this machine has none
        return address
    mapped = getattr(found, "ipv4_mapped", None)
    if found.version == 4 or mapped:
        return str(mapped or found)
    return str(ip_network((found, NETWORK_OF_V6), strict=False))


def hidden(text):
    """A keyed hash, so that the counters do not say who was here."""
    key = settings.SECRET_KEY.encode()[:64]
    return blake2b(text.encode(), key=key, digest_size=16).hexdigest()
