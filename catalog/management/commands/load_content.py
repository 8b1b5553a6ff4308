"""Load the interchange documents: everything or nothing, as often as wanted."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from catalog import documents, roles
from catalog.actions import ActionRefused
from catalog.management.progress import bar

SHIPPED = Path(__file__).resolve().parents[2] / "data"
LOADER = "content"


def loader_user():
    """The account in whose name content is loaded; it has no password that would let anybody in.

    It publishes what it loads: the shipped content was reviewed before it was committed.
    """
    user, created = get_user_model().objects.get_or_create(username=LOADER)
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        rights = Permission.objects.filter(
            content_type__app_label="catalog", codename__in=roles.RIGHTS
        )
        user.user_permissions.set(rights)
    return user


class Command(BaseCommand):
    help = "Load content documents: validates everything first, then writes all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            nargs="?",
            default=SHIPPED,
            help="or a dump in JSON or NDJSON; default: the shipped content",
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="also replace what editors changed"
        )

    def handle(self, *, folder, overwrite, **options):
        shown = options["verbosity"] > 0
        try:
            with override("en"):
                outcome = self.load(folder, overwrite=overwrite, shown=shown)
        except ActionRefused as refusal:
            raise CommandError(f"{refusal} Nothing was written.") from None
        except documents.FaultsFound as found:
            faults = "\n".join(f"  {fault}" for fault in found.faults)
            raise CommandError(f"{found}; nothing was written.\n{faults}") from None
        if shown:
            self.stdout.write(f"{outcome}.")
            for name in outcome.kept:
                self.stdout.write(f"  kept: {name} (load with --overwrite to replace it)")

    def load(self, folder, *, overwrite, shown):
        return documents.load(
            folder,
            by=loader_user(),
            overwrite=overwrite,
            progress=lambda step, work: bar(step, "entry", shown=shown)(work),
        )
