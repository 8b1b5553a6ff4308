"""One request to another site: bounded in time, bytes and redirects, and pinned to its address.

A name is resolved once for each hop, every address that it gives is checked, and the connection is
made to a checked address: a name that answers differently the next moment changes nothing.
Proxies of the environment are not used, because a proxy would resolve the name again.
"""

import re
import ssl
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from socket import SHUT_RDWR
from time import monotonic
from urllib.parse import urldefrag, urljoin, urlsplit

import urllib3
from django.conf import settings
from django.utils.encoding import iri_to_uri
from urllib3.connection import HTTPConnection, HTTPSConnection

from catalog.choices import LinkFailure
from catalog.outside.addresses import is_public, resolve

PORTS = {"http": 80, "https": 443}
REDIRECTS = (301, 302, 303, 307, 308)
# A name after IDNA, or an address of either version.
HOST = re.compile(r"[A-Za-z0-9._:-]+")
CONTROL = re.compile("[\x00-\x1f\x7f]")
# Characters of an address; what a server redirects to is stored beside the link.
LONGEST_URL = 2000
# How many addresses of one name are tried before it counts as unreachable.
TRIES = 3


@dataclass(frozen=True)
class Limits:
    """Bounds of one `fetch`, its redirects included; bytes are those of the last body."""

    seconds: float = 20
    connect_seconds: float = 5
    bytes: int = 64 * 1024
    redirects: int = 5


@dataclass(frozen=True)
class Hop:
    """An answer that led on: its status, and the address that it named."""

    status: int
    to: str


@dataclass(frozen=True)
class Answer:
    """What came back in the end; `body` is cut at the limit, which `is_cut` tells."""

    url: str
    status: int
    headers: dict  # names in lower case
    body: bytes
    is_cut: bool
    hops: tuple[Hop, ...] = ()


class FetchFailed(Exception):
    """No answer; `failure` says why, as one of `LinkFailure`."""

    def __init__(self, failure, url):
        super().__init__(f"{url}: {LinkFailure(failure).label}")
        self.failure = failure
        self.url = url


@dataclass(frozen=True)
class _Place:
    """An address taken apart."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def host_header(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True)
class _Asked:
    method: str
    headers: dict
    body: bytes | None
    limits: Limits
    resolve: object
    endpoints: frozenset
    until: float = field(kw_only=True)

    @property
    def seconds_left(self):
        return max(self.until - monotonic(), 0.001)

    def refuse_late(self):
        if monotonic() >= self.until:
            raise TimeoutError


def fetch(
    url, *, method="GET", headers=None, body=None, limits=None, resolve=resolve, endpoints=None
):
    """The `Answer` of `url`, redirects followed; raises `FetchFailed` when there is none.

    Only http and https on their own ports and to public addresses. `endpoints` are pairs of
    address and port that may be asked besides (`OUTSIDE_ENDPOINTS` unless given).
    `resolve(host, port)` gives the addresses of a name. A request with a `body` is not redirected.
    """
    limits = limits or Limits()
    asked = _Asked(
        method=method,
        headers={"User-Agent": user_agent(), "Accept-Encoding": "identity", **(headers or {})},
        body=body,
        limits=limits,
        resolve=resolve,
        endpoints=frozenset(settings.OUTSIDE_ENDPOINTS if endpoints is None else endpoints),
        until=monotonic() + limits.seconds,
    )
    hops = []
    while True:
        answer = _ask(_taken_apart(url), asked, hops)
        location = answer.headers.get("location")
        if answer.status not in REDIRECTS or not location or body is not None:
            return answer
        if len(hops) == limits.redirects:
            raise FetchFailed(LinkFailure.REDIRECTS, url)
        url = _redirected(answer.url, location)
        hops.append(Hop(answer.status, url))


def user_agent():
    """Who asks, with an address where a server's owner finds out more."""
    return f"FrameworkAtlas/1.0 (+{settings.SITE_URL})"


def _redirected(url, location):
    """The address that the header Location of an answer from `url` names."""
    try:
        return urljoin(url, location)
    except ValueError as error:  # brackets that hold no address
        raise FetchFailed(LinkFailure.MALFORMED, url) from error


def _taken_apart(url):
    if len(url) > LONGEST_URL or CONTROL.search(url):
        raise FetchFailed(LinkFailure.MALFORMED, url)
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except ValueError as error:  # a port or name that cannot be one
        raise FetchFailed(LinkFailure.MALFORMED, url) from error
    is_web = parts.scheme in PORTS and HOST.fullmatch(host)
    if not is_web or parts.username or parts.password:
        raise FetchFailed(LinkFailure.MALFORMED, url)
    port = port or PORTS[parts.scheme]
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _Place(urldefrag(url).url, parts.scheme, host, port, iri_to_uri(target))


def _ask(place, asked, hops):
    addresses = _checked_addresses(place, asked)
    with _failures_named(place):
        connection = _connected(place, addresses, asked)
        # A server that sends a byte a second would never meet the timeout of a single read.
        # The connection forgets its socket where the server says that it will close it.
        watch = threading.Timer(asked.seconds_left, _cut_off, [connection.sock])
        watch.start()
        try:
            answer = _answer(connection, place, asked, hops)
        except (OSError, HTTPException, urllib3.exceptions.HTTPError):
            asked.refuse_late()
            raise
        finally:
            watch.cancel()
            connection.close()
        asked.refuse_late()  # headers that were cut off still pass for headers
    return answer


def _checked_addresses(place, asked):
    """The addresses of a name; refused unless every one of them may be asked."""
    try:
        addresses = asked.resolve(place.host, place.port)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(LinkFailure.UNRESOLVED, place.url) from error
    for address in addresses:
        is_ordinary = place.port == PORTS[place.scheme] and is_public(address)
        if not is_ordinary and (address, place.port) not in asked.endpoints:
            raise FetchFailed(LinkFailure.PRIVATE, place.url)
    return addresses[:TRIES]


def _connected(place, addresses, asked):
    """A connection to the first of `addresses` that takes one."""
    refusal = OSError("no address")
    for address in addresses:
        timeout = min(asked.limits.connect_seconds, asked.seconds_left)
        connection = _connection(place, address, timeout)
        try:
            connection.connect()
        except ssl.SSLError:
            connection.close()
            raise
        except (OSError, urllib3.exceptions.HTTPError) as error:
            connection.close()
            refusal = error
        else:
            connection.sock.settimeout(asked.seconds_left)
            return connection
    raise refusal


def _connection(place, address, timeout):
    """To `address`, while host header and certificate are those of the name."""
    if place.scheme == "http":
        return HTTPConnection(address, place.port, timeout=timeout)
    return HTTPSConnection(
        address,
        place.port,
        timeout=timeout,
        server_hostname=place.host,
        ssl_context=ssl.create_default_context(),
    )


def _answer(connection, place, asked, hops):
    headers = {"Host": place.host_header, **asked.headers}
    connection.request(
        asked.method, place.target, body=asked.body, headers=headers, preload_content=False
    )
    response = connection.getresponse()
    limit = asked.limits.bytes
    body = response.read(limit + 1)
    return Answer(
        url=place.url,
        status=response.status,
        headers={name.lower(): value for name, value in response.headers.items()},
        body=body[:limit],
        is_cut=len(body) > limit,
        hops=tuple(hops),
    )


def _cut_off(sock):
    with suppress(OSError):
        sock.shutdown(SHUT_RDWR)


@contextmanager
def _failures_named(place):
    try:
        yield
    except urllib3.exceptions.NewConnectionError as error:  # for urllib3 a kind of timeout
        raise FetchFailed(LinkFailure.UNREACHABLE, place.url) from error
    except (TimeoutError, urllib3.exceptions.TimeoutError) as error:
        raise FetchFailed(LinkFailure.TIMEOUT, place.url) from error
    except ssl.SSLError as error:
        raise FetchFailed(LinkFailure.TLS, place.url) from error
    except (OSError, HTTPException, urllib3.exceptions.HTTPError) as error:
        raise FetchFailed(LinkFailure.UNREACHABLE, place.url) from error
