"""Stored pictures, where no web server or media host in front serves them."""

from csp.constants import NONE
from csp.decorators import csp_replace
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from catalog.images import FOLDER, MEDIA_TYPES

A_YEAR = 31_536_000  # seconds; a name stands for one content, so it may be kept for ever


@require_safe
@csp_replace({"default-src": [NONE], "sandbox": []})
def picture(request, name):
    """A picture with the type of its name, whatever its bytes might pass for elsewhere."""
    try:
        file = default_storage.open(f"{FOLDER}/{name}")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=MEDIA_TYPES[name.rpartition(".")[2]])
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    return response
