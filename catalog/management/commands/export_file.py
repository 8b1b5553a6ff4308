"""Write what entries say to a file."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override
from tqdm import tqdm

from catalog.bilingual import EN, LANGUAGES
from catalog.choices import State
from catalog.documents.formats import FORMATS, format_of
from catalog.documents.limits import FileRefused
from catalog.documents.schema import KINDS
from catalog.documents.tables import tables_of
from catalog.exchange.exports import export, revisions_of
from catalog.whole_files import whole_file


class Command(BaseCommand):
    help = "Export the live, or the open, revisions of one kind as CSV, XLSX, JSON, YAML or XLIFF."

    def add_arguments(self, parser):
        parser.add_argument("path")
        parser.add_argument("--kind", choices=KINDS, required=True)
        parser.add_argument("--format", choices=FORMATS, help="default: what the path ends in")
        parser.add_argument("--open", action="store_true", help="open revisions, not live ones")
        parser.add_argument("--language", choices=LANGUAGES, help="for XLIFF: into which language")
        parser.add_argument("--table", help="for CSV: another table than that of the entries")

    def handle(self, *, path, kind, table, **options):
        if table and table not in tables_of(kind):
            raise CommandError(
                f"{kind} has no table {table!r}; it has {', '.join(tables_of(kind))}."
            )
        try:
            with override("en"):
                format_ = options["format"] or format_of(path)
                if format_ not in FORMATS:
                    raise CommandError(f"{format_} is not written; choose {', '.join(FORMATS)}.")
                count = self.write(path, format_, kind, table, **options)
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(f"{path} can not be written: {error.strerror}.") from None
        self.stdout.write(f"{count} entries are in {path}.")

    def write(self, path, format_, kind, table, **options):
        state = State.DRAFT if options["open"] else State.LIVE
        revisions = revisions_of(kind, state=state)
        count = revisions.count()
        chosen = {"table": table} if table and format_ == "csv" else {}
        if format_ == "xliff":
            chosen = {"language": options["language"] or EN}
        with whole_file(path) as file:
            export(
                file,
                format_,
                revisions,
                progress=lambda rows: tqdm(
                    rows, total=count, unit="entry", disable=options["verbosity"] < 1
                ),
                **chosen,
            )
        return count
