"""What a file says of one entry, whatever the format: `over` lays it over what the entry says."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.documents.placed import Place, TooDeep, placed
from catalog.documents.quoting import quoted
from catalog.documents.schema import KINDS
from catalog.validators import validate_slug

KEYS = ("kind", "slug", "revision", "values")


@dataclass
class Content:
    """`revision` is the number of the revision that the file was made from, where it says so."""

    kind: str
    slug: str
    revision: int | None
    place: Place

    @property
    def model(self):
        return KINDS[self.kind]

    def missing_columns(self):
        """The columns that a new entry needs and this kind of file cannot give."""
        return []


@dataclass
class Whole(Content):
    """A whole document: what it leaves out is empty."""

    values: Any

    def over(self, base, faults):
        return self.values


def check_slug(slug, place, faults):
    """Whether `slug` can be that of an entry; a fault where it can not."""
    if slug in (None, ""):
        faults.add(place, _("is required"))
        return False
    try:
        validate_slug(slug)
    except ValidationError as error:
        faults.add(place, " ".join(error.messages))
        return False
    return True


def whole_of(raw, line, faults):
    """The `Whole` that one element of a JSON or YAML file holds, or None where it has faults."""
    if not isinstance(raw, dict):
        faults.add(Place("", line, "", raw), _("must be a mapping of kind, slug and values"))
        return None
    kind, slug, number = raw.get("kind"), raw.get("slug"), raw.get("revision")
    place = Place(f"{kind} {slug}"[:200], line)
    before = faults.count
    for key in raw:
        if key not in KEYS:
            message = _("is unknown; known are %(known)s") % {"known": ", ".join(KEYS)}
            faults.add(place._replace(column=str(key)), message)
    if not isinstance(kind, str) or kind not in KINDS:
        message = _("must be one of %(known)s") % {"known": ", ".join(KINDS)}
        faults.add(place._replace(column="kind", value=kind), message)
    check_slug(slug, place._replace(column="slug", value=slug), faults)
    if number is not None and (isinstance(number, bool) or not isinstance(number, int)):
        message = _("must be a whole number, got %(value)s") % {"value": quoted(number)}
        faults.add(place._replace(column="revision", value=number), message)
    if not isinstance(raw.get("values"), dict):
        faults.add(place._replace(column="values"), _("must be a mapping of fields"))
    if faults.count > before:
        return None
    try:
        return Whole(kind, slug, number, place, placed(raw["values"], place))
    except TooDeep:
        faults.add(place, _("holds values within values too deep to be a document"))
        return None
