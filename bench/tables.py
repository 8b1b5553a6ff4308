"""Rows written in bulk, past the models: a hundred thousand entries in seconds, not in hours.

Only for a database that is thrown away: nothing is checked or noted in the log.
"""

from itertools import count

from django.db import connection
from django.db.models import Max
from django.utils import timezone

BATCH = 5000


class Table:
    """Collects rows of one model, hands out their keys, and writes them in batches.

    `common` are values that every row has; whatever is not named is the default of its column.
    Values of rows must be of a type that the database takes as it is.
    """

    def __init__(self, model, **common):
        self.model, self.rows = model, []
        self.fields = model._meta.concrete_fields
        self.ids = count((model._base_manager.aggregate(last=Max("pk"))["last"] or 0) + 1)
        self.defaults = [self._default(field, common) for field in self.fields]
        self.places = {field.attname: place for place, field in enumerate(self.fields)}
        self.key = self.places[model._meta.pk.attname]

    def _default(self, field, common):
        if field.attname in common:
            value = common[field.attname]
        elif getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            value = timezone.now()
        else:
            value = field.get_default()
        return field.get_db_prep_save(value, connection)

    def add(self, **values):
        """Take a row; return its key."""
        row = self.defaults.copy()
        row[self.key] = pk = next(self.ids)
        for name, value in (values | self._derived(values)).items():
            row[self.places[name]] = value
        self.rows.append(row)
        return pk

    def _derived(self, values):
        """The columns that follow from others, by which lists are sorted."""
        names = getattr(self.model, "derived", ())
        if not names:
            return {}
        row = self.model(**values)
        row.derive()
        return {name: getattr(row, name) for name in names}

    def write(self):
        """Write what was collected; PostgreSQL goes on counting behind it."""
        if not self.rows:
            return
        quoted = [connection.ops.quote_name(field.column) for field in self.fields]
        table, columns = connection.ops.quote_name(self.model._meta.db_table), ", ".join(quoted)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                self._copy(cursor, table, columns)
            else:
                places = ", ".join(["%s"] * len(quoted))
                cursor.executemany(
                    f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608  our models
                    self.rows,
                )
        self.rows = []

    def _copy(self, cursor, table, columns):
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in self.rows:
                copy.write_row(row)
        key = self.model._meta.pk.column
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'),"  # noqa: S608  our models
            f" (SELECT max({key}) FROM {table}))"
        )
