import gc
import os

import django as framework

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# What is loaded here stays for good: looking for garbage in it is a tenth of a worker's start, and
# some of every page that is rendered afterwards.
gc.disable()
framework.setup(set_prefix=False)

from catalog.delivery.site import in_front_of  # noqa: E402 - needs the applications to be loaded
from config.boundary import Handler  # noqa: E402 - the same

django = Handler()
application = in_front_of(django)

gc.freeze()
gc.enable()
