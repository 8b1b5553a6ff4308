"""Import one file as drafts, all of it or nothing."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override
from tqdm import tqdm

from catalog.actions import ActionRefused
from catalog.documents import formats
from catalog.documents.limits import AUTO, ENCODINGS, FileRefused
from catalog.documents.placed import Faults
from catalog.documents.schema import KINDS
from catalog.exchange import imports


class Command(BaseCommand):
    help = (
        "Import a CSV, XLSX, ODS, JSON, YAML or XLIFF file. Every entry that it changes gets an "
        "open draft of the named person; nothing is published. Everything is checked first, then "
        "all of it is written or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("path")
        parser.add_argument("--by", required=True, metavar="USERNAME", help="whose drafts they are")
        parser.add_argument("--dry-run", action="store_true", help="show what would change")
        parser.add_argument(
            "--kind", choices=KINDS, help="what a CSV file without the column “table” holds"
        )
        parser.add_argument("--encoding", choices=ENCODINGS, default=AUTO, help="of a CSV file")
        parser.add_argument(
            "--skip-unknown",
            action="store_true",
            help="leave out columns and fields that the catalogue does not have",
        )

    def handle(self, *, path, by, **options):
        person = get_user_model()._default_manager.filter(username=by, is_active=True).first()
        if person is None:
            raise CommandError(f"There is no active account {by!r}.")
        faults = Faults(skips_unknown=options["skip_unknown"])
        try:
            with override("en"):
                report = self.run(path, faults, by=person, **options)
        except imports.ImportRefused as refusal:
            self.fail(refusal.message, faults)
        except OSError as error:
            raise CommandError(f"{path} can not be read: {error.strerror}.") from None
        except (FileRefused, ActionRefused) as refusal:
            raise CommandError(f"{refusal} Nothing was written.") from None
        if faults.count:
            self.fail(f"{faults.count} faults.", faults)
        for note in faults.notes:
            self.stdout.write(f"  {note}")
        done = "would be" if options["dry_run"] else "are"
        self.stdout.write(
            f"{report.created} new entries and {report.changed} changed ones {done} open as "
            f"drafts, {report.unchanged} are unchanged."
        )

    def run(self, path, faults, *, by, dry_run, kind, encoding, verbosity, **_options):
        contents = formats.read(path, faults, kind=kind, encoding=encoding)
        shown = tqdm(contents, desc="Comparing", unit="entry", disable=verbosity < 1)
        if not dry_run:
            return imports.import_contents(shown, faults, by=by, note=str(path).rpartition("/")[2])
        report = imports.dry_run(shown, faults, by=by)
        if verbosity > 0:
            for proposal in report.shown:
                self.describe(proposal)
        return report

    def describe(self, proposal):
        self.stdout.write(f"{proposal.label}{' (new)' if proposal.is_new else ''}")
        for difference in proposal.differences:
            name = "/".join(difference.path)
            self.stdout.write(f"  {name}: {difference.before!r} → {difference.after!r}")

    def fail(self, message, faults):
        lines = "".join(f"\n  {fault}" for fault in faults.shown)
        more = faults.count - len(faults.shown)
        raise CommandError(f"{message}{lines}" + (f"\n  … and {more} more" if more else ""))
