"""Addresses of this site, built from the settings and never from the request's Host."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import override

from catalog.bilingual import LANGUAGES


def absolute(path):
    """The address of a path of this site, query included."""
    parts = urlsplit(path)
    return settings.SITE_URL + parts.path + (f"?{parts.query}" if parts.query else "")


def web_urls(row):
    """The pages of a row, by language."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = absolute(row.get_absolute_url())
    return found
