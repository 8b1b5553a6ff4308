import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# What is loaded here stays for good: looking for garbage in it is a tenth of a worker's start, and
# some of every page that is rendered afterwards.
gc.disable()
django = get_wsgi_application()

from catalog.delivery.site import in_front_of  # noqa: E402 - needs the applications to be loaded

application = in_front_of(django)

gc.freeze()
gc.enable()
