"""Make the search index anew from what is live; readers and editors go on meanwhile."""

from django.core.management.base import BaseCommand
from django.db import connection

from catalog import search
from catalog.management.progress import bar
from catalog.models import SearchDocument


class Command(BaseCommand):
    help = "Make the search index anew from what is live, while the site goes on."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-stale",
            action="store_true",
            help="only where there is no index yet, or one that an earlier version made",
        )

    def handle(self, *, if_stale, **options):
        if if_stale and not search.is_stale():
            return
        shown = options["verbosity"] > 0
        search.rebuild(progress=bar("Indexing", "batch", shown=shown))
        with connection.cursor() as cursor:
            # Without counts of its tables, SQLite reads all that is live to find what is cited.
            cursor.execute("ANALYZE")
        if shown:
            self.stdout.write(f"{SearchDocument.objects.count()} documents in the search index.")
