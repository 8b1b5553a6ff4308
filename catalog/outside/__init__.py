"""Requests to other people's servers: the only door out, and never to an address inside."""

from catalog.outside.addresses import is_public, resolve
from catalog.outside.fetch import Answer, FetchFailed, Hop, Limits, fetch

__all__ = ["Answer", "FetchFailed", "Hop", "Limits", "fetch", "is_public", "resolve"]
