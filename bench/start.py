"""What every bench does first."""

import os


def set_up():
    """Django as a bench wants it: every host allowed, and no memory of queries."""
    os.environ.setdefault("DEBUG", "true")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.conf import settings

    django.setup()
    settings.DEBUG = False  # it would keep every query in memory
    settings.ALLOWED_HOSTS = ["*"]
