"""The answer to a write: where the entry stands now, and what it says as a document."""

from django.urls import reverse
from rest_framework.response import Response

from catalog.api.addresses import absolute
from catalog.api.writes.preconditions import described, entity_tag
from catalog.exchange.edits import document_of


def standing(revision):
    """Where an entry stands, and its document; ``values`` is what a PATCH is laid over."""
    entry = revision.entry
    return {
        "kind": entry._meta.model_name,
        "slug": entry.slug,
        **described(revision),
        "url": draft_url(entry),
        "created_by": revision.created_by.get_username(),
        "updated_at": revision.updated_at,
        "values": document_of(revision),
    }


def draft_url(entry):
    return absolute(reverse(f"api:{entry._meta.model_name}-draft", args=[entry.slug]))


def answer(revision, *, status=200):
    headers = {"ETag": entity_tag(revision), "Cache-Control": "no-store"}
    if status == 201:
        headers["Location"] = draft_url(revision.entry)
    return Response(standing(revision), status=status, headers=headers)
