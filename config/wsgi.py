import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django = get_wsgi_application()

from catalog.delivery.site import in_front_of  # noqa: E402 - needs the applications to be loaded

application = in_front_of(django)
