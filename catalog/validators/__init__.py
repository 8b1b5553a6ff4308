"""The rules of values. Model fields, forms, imports, the API and the loader all use these.

A `clean_…` function returns the value in the form in which it is stored, or raises
`ValidationError`; a `validate_…` function only raises.
"""

from catalog.validators.characters import (
    CONTROLS,
    INVISIBLE,
    NOT_IN_PARAMETERS,
    NOT_IN_TEXTS,
    NOT_IN_XML,
    NOT_STORABLE,
    clean_line,
    clean_text,
    is_visible,
    validate_plain_text,
    validate_quotation,
    xml_text,
)
from catalog.validators.dates import (
    check_period,
    clean_partial_date,
    first_day,
    is_before,
    validate_partial_date,
)
from catalog.validators.identifiers import (
    check_package_name,
    clean_arxiv,
    clean_commit,
    clean_doi,
    clean_license,
    clean_repository,
    clean_sha256,
    clean_url,
)
from catalog.validators.names import clean_name, name_key
from catalog.validators.rows import identity_of, repeated
from catalog.validators.slugs import slug_key, validate_slug

__all__ = [
    "CONTROLS",
    "INVISIBLE",
    "NOT_IN_PARAMETERS",
    "NOT_IN_TEXTS",
    "NOT_IN_XML",
    "NOT_STORABLE",
    "check_package_name",
    "check_period",
    "clean_arxiv",
    "clean_commit",
    "clean_doi",
    "clean_license",
    "clean_line",
    "clean_name",
    "clean_partial_date",
    "clean_repository",
    "clean_sha256",
    "clean_text",
    "clean_url",
    "first_day",
    "identity_of",
    "is_before",
    "is_visible",
    "name_key",
    "repeated",
    "slug_key",
    "validate_partial_date",
    "validate_plain_text",
    "validate_quotation",
    "validate_slug",
    "xml_text",
]
