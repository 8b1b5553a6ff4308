"""Everything that migrations leave in a database, to compare two databases by.

The order of columns and the keys of rows are left out: they depend on the way that a database took
and nothing depends on them.
"""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

SQLITE = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL"
# What belongs to an extension or to the server itself is in other schemas.
POSTGRESQL = """
    SELECT 'column ' || relation.relname || '.' || attname, concat_ws(
        ' ', format_type(atttypid, atttypmod), rules.collname, attnotnull, attidentity,
        attgenerated, pg_get_expr(adbin, adrelid)
    )
    FROM pg_attribute JOIN pg_class relation ON relation.oid = attrelid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    LEFT JOIN pg_collation rules ON rules.oid = attcollation
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
        AND NOT attisdropped
    UNION ALL
    SELECT 'relation ' || relname, concat_ws(' ', relkind, relpersistence, reloptions)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'constraint ' || conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT 'trigger ' || tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)
    FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL
    SELECT 'function ' || oid::regprocedure, pg_get_functiondef(oid)
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


def snapshot():
    """The schema of this database, and the rights and roles in it, by name."""
    return {**_schema(), **_rights()}


def _schema():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
            return dict(cursor.fetchall())
        cursor.execute(SQLITE)
        return {
            name: sorted(_clauses(sql)) if name.startswith("table ") else sql
            for name, sql in cursor.fetchall()
        }


def _clauses(sql):
    """The columns and constraints of a CREATE TABLE: what stands between its outer commas."""
    depth, clauses = 0, [""]
    for character in " ".join(sql.split()):
        depth += (character == "(") - (character == ")")
        if depth == 1 and character == ",":
            clauses.append("")
        elif depth:
            clauses[-1] += character
    return [clause.strip("( ") for clause in clauses]


def _rights():
    permissions = Permission.objects.order_by()
    return {
        "content types": {*ContentType.objects.values_list("app_label", "model")},
        "permissions": {
            *permissions.values_list(
                "content_type__app_label", "content_type__model", "codename", "name"
            )
        },
        "groups": {
            group.name: {
                *group.permissions.order_by().values_list("content_type__app_label", "codename")
            }
            for group in Group.objects.all()
        },
    }
