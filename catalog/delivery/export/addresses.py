"""Which file an address becomes, and how a link is read."""

import mimetypes
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from catalog.delivery.export.reading import HTML

API = "/api/v1/"
JSON = "application/json"
# Queries that lead to more of the same content; any other is a question to a program.
CONTINUED = {"page", "cursor", "view", "format"}
# Documents of the export hold both languages and as many rows a page as there may be.
SETTLED = {"lang", "page_size"}
PLAIN = re.compile(r"\w[\w.-]*", re.ASCII)


@dataclass(frozen=True)
class Place:
    """A file of the export, and the address at which file servers have it."""

    file: str
    address: str


def read_link(link, *, base, origin):
    """The address (path and query) and the fragment of a link of this site, or None of another's.

    `base` is the address of the page that holds it.
    """
    parts = urlsplit(urljoin(origin + base, link))
    if f"{parts.scheme}://{parts.netloc}" != origin:
        return None
    query = parse_qsl(parts.query, keep_blank_values=True)
    query = [one for one in query if one != ("page", "1")]
    if parts.path.startswith(API):
        query = [(name, value) for name, value in query if name not in SETTLED]
    return (parts.path or "/") + ("?" + urlencode(query) if query else ""), parts.fragment


def is_question(address):
    """Whether only a program can answer; files have no queries but those of further pages."""
    query = parse_qsl(urlsplit(address).query, keep_blank_values=True)
    return any(name not in CONTINUED or not PLAIN.fullmatch(value) for name, value in query)


def place_of(address, media_type=HTML):
    """The place of a page, or of a document of another type."""
    parts = urlsplit(address)
    path = unquote(parts.path).lstrip("/")
    words = [f"{name}-{value}" for name, value in parse_qsl(parts.query)]
    if media_type == HTML:
        folder = "/".join([path.rstrip("/"), *words]).lstrip("/")
        return Place(f"{folder}/index.html".lstrip("/"), quote(f"/{folder}/".replace("//", "/")))
    file = "-".join([path.rstrip("/"), *words])
    if parts.path == API:
        file = f"{file}/index.json"
    elif parts.path.endswith("/"):
        file += mimetypes.guess_extension(media_type) or ""
    return Place(file, quote(f"/{file}"))
