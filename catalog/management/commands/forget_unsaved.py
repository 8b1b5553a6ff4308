from django.core.management.base import BaseCommand

from catalog import keeping


class Command(BaseCommand):
    help = (
        f"Deletes unsaved texts that nobody touched for {keeping.KEPT_FOR.days} days, and who "
        "has closed their form."
    )

    def handle(self, **options):
        texts, people = keeping.forget_old()
        self.stdout.write(f"{texts} unsaved texts and {people} presences forgotten.")
