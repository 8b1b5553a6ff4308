"""A hint that another entry has the name of this one."""

from django.contrib import messages
from django.utils.translation import gettext as _

from catalog.queries import namesakes


def hint_at_namesakes(request, revision):
    """Name the other entries in a message; the name is accepted."""
    slugs = dict.fromkeys(other.slug for other in namesakes(revision)[:20])
    if slugs:
        message = _("Another entry has the same name: %(entries)s. Is it the same thing?")
        messages.warning(request, message % {"entries": ", ".join(slugs)})
