"""Slugs: permanent, and one thing whatever the case in which somebody writes them."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SLUG = re.compile(r"[A-Za-z0-9_-]{1,80}")


def validate_slug(value: object) -> None:
    """Letters without accents, digits, hyphens and underscores."""
    if not isinstance(value, str) or not SLUG.fullmatch(value):
        raise ValidationError(
            _("is no slug: letters without accents, digits, hyphens and underscores, 80 at most"),
            code="slug",
        )


def slug_key(slug: str) -> str:
    """What spellings of one slug share. Slugs are ASCII, so every database agrees on it."""
    return slug.lower()
