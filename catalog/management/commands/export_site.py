"""Write the whole public site to a folder that any file server can host."""

from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from catalog.delivery.export import ExportRefused, export_site
from catalog.delivery.export.store import FolderRefused


class Command(BaseCommand):
    help = "Write the whole public site, in both languages, as files that any server can host."

    def add_arguments(self, parser):
        parser.add_argument("folder")
        parser.add_argument(
            "--live",
            default="",
            metavar="ORIGIN",
            help="a running site that search, filters and forms lead to; left out, so are they",
        )

    def handle(self, *, folder, live, verbosity, **options):
        begun = monotonic()
        with tqdm(desc="Exporting", unit="page", disable=verbosity < 1) as bar:
            summary = self.export(folder, live.rstrip("/"), bar)
        if verbosity > 0:
            rate = summary.files / (monotonic() - begun)
            self.stdout.write(
                f"{summary.files} files in {folder}: {summary.written} written, "
                f"{summary.removed} removed; {rate:.0f} a second."
            )

    def export(self, folder, live, bar):
        def progress(done, known):
            bar.total = known
            bar.update()

        try:
            return export_site(folder, live=live, progress=progress)
        except ExportRefused as refusal:
            raise CommandError("\n".join(["Nothing was written:", *refusal.faults])) from None
        except FolderRefused as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(f"{error.filename} can not be written: {error.strerror}.") from None
