"""Writing a document over an open revision in place: only what it says differently is touched.

Rows keep their primary keys, so that forms which somebody else has open still find them.
"""

from operator import attrgetter

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from catalog.documents.schema import by_key, is_local, natural_key, schema_of
from catalog.models.copying import collect_owned


class Overwriter:
    """Writes documents over rows; `faults` are pairs (path, message) of what no row may say.

    `references` holds the primary keys of the rows outside that the document names, by model and
    natural key. A path is a tuple of keys and of places in lists, counted from 0. Every write is to
    be rolled back where there are faults.
    """

    def __init__(self, revision, references):
        self.revision, self.references = revision, references
        self.faults = []
        self.gone = []
        self.local = {}
        for model, rows in collect_owned(revision).items():
            if is_local(model):
                self.local |= {(model, natural_key(row)): row.pk for row in reversed(rows)}

    def write(self, before, after):
        """Make the revision, which says `before`, say `after`; both are plain documents."""
        self._write_row(self.revision, before, after, ())
        for row in reversed(self.gone):
            row.delete()

    def _write_row(self, row, before, after, path):
        schema = schema_of(type(row))
        changed = [
            key
            for key in (*schema.columns, *schema.references)
            if before.get(key) != after.get(key)
        ]
        for key in changed:
            self._set(row, schema, key, after.get(key))
        is_new = row.pk is None
        if is_new or changed:
            if not self._is_right(row, path):
                return
            row.save(update_fields=None if is_new else changed)
        if is_local(type(row)):
            self.local[type(row), natural_key(row)] = row.pk
        for key, field in schema.lists.items():
            if before.get(key) != after.get(key):
                target = field.related_model
                named = [self.references[target, name] for name in after.get(key, [])]
                getattr(row, key).set(named)
        for key, owner in schema.children.items():
            self._write_children(row, owner, before.get(key), after.get(key), (*path, key))

    def _set(self, row, schema, key, value):
        if key in schema.columns:
            column = schema.columns[key]
            setattr(row, key, column.get_default() if value is None else value)
            return
        reference = schema.references[key]
        named = (reference.related_model, value)
        known = self.local if is_local(reference.related_model) else self.references
        setattr(row, reference.attname, None if value is None else known[named])

    def _is_right(self, row, path):
        """Whether the row keeps its own rules; what it points at is held by the database."""
        relations = [field.name for field in row._meta.concrete_fields if field.is_relation]
        try:
            row.clean_fields(exclude=relations)
            row.clean()
            row.validate_unique()
            row.validate_constraints()
        except ValidationError as error:
            self._add_faults(error, path)
            return False
        return True

    def _add_faults(self, error, path):
        if not hasattr(error, "error_dict"):
            self.faults += [(path, message) for message in error.messages]
            return
        for name, messages in error.message_dict.items():
            place = path if name == NON_FIELD_ERRORS else (*path, name)
            self.faults += [(place, message) for message in messages]

    def _write_children(self, parent, owner, before, after, path):
        old, new = by_key(owner, before), by_key(owner, after)
        rows = dict(zip(old, self._rows(parent, owner, path[-1], old), strict=True))
        for name in old.keys() - new.keys():
            # Rows that others of the same document name go last, when nothing names them any more.
            self.gone.append(rows[name]) if is_local(owner.model) else rows[name].delete()
        for place, (name, values) in enumerate(new.items()):
            here = path if owner.one_to_one else (*path, place)
            row = rows.get(name) or owner.model(**{owner.name: parent})
            self._write_row(row, old.get(name, {}), values, here)

    def _rows(self, parent, owner, key, old):
        """The rows in the order in which `old`, the document of them, holds them."""
        if not old:
            return []
        if owner.one_to_one:
            return [getattr(parent, key)]
        return sorted(getattr(parent, key).all(), key=attrgetter("pk"))
