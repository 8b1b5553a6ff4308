"""What an answer may depend on: scheme, host, path, query and language."""

import re
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.http.request import split_domain_port, validate_host

from catalog.bilingual import ZH, preferred_language, tagged_language
from catalog.moments import PARAMETER as MOMENT

PAGE = re.compile(r"/(zh-hans|en)/(?!(?:admin|preview|report)(?:/|$))")
API = re.compile(r"/api/v1/(?!preview/)|/oembed/")
# What answers programs, in the language that the address names, or else the header.
NEGOTIATED = ("/api/", "/oembed/")
FILES = re.compile(r"/(?:robots\.txt|llms\.txt|sitemap(?:-[a-z]+-\d+)?\.xml)")

# Characters of what an address is read off. Longer ones are answered by Django, so that nobody
# fills the memory with what they made up.
LONGEST = 2000
MOST_PARAMETERS = 100


class TooLong(Exception):
    """Nobody but Django answers this."""


class Address(NamedTuple):
    """Where an answer is kept. Two requests with one address get the same bytes."""

    scheme: str
    host: str
    path: str
    query: str
    language: str

    @property
    def varies(self):
        """Whether the header Accept-Language had a say, as on documents without `?lang=`."""
        return self.path.startswith(NEGOTIATED)

    def environ(self, environ):
        """The request that Django is asked with: made of the address alone.

        No cookie, no condition and no range comes through, so what is rendered can not depend on
        them. Where the request came from stays, for limits and logs.
        """
        kept = {name: value for name, value in environ.items() if name in SERVER}
        return kept | {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "HTTP_HOST": self.host,
            "HTTP_ACCEPT_LANGUAGE": self.language,
            "wsgi.input": BytesIO(),
        }


SERVER = frozenset(
    {
        "SERVER_NAME",
        "SERVER_PORT",
        "SERVER_PROTOCOL",
        "REMOTE_ADDR",
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_FORWARDED_PROTO",
        "wsgi.version",
        "wsgi.url_scheme",
        "wsgi.errors",
        "wsgi.multithread",
        "wsgi.multiprocess",
        "wsgi.run_once",
    }
)


class Addresses:
    """Reads addresses off requests to the hosts of a closed list (as in `ALLOWED_HOSTS`)."""

    def __init__(self, hosts):
        self.hosts = hosts
        # Parsing costs as much as all the rest of a hit, and readers ask for the same things.
        self.find = lru_cache(maxsize=4096)(self._find)

    def _find(self, scheme, host, path, query, accept_language):
        """The `Address`, or None for what is not kept. TooLong, which is not remembered."""
        if len(host) + len(path) + len(query) + len(accept_language) > LONGEST:
            raise TooLong
        if not query.isascii() or not self._is_ours(host):
            return None
        try:
            parameters = parse_qsl(
                query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS, errors="strict"
            )
        except ValueError:  # more parameters than any page has, or bytes that are no UTF-8
            return None
        if any(name == MOMENT for name, _value in parameters):
            return None
        language = _language(path, dict(parameters), accept_language)
        if language is None:
            return None
        # Sorted by name only: the order of frameworks in a comparison is the reader's.
        ordered = sorted(parameters, key=lambda one: one[0])
        return Address(scheme, host.lower(), path, urlencode(ordered), language)

    def _is_ours(self, host):
        domain, _port = split_domain_port(host)
        return bool(domain) and validate_host(domain, self.hosts)


def _language(path, parameters, accept_language):
    """The language that an answer speaks, or None where nothing is kept."""
    if match := PAGE.match(path):
        return match[1]
    if FILES.fullmatch(path):
        return ZH
    if not API.match(path):
        return None
    asked = parameters.get("lang", "")
    if asked.lower() == "all":
        return ZH
    return tagged_language(asked) or preferred_language(accept_language)
