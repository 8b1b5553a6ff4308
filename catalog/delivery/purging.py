"""Telling a content delivery network which pages are no longer as it keeps them."""

import json

from django.conf import settings

from catalog.choices import EntryKind, ListKind
from catalog.delivery.tags import LISTS, TERMS
from catalog.outside import FetchFailed, fetch

# Networks take a hundred names a request, some only thirty.
BATCH = 30

PLACES = {
    EntryKind.FRAMEWORK: "frameworks",
    EntryKind.FEATURE: "features",
    EntryKind.CATEGORY: "categories",
    EntryKind.ARTICLE: "articles",
    EntryKind.GLOSSARY_TERM: "glossary",
    ListKind.SOURCE: "sources",
}


class PurgeFailed(Exception):
    """The network did not take the names; its message says why."""


def names_of(changes):
    """The names that these rows of the log of public changes touch, each once, sorted.

    Pages that quote an entry carry its name; lists and whatever else may show it carry `lists`.
    A page that only begins to quote it follows when its `s-maxage` is over.
    """
    things = set()
    for change in changes:
        things.add((change.kind, change.slug))
        things.add(tuple(change.other.partition("/")[::2]))
    named = {f"{PLACES[kind]}/{slug}" for kind, slug in things if kind in PLACES}
    if any(kind == ListKind.TERM for kind, _slug in things):
        named.add(TERMS)
    return sorted(named | {LISTS}) if things else []


def purge(names):
    """Have the network at CDN_PURGE_URL forget what carries one of the `names`.

    They are sent as JSON and as the header Surrogate-Key, since networks differ in which they
    read. Raises `PurgeFailed`; names of earlier batches are purged by then, which does no harm.
    """
    for start in range(0, len(names), BATCH):
        batch = names[start : start + BATCH]
        headers = {
            "Content-Type": "application/json",
            "Surrogate-Key": " ".join(batch),
            "Authorization": f"Bearer {settings.CDN_PURGE_TOKEN}",
        }
        body = json.dumps({"tags": batch}).encode()
        try:
            answer = fetch(settings.CDN_PURGE_URL, method="POST", headers=headers, body=body)
        except FetchFailed as failure:
            raise PurgeFailed(str(failure)) from failure
        if answer.status not in (200, 202, 204):
            raise PurgeFailed(f"{settings.CDN_PURGE_URL}: status {answer.status}")
