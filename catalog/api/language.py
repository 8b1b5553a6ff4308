"""Which language an answer speaks, and how a value says that it stands in for another."""

from dataclasses import dataclass

from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from catalog.bilingual import (
    LANGUAGES,
    REVIEWED,
    ZH,
    Text,
    column,
    in_language,
    preferred_language,
    tagged_language,
)
from catalog.models import BilingualRow

ALL = "all"
BOTH = ", ".join(LANGUAGES)  # what Content-Language says of an answer that holds every text


@dataclass(frozen=True)
class ContentLanguage:
    """The language asked for: one code, or ``all``; whether another may stand in for it."""

    code: str
    allows_fallback: bool
    is_negotiated: bool


def content_language(request):
    """Read ``lang`` and ``fallback``; without ``lang`` the Accept-Language header decides."""
    given = request.GET.get("lang")
    asked = code_of(given)
    if given is not None and asked is None:
        accepted = ", ".join((*LANGUAGES, ALL))
        raise ValidationError({"lang": [refusal(given, accepted)]})
    fallback = request.GET.get("fallback")
    if fallback not in (None, "none"):
        raise ValidationError({"fallback": [refusal(fallback, "none")]})
    code = asked or header_language(request)
    return ContentLanguage(code, fallback is None, given is None)


def code_of(given):
    """The code that a value of ``lang`` names, in any case; None for one that is not known."""
    if given is None:
        return None
    return ALL if given.lower() == ALL else tagged_language(given)


def message_language(request):
    """The language of an error's text; the header's when ``lang`` names none that is known."""
    asked = code_of(request.GET.get("lang"))
    return ZH if asked == ALL else asked or header_language(request)


def header_language(request):
    return preferred_language(request.headers.get("Accept-Language", ""))


def refusal(given, accepted):
    return gettext("“%(value)s” is not known here. Accepted: %(accepted)s.") % {
        "value": given[:60],
        "accepted": accepted,
    }


@extend_schema_field(
    {
        "oneOf": [
            {"type": "string"},
            {
                "type": "object",
                "description": "With lang=all: both languages, null where one is missing.",
                "properties": {code: {"type": ["string", "null"]} for code in LANGUAGES},
                "required": list(LANGUAGES),
            },
            {"type": "null"},
        ]
    }
)
class BilingualField(serializers.Field):
    """A bilingual value: a string, an object of both languages, or null where there is none."""

    def __init__(self, of=None, **kwargs):
        super().__init__(read_only=True, source="*", **kwargs)
        self.of = of

    def to_representation(self, instance):
        asked, name = self.context["language"], self.of or self.field_name
        if asked.code == ALL:
            return {code: getattr(instance, column(name, code)) or None for code in LANGUAGES}
        text = in_language(instance, name, asked.code)
        if not text or (text.is_fallback and not asked.allows_fallback):
            return None
        # What was made of texts, such as a document of the search index, has no states of its own.
        is_row = isinstance(instance, BilingualRow)
        text.state = instance.translation_state(name, asked.code) if is_row else None
        return text


def language_block(asked, value):
    """What an object says of its texts: those in another language, and how far each is translated.

    By JSON pointer: the language of every value that is a fallback, and the state of translation
    of every value that is not reviewed.
    """
    texts = [*_texts(value)]
    return {
        "requested": asked.code,
        "fallbacks": {pointer: one.language for pointer, one in texts if one.is_fallback},
        "translation": {
            pointer: one.state for pointer, one in texts if one.state not in (None, REVIEWED)
        },
    }


def cut(document, fields):
    """A finished document with only `fields`, and how far these are translated."""
    kept = {name: document[name] for name in document if name in fields}
    if block := document.get("language"):
        told = {
            name: {key: value for key, value in block[name].items() if key.split("/")[1] in fields}
            for name in ("fallbacks", "translation")
        }
        kept["language"] = block | told
    return kept


def _texts(value, pointer=""):
    """Every bilingual text within plain values, with its JSON pointer."""
    if isinstance(value, Text):
        yield pointer, value
        return
    children = []
    if isinstance(value, dict):
        children = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    for key, child in children:
        yield from _texts(child, f"{pointer}/{key}")
