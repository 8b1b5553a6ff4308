"""Which code and which templates render pages here."""

from hashlib import blake2b

from django.conf import settings

PARTS = ("catalog", "config", "templates", "static", "requirements")
# What pages and their headers print, and what they print it from.
SETTINGS = (
    "SITE_URL",
    "MEDIA_URL",
    "STATIC_URL",
    "STORAGES",
    "DATABASES",
    "DEBUG",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "CONTENT_SECURITY_POLICY",
)


def release():
    """A short name that changes when a file of the site or such a setting does.

    Files are told by name, size and time of change, as a copy of a checkout keeps them; where one
    does not, machines merely render for themselves.
    """
    seen = blake2b(digest_size=8)
    for part in PARTS:
        for path in sorted((settings.BASE_DIR / part).rglob("*.*")):
            if path.suffix != ".pyc" and path.is_file():
                state = path.stat()
                seen.update(f"{path.name}:{state.st_size}:{state.st_mtime_ns}\n".encode())
    for name in SETTINGS:
        seen.update(repr(getattr(settings, name)).encode())
    return seen.hexdigest()
