"""Content negotiation: each address has one form, which who takes JSON gets."""

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation

from catalog.delivery.accepting import takes, takes_json


class OneForm(DefaultContentNegotiation):
    """The rule by which the cache in front of Django answers, so that both answer alike.

    No parameter of the header comes through: an `indent`, of which DRF takes notice, would give
    other bytes, and no answer varies by Accept.
    """

    def select_renderer(self, request, renderers, format_suffix=None):
        accept = request.headers.get("Accept", "")
        if takes_json(accept) or any(takes(accept, one.media_type) for one in renderers):
            return renderers[0], renderers[0].media_type
        raise NotAcceptable(available_renderers=renderers)
