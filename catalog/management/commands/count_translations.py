from django.core.management import BaseCommand

from catalog import tally


class Command(BaseCommand):
    help = "Count the states of all translations anew, as the translation desk shows them."

    def handle(self, **options):
        self.stdout.write(f"{tally.rebuild()} counts are written.")
