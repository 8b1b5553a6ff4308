"""Fields whose values are words of a list: described with every word, and what it means."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.api.values import labelled


def word(choices, *, blank=False, null=False, **options):
    """A field of one word out of `choices` (`TextChoices`); of none where it may be blank or null.

    The description holds the words as an enumeration, and their labels in both languages under
    ``x-enum-labels``.
    """
    accepted = labelled(choices.choices)
    accepted["enum"] += [*([""] if blank else []), *([None] if null else [])]
    accepted["type"] = ["string", "null"] if null else "string"

    @extend_schema_field(accepted)
    class WordField(serializers.CharField):
        pass

    return WordField(read_only=True, **options)
