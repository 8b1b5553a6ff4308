"""Fields whose values are words of a list: described with every word, and what it means."""

from django.utils.translation import override
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.bilingual import LANGUAGES


def word(choices, *, blank=False, null=False, **options):
    """A field of one word out of `choices` (`TextChoices`); of none where it may be blank or null.

    The description holds the words as an enumeration, and their labels in both languages under
    ``x-enum-labels``.
    """
    values = [*choices.values, *([""] if blank else []), *([None] if null else [])]
    labels = {choice.value: _labels(choice) for choice in choices}
    kinds = ["string", "null"] if null else "string"

    @extend_schema_field({"type": kinds, "enum": values, "x-enum-labels": labels})
    class WordField(serializers.CharField):
        pass

    return WordField(read_only=True, **options)


def _labels(choice):
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = str(choice.label)
    return found
