"""Identifiers that other sites give: each in one spelling, checked by its format.

People paste an identifier as an address, or with its name before it; the identifier is taken out of
that. Full-width letters and digits become ASCII.
"""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.utils import InvalidName, canonicalize_name

from catalog.validators.characters import clean_line

# https://info.arxiv.org/help/arxiv_identifier.html: since April 2007, and before.
ARXIV = re.compile(
    r"(?:0[7-9]|[1-9][0-9])(?:0[1-9]|1[0-2])\.[0-9]{4,5}(?:v[1-9][0-9]?)?"
    r"|[a-z]+(?:-[a-z]+)*(?:\.[A-Z]{2})?/[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}(?:v[1-9][0-9]?)?"
)
_ARXIV_START = re.compile(r"(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*)", re.I)
# https://www.doi.org/doi-handbook/: a prefix of numbers, and a suffix of printable characters.
DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[!-~]+")
_DOI_START = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)", re.I)
# GitHub's rules for accounts and repositories; accounts of companies hold an underscore.
REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")
_REPOSITORY_START = re.compile(r"(?:https?://(?:www\.)?github\.com/|git@github\.com:)", re.I)
COMMIT = re.compile(r"[0-9a-f]{7,40}")
SHA256 = re.compile(r"[0-9a-f]{64}")
_check_url = URLValidator(schemes=["http", "https"])


def clean_arxiv(value: str) -> str:
    text = _ARXIV_START.sub("", _ascii(value), count=1).removesuffix(".pdf")
    return _matching(ARXIV, text, _("“%(value)s” is not an arXiv number. Write 1605.08695."))


def clean_doi(value: str) -> str:
    text = _DOI_START.sub("", _ascii(value), count=1)
    return _matching(DOI, text, _("“%(value)s” is not a DOI. Write 10.1145/2939672.2945397."))


def clean_repository(value: str) -> str:
    text = _REPOSITORY_START.sub("", _ascii(value), count=1)
    text = text.removesuffix("/").removesuffix(".git")
    return _matching(REPOSITORY, text, _("“%(value)s” is not a repository. Write owner/name."))


def clean_commit(value: str) -> str:
    message = _("“%(value)s” is not a commit. Write 7 to 40 hexadecimal digits.")
    return _matching(COMMIT, _ascii(value).lower(), message)


def clean_sha256(value: str) -> str:
    message = _("“%(value)s” is not a SHA-256. Write 64 hexadecimal digits.")
    return _matching(SHA256, _ascii(value).lower(), message)


def clean_license(value: str) -> str:
    """An SPDX expression with its identifiers in their own spelling: MIT OR Apache-2.0."""
    text = _ascii(value)
    if not text:
        return ""
    try:
        return str(canonicalize_license_expression(text))
    except InvalidLicenseExpression as error:
        raise ValidationError(
            _(
                "“%(value)s” is not an SPDX expression. Write Apache-2.0 or MIT OR Apache-2.0, "
                "and LicenseRef-Name for a license without an identifier (spdx.org/licenses)."
            ),
            code="identifier",
            params={"value": value},
        ) from error


def clean_url(value: str) -> str:
    """An address that a reader can open: http or https, a host, and no name or password."""
    text = clean_line(value)
    if not text:
        return ""
    try:
        _check_url(text)
    except ValidationError as error:
        message = _("“%(value)s” is not an address. Write https://example.org/.")
        raise _wrong(message, text) from error
    if "@" in text.split("/")[2]:
        raise _wrong(_("“%(value)s” holds the name of an account. Leave it out."), text)
    return text


def check_package_name(registry: str, name: str) -> None:
    """Refuse a name that the registry cannot hold, where its rules are known."""
    if registry.casefold() != "pypi":
        return
    try:
        canonicalize_name(name, validate=True)
    except InvalidName as error:
        message = _("“%(value)s” is not a name on PyPI: letters, digits, dots, - and _ only.")
        raise ValidationError({"name": _wrong(message, name)}) from error


def _ascii(value: str) -> str:
    return unicodedata.normalize("NFKC", clean_line(value)).strip()


def _matching(pattern: re.Pattern[str], text: str, message: Any) -> str:
    if text and not pattern.fullmatch(text):
        raise _wrong(message, text)
    return text


def _wrong(message: Any, value: str) -> ValidationError:
    return ValidationError(message, code="identifier", params={"value": value})
