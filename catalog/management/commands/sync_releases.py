from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from catalog import findings, releases


class Command(BaseCommand):
    help = (
        "Compares the packages of live frameworks with the package index that PACKAGE_INDEX_URL "
        "names, and raises a finding for each newer stable version. Publishes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--draft",
            action="store_true",
            help="also open a draft with the new version, where no revision is open",
        )

    def handle(self, *, draft, verbosity, **options):
        if not settings.PACKAGE_INDEX_URL:
            raise CommandError(
                "PACKAGE_INDEX_URL is not set. Accepted: the address of a package index that "
                "answers with the JSON simple API (PEP 691). Set it in the environment, for "
                "example: export PACKAGE_INDEX_URL=https://packages.example.org/simple/"
            )
        sync = releases.sync_releases(settings.PACKAGE_INDEX_URL, by=findings.robot(), draft=draft)
        for line in sync.failed:
            self.stderr.write(line)
        if verbosity:
            for line in sync.newer:
                self.stdout.write(line)
            self.stdout.write(
                f"{sync.asked} packages compared, {len(sync.newer)} newer, "
                f"{len(sync.failed)} without an answer."
            )
        if sync.failed and len(sync.failed) == sync.asked:
            raise CommandError("The package index answered nothing.")
