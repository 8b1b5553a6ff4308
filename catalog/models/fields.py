"""Text columns with rules. `clean` stores the form that `catalog.validators` gives a value.

Reading and copying rows does not apply the rules, so revisions from before them stay as they are.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from catalog import validators


class Cleaned:
    """A text field that cleans what a person, a file or a program gives it."""

    clean_value = staticmethod(validators.clean_line)

    def clean(self, value, model_instance):
        if isinstance(value, str):
            value = self.clean_value(value)
        return super().clean(value, model_instance)


def cleaned_columns(row):
    """The values of the columns of `row` that have a stored form, by name."""
    fields = (field for field in row._meta.concrete_fields if isinstance(field, Cleaned))
    return {field.name: getattr(row, field.name) for field in fields}


class PlainCharField(Cleaned, models.CharField):
    """A line of text."""


class NameField(PlainCharField):
    """A line that names something for readers."""

    clean_value = staticmethod(validators.clean_name)


class PlainTextField(Cleaned, models.TextField):
    """Markdown prose."""

    clean_value = staticmethod(validators.clean_text)


class PartialDateField(Cleaned, models.CharField):
    """A date as precise as is known; its text sorts by time."""

    clean_value = staticmethod(validators.clean_partial_date)


class ArxivField(PlainCharField):
    clean_value = staticmethod(validators.clean_arxiv)


class DoiField(PlainCharField):
    clean_value = staticmethod(validators.clean_doi)


class RepositoryField(PlainCharField):
    """The repository of a project as owner/name."""

    clean_value = staticmethod(validators.clean_repository)


class CommitField(PlainCharField):
    clean_value = staticmethod(validators.clean_commit)


class Sha256Field(PlainCharField):
    clean_value = staticmethod(validators.clean_sha256)


class LicenseField(PlainCharField):
    """An SPDX expression."""

    clean_value = staticmethod(validators.clean_license)


class WebAddressField(Cleaned, models.URLField):
    """An http or https address."""

    clean_value = staticmethod(validators.clean_url)


class Bounded:
    """A whole number that every database can store.

    Django asks the connected database for the bounds, and SQLite has none: what it accepted could
    not be loaded into PostgreSQL. The bounds are no part of the schema, so migrations name Django's
    own class.
    """

    default_validators: list

    @property
    def largest(self):
        return max(validator.limit_value for validator in self.default_validators)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs


class SmallNumberField(Bounded, models.PositiveSmallIntegerField):
    """A place in an order, a level, a year."""

    default_validators = [MinValueValidator(0), MaxValueValidator(2**15 - 1)]


class NumberField(Bounded, models.PositiveIntegerField):
    """A rank, or a line of a text."""

    default_validators = [MinValueValidator(0), MaxValueValidator(2**31 - 1)]
