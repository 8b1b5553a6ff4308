"""The groups of the roles open the pages of the glossary as they open those of the other kinds."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

VIEWED = ("view_glossaryterm", "view_glossarytermrevision", "view_termvariant")
TRANSLATOR = (*VIEWED, "change_glossarytermrevision")
EDITOR = (*TRANSLATOR, "add_glossaryterm", "change_glossaryterm")
ROLES = {
    "translator-zh": TRANSLATOR,
    "translator-en": TRANSLATOR,
    "editor": EDITOR,
    "reviewer": EDITOR,
    "administrator": EDITOR,
}


def extend_groups(apps, schema_editor):
    # Permissions are otherwise made only after all migrations have run.
    config = apps.get_app_config("catalog")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(
            *permissions.filter(
                content_type__app_label="catalog", codename__in=ROLES[group.name]
            )
        )


class Migration(migrations.Migration):
    dependencies = [("catalog", "0010_glossary")]

    operations = [migrations.RunPython(extend_groups, migrations.RunPython.noop)]
