import os
import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

BLOCK = """
==========================================================
  An administrator was made for you.

    name:      {name}
    password:  {password}

  The password is shown this once. To choose another:
    .venv/bin/python manage.py changepassword {name}
==========================================================
"""


class Command(BaseCommand):
    help = (
        "Makes a superuser if there is none. Its name comes from ATLAS_ADMIN_USERNAME (admin), "
        "its password from ATLAS_ADMIN_PASSWORD, or is made up and shown once."
    )

    def handle(self, *args, **options):
        users = get_user_model()._default_manager
        if users.filter(is_superuser=True).exists():
            return
        name = os.environ.get("ATLAS_ADMIN_USERNAME") or "admin"
        given = os.environ.get("ATLAS_ADMIN_PASSWORD")
        if users.filter(username=name).exists():
            raise CommandError(
                f"There is no superuser, and {name!r} is an ordinary user. "
                "Set ATLAS_ADMIN_USERNAME to another name."
            )
        password = given or secrets.token_urlsafe(12)
        try:
            validate_password(password, get_user_model()(username=name))
        except ValidationError as error:
            raise CommandError(f"ATLAS_ADMIN_PASSWORD: {' '.join(error.messages)}") from error
        users.create_superuser(username=name, password=password)
        shown = "as set in ATLAS_ADMIN_PASSWORD" if given else password
        self.stdout.write(BLOCK.format(name=name, password=shown))
