import time

from django.core.management.base import BaseCommand
from django.utils import timezone

from catalog import actions
from catalog.choices import State
from catalog.models import (
    ArticleRevision,
    CategoryRevision,
    FeatureRevision,
    FrameworkRevision,
    GlossaryTermRevision,
)

KINDS = (
    FeatureRevision,
    CategoryRevision,
    FrameworkRevision,
    ArticleRevision,
    GlossaryTermRevision,
)


class Command(BaseCommand):
    help = (
        "Publishes what is scheduled and due, and takes down what has expired. Late, repeated "
        "and concurrent runs publish each revision once. "
        "One that is refused stays scheduled and is named."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--watch", type=int, metavar="SECONDS", help="look again after every SECONDS, for ever"
        )

    def handle(self, *, watch, **options):
        while True:
            self.take_down_expired()
            self.publish_due()
            if not watch:
                return
            time.sleep(watch)

    def take_down_expired(self):
        # First, so that what goes live now is not judged by the time of what it replaces.
        for model in KINDS:
            over = model.objects.live().filter(expire_at__lte=timezone.now()).order_by("pk")
            for revision in over:
                if actions.take_down_expired(revision):
                    self.stdout.write(f"{revision} is taken down.")

    def publish_due(self):
        due = {"state": State.SCHEDULED, "go_live_at__lte": timezone.now()}
        for model in KINDS:
            for revision in model.objects.filter(**due).select_related("entry").order_by("pk"):
                try:
                    published = actions.publish_scheduled(revision)
                except actions.ActionRefused as refusal:
                    self.stderr.write(f"{revision}: {refusal.message}")
                else:
                    if published:
                        self.stdout.write(f"{published} is live.")
