"""The editors' desk: every button calls `catalog.actions`, and nothing here publishes by itself."""

from catalog.admin import (
    articles,
    changes,
    copies,
    derived,
    findings,
    frameworks,
    glossary,
    people,
    pictures,
    published,
    sources,
    tokens,
    topics,
    webhooks,
)

__all__ = [
    "articles",
    "changes",
    "copies",
    "derived",
    "findings",
    "frameworks",
    "glossary",
    "people",
    "pictures",
    "published",
    "sources",
    "tokens",
    "topics",
    "webhooks",
]
