"""The groups of the roles, each with its rights and with the admin pages that these need."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

KINDS = ("framework", "feature", "category", "article")
WRITING = ("write_zh", "write_en", "write_facts")
ROLES = {
    "translator-zh": ("write_zh",),
    "translator-en": ("write_en",),
    "editor": WRITING,
    "reviewer": (*WRITING, "review"),
    "administrator": (*WRITING, "review"),
}


def make_groups(apps, schema_editor):
    # Permissions are otherwise made only after all migrations have run.
    for label in ("catalog", "auth"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    own = permissions.filter(content_type__app_label="catalog")
    for name, rights in ROLES.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        codenames = [*rights, *(f"change_{kind}revision" for kind in KINDS)]
        if "write_facts" in rights:
            codenames += [f"{verb}_{kind}" for verb in ("add", "change") for kind in KINDS]
            codenames += [f"{verb}_{row}" for verb in ("add", "change") for row in ("source", "term")]
        if name == "administrator":
            codenames += ["delete_source", "delete_term"]
            group.permissions.add(*permissions.filter(content_type__app_label="auth"))
        group.permissions.add(
            *own.filter(codename__startswith="view_"), *own.filter(codename__in=codenames)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0002_rights"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
