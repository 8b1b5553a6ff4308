from collections import Counter

from django.core.management import BaseCommand, CommandError

from catalog.bilingual import LANGUAGES, TRANSLATION_STATES
from catalog.models import ENTRY_MODELS, Term
from catalog.models.copying import rows_of
from catalog.translations import sides_of


class Command(BaseCommand):
    help = "List the live texts that are not reviewed, and count all by language and state."

    def add_arguments(self, parser):
        parser.add_argument(
            "--fail-on",
            default="",
            metavar="STATES",
            help=f"fail when a live text stands in one of these: {', '.join(TRANSLATION_STATES)}",
        )

    def handle(self, *, fail_on, **options):
        refused = [state for state in fail_on.split(",") if state]
        if unknown := set(refused) - set(TRANSLATION_STATES):
            raise CommandError(
                f"--fail-on knows no state {sorted(unknown)[0]!r}; "
                f"it accepts {', '.join(TRANSLATION_STATES)}, joined by commas."
            )
        counts = Counter()
        for where, side in _live_sides():
            counts[side.language, side.state] += 1
            if side.state != "reviewed":
                self.stdout.write(f"{where}: {side.place} {side.column}: {side.state}")
        for language in LANGUAGES:
            found = [f"{counts[language, state]} {state}" for state in TRANSLATION_STATES]
            self.stdout.write(f"{language}: {', '.join(found)}")
        wrong = sum(counts[language, state] for language in LANGUAGES for state in refused)
        if wrong:
            raise CommandError(f"{wrong} live texts are {' or '.join(refused)}.")


def _live_sides():
    """Every live text with the entry that it is of, and the terms that entries share."""
    for model in ENTRY_MODELS:
        for revision in model.objects.live().order_by("entry__slug"):
            kind = model._meta.model_name
            for side in sides_of(rows_of(revision)):
                yield f"{kind} {revision.slug}", side
    for term in Term.objects.order_by("facet", "slug"):
        for side in sides_of([term]):
            yield f"term {term.facet}/{term.slug}", side
