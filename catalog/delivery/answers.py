"""Finished answers: a status, headers, and the same body in up to three encodings."""

import gzip
import json
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import brotli
from django.utils.http import parse_http_date_safe

from catalog.delivery import contract
from catalog.delivery.accepting import weight_of

IDENTITY, GZIP, BROTLI = "", "gzip", "br"
SUFFIX = {IDENTITY: "", GZIP: "-gz", BROTLI: "-br"}
LONGEST_WISH = 500  # characters of Accept-Encoding; browsers send thirty
# Smaller bodies fit into one packet as they are.
WORTH_IT = 600


class Variant(NamedTuple):
    """One body, ready to be sent: its strong ETag, its headers, and those of a 304."""

    etag: str
    headers: list
    not_modified: list
    body: list


class Answer:
    """What was rendered for an address at a stamp. Nothing in it changes after it was made."""

    __slots__ = ("bodies", "headers", "kept_at", "size", "stamp", "status", "variants")
    is_kept = True

    def __init__(self, stamp, status, headers, bodies, kept_at):
        self.stamp, self.status, self.headers = stamp, status, headers
        self.bodies, self.kept_at = bodies, kept_at
        self.size = sum(map(len, bodies.values())) + 2000  # bytes, with what stands around them
        digest = blake2b(bodies[IDENTITY], digest_size=12).hexdigest()
        self.variants = {
            encoding: _variant(headers, encoding, body, f'"{digest}{SUFFIX[encoding]}"')
            for encoding, body in bodies.items()
        }

    @classmethod
    def made_of(cls, rendered, *, address, stamp, now):
        """The answer that a `Rendered` page becomes; its body is compressed here, once."""
        body = rendered.read()
        headers = contract.headers(rendered, address, body)
        is_text = len(body) >= WORTH_IT and contract.is_text(rendered.header("Content-Type"))
        bodies = {IDENTITY: body}
        if is_text:
            bodies[GZIP] = gzip.compress(body, 6, mtime=0)
            bodies[BROTLI] = brotli.compress(body, quality=5)
        return cls(stamp, rendered.status, headers, bodies, now)

    @property
    def is_absence(self):
        """Whether it says that there is nothing; such answers are only kept in memory."""
        return self.status[:3] in ("404", "410")

    def is_unchanged_since(self, date):
        """Whether its header Last-Modified is no later than this one of a reader."""
        modified, since = self._last_modified, parse_http_date_safe(date)
        return modified is not None and since is not None and modified <= since

    @property
    def _last_modified(self):
        written = next((value for name, value in self.headers if name == "Last-Modified"), "")
        return parse_http_date_safe(written)

    def variant(self, accept_encoding):
        if len(accept_encoding) > LONGEST_WISH:  # what was read is remembered
            return self.variants[IDENTITY]
        for encoding in accepted(accept_encoding):
            if encoding in self.variants:
                return self.variants[encoding]
        return self.variants[IDENTITY]

    def dump(self, address):
        """Bytes that `load` reads; the first line is JSON and holds the address."""
        head = {
            "address": address,
            "stamp": self.stamp,
            "status": self.status,
            "kept_at": self.kept_at,
            "headers": self.headers,
            "sizes": {encoding: len(body) for encoding, body in self.bodies.items()},
        }
        return b"\n".join([json.dumps(head).encode(), b"".join(self.bodies.values())])


class NotKept:
    """In the place of an answer: that of this address is for Django to give, at this stamp."""

    __slots__ = ("stamp",)
    is_kept, is_absence, size = False, True, 1000

    def __init__(self, stamp):
        self.stamp = stamp


def newest(*answers):
    """Of those that are answers, the one that was rendered last; None where there is none."""
    kept = [one for one in answers if one is not None and one.is_kept]
    return max(kept, key=lambda one: one.kept_at, default=None)


def load(raw, address):
    """The `Answer` in `raw`; None where it is of another address, or not whole."""
    line, _newline, rest = raw.partition(b"\n")
    try:
        head = json.loads(line)
    except ValueError:
        return None
    if head["address"] != list(address) or sum(head["sizes"].values()) != len(rest):
        return None
    bodies, start = {}, 0
    for encoding, size in head["sizes"].items():
        bodies[encoding] = rest[start : start + size]
        start += size
    headers = [tuple(pair) for pair in head["headers"]]
    return Answer(head["stamp"], head["status"], headers, bodies, head["kept_at"])


def _variant(headers, encoding, body, etag):
    same = [("ETag", etag)]
    sent = [*headers, *same, ("Content-Length", str(len(body)))]
    if encoding:
        sent.append(("Content-Encoding", encoding))
    repeated = [pair for pair in headers if pair[0] in contract.OF_304]
    return Variant(etag, sent, [*repeated, *same], [body])


@lru_cache(maxsize=512)
def accepted(accept_encoding):
    """The encodings that a header Accept-Encoding likes as well as none at all, or better.

    The best liked stands first, of equals the one with the smallest body.
    """
    weights = {}
    for part in accept_encoding.lower().split(","):
        name, _semicolon, parameter = part.partition(";")
        weights[name.strip()] = weight_of(parameter)
    others = weights.get("*", 0.0)
    found = {name: weights.get(name, others) for name in (BROTLI, GZIP)}
    least = weights.get("identity", 0.0)
    liked = [name for name in found if found[name] and found[name] >= least]
    return sorted(liked, key=lambda name: -found[name])


def is_known(if_none_match, etag):
    """Whether a header If-None-Match names `etag`; a W/ that a proxy put before it is no matter."""
    if if_none_match == etag:
        return True
    names = [name.strip().removeprefix("W/") for name in if_none_match.split(",")]
    return etag in names or names == ["*"]
