"""What RFC 4287 asks of an Atom feed, as far as a feed without content elements can break it."""

import re
from datetime import datetime
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Section 3.3: an RFC 3339 moment, with a capital T and Z.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# RFC 3987: what no IRI holds anywhere.
NO_IRI = re.compile(r"[\s<>\"{}|\\^`]|%(?![0-9A-Fa-f]{2})")
ONCE = ("id", "title", "updated")
TEXTS = ("title", "subtitle", "summary", "rights")


def faults(text):
    """What is wrong with the feed, as sentences."""
    feed = ElementTree.fromstring(text)  # noqa: S314 - our own
    if feed.tag != f"{ATOM}feed":
        return [f"the root is {feed.tag}"]
    entries = feed.findall(f"{ATOM}entry")
    found = [*_of_parent("feed", feed)]
    if feed.find(f"{ATOM}author") is None:
        found += [
            f"entry {n} has no author" for n, one in enumerate(entries) if not _has_author(one)
        ]
    if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
        found.append("feed has no link to itself")
    for number, entry in enumerate(entries):
        found += _of_parent(f"entry {number}", entry)
        if not any(
            link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{ATOM}link")
        ):
            found.append(f"entry {number} has neither content nor an alternate link")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    moments = [(entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated")) for entry in entries]
    if len({*moments}) < len(ids):
        found.append("two entries have the same id and the same moment")
    return found


def _of_parent(name, parent):
    for one in ONCE:
        if len(parent.findall(ATOM + one)) != 1:
            yield f"{name} has not exactly one {one}"
    iri = parent.findtext(f"{ATOM}id") or ""
    if NO_IRI.search(iri) or not re.match(r"[a-z][a-z0-9+.-]*:", iri):
        yield f"{name}: the id {iri!r} is no IRI"
    for one in ("updated", "published"):
        for element in parent.findall(ATOM + one):
            if not MOMENT.fullmatch(element.text or "") or not datetime.fromisoformat(element.text):
                yield f"{name}: {one} is no moment"
    for link in parent.findall(f"{ATOM}link"):
        if NO_IRI.search(link.get("href", " ")):
            yield f"{name}: a link leads to no IRI"
    for person in parent.findall(f"{ATOM}author"):
        if len(person.findall(f"{ATOM}name")) != 1:
            yield f"{name}: an author has not exactly one name"
    for one in TEXTS:
        for element in parent.findall(ATOM + one):
            if element.get("type", "text") not in ("text", "html", "xhtml"):
                yield f"{name}: {one} has an unknown type"
            if element.get("type", "text") == "text" and len(element):
                yield f"{name}: {one} is text and holds elements"


def _has_author(entry):
    return entry.find(f"{ATOM}author") is not None


def entries(text):
    """The id, moment and summary of each entry, with the language that the summary says."""
    feed = ElementTree.fromstring(text)  # noqa: S314 - our own
    for entry in feed.findall(f"{ATOM}entry"):
        summary = entry.find(f"{ATOM}summary")
        yield {
            "id": entry.findtext(f"{ATOM}id"),
            "updated": entry.findtext(f"{ATOM}updated"),
            "summary": summary.text if summary is not None else None,
            "language": summary.get(LANG) if summary is not None else None,
        }
