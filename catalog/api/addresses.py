"""Addresses of this site, built from the settings and never from the request's Host."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import override

from catalog.bilingual import LANGUAGES
from catalog.moments import put_into


def absolute(path):
    """The address of a path of this site, with its query and its place on the page."""
    return settings.SITE_URL + urlsplit(path)._replace(scheme="", netloc="").geturl()


def web_urls(row, *, moment=None):
    """The pages of a row as they are today, or were at `moment`, by language."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = absolute(put_into(row.get_absolute_url(), moment))
    return found
