from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from catalog import findings, links
from catalog.choices import FindingKind
from catalog.models import Finding


class Command(BaseCommand):
    help = (
        "Asks whether the links that readers are shown still open, and raises findings about those "
        "that are dead or have moved for good. Changes no entry. A link counts as dead after "
        f"{links.DEAD_AFTER} failures on different runs."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--limit", type=int, default=500, metavar="N", help="ask at most N links (%(default)s)"
        )
        parser.add_argument(
            "--older-than",
            type=float,
            default=7,
            metavar="DAYS",
            help="ask those that were not asked for DAYS, beside those that failed (%(default)s)",
        )
        parser.add_argument(
            "--pause",
            type=float,
            default=2,
            metavar="SECONDS",
            help="between two requests to one host (%(default)s)",
        )

    def handle(self, *, limit, older_than, pause, verbosity, **options):
        run = links.check_links(
            by=findings.robot(),
            limit=limit,
            older_than=timedelta(days=older_than),
            pause=pause,
            progress=lambda outcomes, total: tqdm(
                outcomes,
                total=total,
                desc="Asking links",
                unit="link",
                disable=verbosity < 1 or not total,
            ),
        )
        if not run.is_online:
            raise CommandError(
                f"{run.asked} links asked, and no host answered at all: this machine has no way to "
                "other sites. Nothing was counted against the links."
            )
        found = Finding.objects.open()
        dead = found.filter(kind=FindingKind.DEAD_LINK).count()
        moved = found.filter(kind=FindingKind.MOVED_LINK).count()
        if verbosity:
            self.stdout.write(
                f"{run.asked} asked, {run.failed} failed, {run.left} left for later. "
                f"Open findings: {dead} dead, {moved} moved."
            )
