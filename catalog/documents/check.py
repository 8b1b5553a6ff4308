"""Checking one entry of a file after the other, with the rules that `read` has for folders."""

import re

from catalog.documents.placed import Place, escaped
from catalog.documents.read import Reader


class Checker(Reader):
    """Checks documents whose mappings know the `Place` of every value.

    Unlike a folder of shipped content, an entry may have a text in one language only, and the rows
    that it names stand in the database: `expected` holds them for the caller to find.
    """

    def __init__(self, faults):
        super().__init__("")
        self.found = faults

    def check(self, model, mapping, *, slug=None):
        """The values that `mapping` gives a revision of `model`, or None where it has faults.

        `slug` is that of the entry.
        """
        before = self.found.count
        self.expected, self.slug = [], slug
        values = self._read_mapping(mapping, model, "", local={})
        return values if self.found.count == before else None

    @property
    def fault_count(self):
        return self.found.count

    def _fault(self, file, line, field, message):
        place = line if isinstance(line, Place) else Place("", line)
        step = escaped(field)
        # Columns of tables are named before the field, with a space; keys may hold one themselves.
        if step not in {*place.column.split("/"), *re.split("[/ ]", place.column)}:
            place = place._replace(column="/".join(filter(None, [place.column, step])))
        self.found.add(place, message)

    def _unknown_key(self, file, line, key, message):
        if self.found.skips_unknown:
            self.found.note(line, message)
        else:
            super()._unknown_key(file, line, key, message)

    def _check_translations(self, mapping, schema, values, file):
        """A draft may wait for its translation."""
