"""One part of a file (RFC 9110, section 14): for who goes on with a download that broke off."""

import re

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
NOT_SATISFIABLE = object()


def asked_range(request, *, length, etag):
    """The first and the last byte that the request asks for; None for the whole file.

    `NOT_SATISFIABLE` where it begins behind the end. Several parts at once, other units, and a
    condition `If-Range` on another file are answered with the whole, as the standard allows.
    """
    found = RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if not found or found[0] == "bytes=-" or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found.groups()
    if not first:  # the last so many bytes
        return (max(length - int(last), 0), length - 1) if int(last) and length else NOT_SATISFIABLE
    if last and int(last) < int(first):
        return None
    if int(first) >= length:
        return NOT_SATISFIABLE
    return int(first), min(int(last or length), length - 1)


class Part:
    """A file opened at its byte `first`, that ends after `last`."""

    def __init__(self, file, first, last):
        self.file, self.left = file, last - first + 1
        file.seek(first)

    def read(self, size=-1):
        wanted = self.left if size < 0 else min(size, self.left)
        found = self.file.read(wanted)
        self.left -= len(found)
        return found

    def close(self):
        self.file.close()
