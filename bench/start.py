"""What every bench does first."""

import os


def set_up():
    """Django as a bench wants it: every host and any number of requests, no memory of queries."""
    os.environ.setdefault("DEBUG", "true")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("API_REQUESTS_OF_ADDRESS", str(10**9))
    import django
    from django.conf import settings

    django.setup()
    settings.DEBUG = False  # it would keep every query in memory
    settings.ALLOWED_HOSTS = ["*"]
