"""The description of the API in Chinese.

Its texts stand in the code in English, many of them as docstrings, which no tool marks for
translation. They are looked up paragraph by paragraph in a catalogue of their own, `openapi`,
which `make messages` fills from the description that is kept in docs/api.
"""

import json
from functools import cache
from gettext import translation
from pathlib import Path

from django.utils.translation import to_locale

from catalog.api.meanings import FIELDS
from catalog.bilingual import current_language

LOCALES = Path(__file__).resolve().parents[1] / "locale"
TOLD = ("title", "summary", "description")
VERBATIM = ("const", "default", "enum", "example", "examples")
# What is put together out of parts, which are translated where that is done.
MEANINGS = {*FIELDS.values()}
COMPOSED = ("Example: ", "The identifier of the ", "Read one ")


def translate(result, generator, request, public):
    """What drf-spectacular calls with the finished description."""
    known = _catalogue("openapi", to_locale(current_language()))
    # Of nothing, gettext has the head of its catalogue.
    return _told(result, lambda text: "\n\n".join(one and known(one) for one in text.split("\n\n")))


def extract(file, keywords, comment_tags, options):
    """What Babel calls for a description: each paragraph that is not translated where it stands."""
    found = []
    _told(json.load(file), lambda text: found.extend(text.split("\n\n")))
    elsewhere = _catalogue("django", "zh_Hans")
    for text in sorted(set(found)):
        is_composed = text.startswith(COMPOSED) and text not in MEANINGS
        if text and elsewhere(text) == text and not is_composed:
            yield None, "", text, []


@cache
def _catalogue(domain, locale):
    return translation(domain, LOCALES, [locale], fallback=True).gettext


def _told(part, say):
    """The part of a description with what `say` makes of each of its texts."""
    if isinstance(part, list):
        return [_told(one, say) for one in part]
    if not isinstance(part, dict):
        return part
    return {key: _told_under(key, one, say) for key, one in part.items()}


def _told_under(key, part, say):
    if key in VERBATIM:
        return part
    # A dictionary under such a key describes a property that is called so.
    return say(str(part)) if key in TOLD and not isinstance(part, dict) else _told(part, say)
