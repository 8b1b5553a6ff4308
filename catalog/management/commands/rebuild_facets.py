from django.core.management import BaseCommand

from catalog import facets


class Command(BaseCommand):
    help = "Find anew which live frameworks have which value of each facet."

    def handle(self, **options):
        self.stdout.write(f"{facets.rebuild()} values are written.")
