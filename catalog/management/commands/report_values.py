"""List stored values that the rules of today would refuse or write differently."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from catalog import actions, queries
from catalog.choices import OPEN_STATES, State
from catalog.documents.schema import KINDS
from catalog.models import Source, Term
from catalog.models.copying import rows_of
from catalog.models.fields import cleaned_columns


class Command(BaseCommand):
    help = (
        "List values that were stored before the rules of today: impossible dates, characters "
        "that are not accepted, rows that contradict each other, and names that two entries "
        "share. Nothing is changed: open a draft, correct it and publish it."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--history", action="store_true", help="also revisions that are neither live nor open"
        )

    def handle(self, *, history, **options):
        self.count = 0
        with override("en"):
            for kind, model in KINDS.items():
                revisions = model.objects.select_related("entry").order_by("entry__slug", "number")
                if not history:
                    revisions = revisions.filter(state__in=[State.LIVE, *OPEN_STATES])
                for revision in revisions.iterator(chunk_size=100):
                    self.report(f"{kind} {revision}", *faults_of(revision))
            for model in (Source, Term):
                for row in model.objects.order_by("pk").iterator():
                    self.report(f"{model._meta.model_name} {row.key}", *row_faults(row))
        if self.count:
            raise CommandError(f"{self.count} values need a look.")
        self.stdout.write("Every value keeps the rules.")

    def report(self, label, *faults):
        for fault in faults:
            self.count += 1
            self.stdout.write(f"{label}: {fault}")


def faults_of(revision):
    """What a reviewer would refuse today, then what would be stored in another form."""
    rows = rows_of(revision)
    stored = [(row, cleaned_columns(row)) for row in rows]
    yield from actions.faults_of(revision, rows)
    for row, before in stored:
        for name, value in cleaned_columns(row).items():
            if value != before[name]:
                yield f"{row} {name}: {before[name]!r} would be stored as {value!r}"
    if revision.state == State.LIVE:
        for other in queries.namesakes(revision):
            yield f"{other} has the same name"


def row_faults(row):
    before = cleaned_columns(row)
    yield from actions.faults_of_row(row)
    for name, value in cleaned_columns(row).items():
        if value != before[name]:
            yield f"{name}: {before[name]!r} would be stored as {value!r}"
