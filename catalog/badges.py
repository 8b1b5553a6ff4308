"""Small pictures of a framework for other people's pages: what they say, and how wide that is.

A picture that stands on another page takes no style sheet and no font along, so widths are
estimated for the fonts of browsers, and colours are the light ones of tokens.css.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from catalog.text import is_wide

HEIGHT = 20
PADDING = 6
SIZE = 11  # pixels of the text
CARD_WIDTH, CARD_HEIGHT = 400, 150
# Shares of the size: Chinese and full-width characters fill it, others about three fifths.
WIDE, NARROW = 1.0, 0.6

TONES = {
    "supported": "#1d5a38",
    "partly": "#704b06",
    "contradicted": "#942720",
    "outdated": "#643d7e",
    "unknown": "#555b5f",
}


@dataclass(frozen=True)
class Badge:
    """A label and what is so, in one tone of `TONES`; positions are in pixels."""

    label: str
    value: str
    tone: str

    @property
    def colour(self):
        return TONES[self.tone]

    @property
    def label_width(self):
        return text_width(self.label) + 2 * PADDING

    @property
    def value_width(self):
        return text_width(self.value) + 2 * PADDING

    @property
    def width(self):
        return self.label_width + self.value_width

    @property
    def label_middle(self):
        return self.label_width / 2

    @property
    def value_middle(self):
        return self.label_width + self.value_width / 2


def text_width(text, size=SIZE):
    """About how many pixels a text is wide, as a whole number."""
    return round(sum(size * (WIDE if is_wide(one) else NARROW) for one in text))


def oembed_url(framework):
    """Where other sites ask for the card of a framework, in the language now active."""
    page = settings.SITE_URL + framework.get_absolute_url()
    return f"{settings.SITE_URL}{reverse('oembed')}?{urlencode({'url': page})}"
