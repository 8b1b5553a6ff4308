import time

from django.core.management.base import BaseCommand

from catalog.choices import DeliveryState
from catalog.webhooks.queueing import forget_old, queue_all
from catalog.webhooks.sending import send_due


class Command(BaseCommand):
    help = (
        "Sends public changes to the webhooks of the site, in order for each. Late, repeated and "
        "concurrent runs send each message once, as long as it arrives; one that does not is sent "
        "again by a later run, with growing pauses, and given up after a day and a half."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--watch", type=int, metavar="SECONDS", help="look again after every SECONDS, for ever"
        )

    def handle(self, *, watch, **options):
        while True:
            queue_all()
            for delivery in send_due():
                self.report(delivery)
            forget_old()
            if not watch:
                return
            time.sleep(watch)

    def report(self, delivery):
        said = delivery.status or delivery.failure
        line = f"{delivery.webhook} {delivery.uid}: {delivery.state} ({said})"
        is_fine = delivery.state == DeliveryState.DELIVERED
        (self.stdout if is_fine else self.stderr).write(line)
