"""The editors' desk: every button calls `catalog.actions`, and nothing here publishes by itself."""

from catalog.admin import (
    articles,
    changes,
    copies,
    findings,
    frameworks,
    glossary,
    pictures,
    published,
    search,
    sources,
    tokens,
    topics,
    webhooks,
)

__all__ = [
    "articles",
    "changes",
    "copies",
    "findings",
    "frameworks",
    "glossary",
    "pictures",
    "published",
    "search",
    "sources",
    "tokens",
    "topics",
    "webhooks",
]
