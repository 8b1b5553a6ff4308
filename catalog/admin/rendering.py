"""The address that renders a text while it is written, exactly as readers would see it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from catalog import roles
from catalog.logged_out import fetched
from catalog.text import render_markdown

LONGEST = 20_000  # characters; the longest shipped text has about 1,000


@require_POST
@never_cache
def render_text(request):
    """HTML of the Markdown in the POST parameter `text`; stores nothing, and nobody caches it.

    403 for who may write no text at all, 413 above `LONGEST` characters.
    """
    if not roles.holds(request.user, *roles.WRITING):
        raise PermissionDenied
    text = request.POST.get("text", "")
    if len(text) > LONGEST:
        message = _("%(came)d characters came; at most %(most)d are rendered.")
        return HttpResponse(
            message % {"came": len(text), "most": LONGEST},
            status=413,
            content_type="text/plain; charset=utf-8",
        )
    # Another 200, such as the login page of a hotel, is no preview.
    return HttpResponse(render_markdown(text), headers={"X-Desk-Rendered": "markdown"})


render_on_desk = admin.site.admin_view(fetched(render_text))
