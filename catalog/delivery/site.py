"""The cache as the settings describe it."""

from datetime import UTC, datetime

from django.conf import settings

from catalog.delivery.addresses import Addresses
from catalog.delivery.files import Files
from catalog.delivery.front import Front
from catalog.delivery.memory import Memory
from catalog.delivery.release import release
from catalog.delivery.stamps import Stamps, connections_of_a_thread
from catalog.published import current_stamp, last_change_at


def in_front_of(app):
    """`app` behind the cache, or `app` itself where PAGE_CACHE is off."""
    if not settings.PAGE_CACHE:
        return app
    stamps = Stamps(read_stamp)
    if settings.PAGE_CACHE_URL:
        from catalog.delivery.pushing import hear

        hear(stamps.moved)
    return Front(
        app,
        addresses=Addresses(settings.ALLOWED_HOSTS),
        stamps=stamps,
        memory=Memory(settings.PAGE_CACHE_BYTES),
        shared=second_level(),
        session_cookie=settings.SESSION_COOKIE_NAME,
        proxy_header=settings.SECURE_PROXY_SSL_HEADER,
    )


def second_level():
    if settings.PAGE_CACHE_URL:
        from catalog.delivery.valkey import Valkey

        return Valkey(settings.PAGE_CACHE_URL, release=release())
    return Files(
        settings.PAGE_CACHE_FOLDER, release=release(), limit=settings.PAGE_CACHE_FOLDER_BYTES
    )


def read_stamp():
    with connections_of_a_thread():
        return stamp_of_today()


def stamp_of_today():
    """The content stamp; the moment of the newest change, which tells a restored database from
    the one that has counted on; and the day in UTC, because some pages print the date of today.
    """
    return f"{current_stamp()} {last_change_at()} {datetime.now(UTC):%Y-%m-%d}"
