"""Make the ready-made documents anew from what is live; readers and editors go on meanwhile."""

from django.core.management.base import BaseCommand

from catalog import readymade
from catalog.management.progress import bar
from catalog.models import ReadyDocument


class Command(BaseCommand):
    help = "Make the ready-made documents anew from what is live, while the site goes on."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-stale",
            action="store_true",
            help="only those that are missing, or that an earlier version made",
        )

    def handle(self, *, if_stale, **options):
        shown = options["verbosity"] > 0
        readymade.rebuild(
            only_missing=if_stale,
            progress=bar("Documents", "batch", shown=shown),
        )
        if shown:
            self.stdout.write(f"{ReadyDocument.objects.count()} ready-made documents.")
