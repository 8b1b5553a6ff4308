import time
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalog.delivery.purging import PurgeFailed, names_of, purge
from catalog.models import PublicChange

# Seconds after which no process gives an older page any more, which would be kept again.
SETTLED = 1.5


class Command(BaseCommand):
    help = (
        "Has the content delivery network at CDN_PURGE_URL forget the pages that public changes "
        "touch. Purging twice does no harm; late runs make pages late, by half a minute at most."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "names", nargs="*", metavar="NAME", help="purge these instead, such as frameworks/keras"
        )
        parser.add_argument(
            "--minutes", type=int, default=60, help="how far to look back at the start (60)"
        )
        parser.add_argument(
            "--watch", type=int, metavar="SECONDS", help="look again after every SECONDS, for ever"
        )

    def handle(self, *, names, minutes, watch, **options):
        if not settings.CDN_PURGE_URL:
            raise CommandError(
                "CDN_PURGE_URL is not set. Accepted: the address of your network that takes names "
                "to purge. Set it in the environment, for example: "
                "export CDN_PURGE_URL=https://cdn.example.org/purge"
            )
        if names:
            self.purge(names)
            return
        since = timezone.now() - timedelta(minutes=minutes)
        changes = PublicChange.objects.filter(at__gte=since).order_by("pk")
        last = self.purge_all(changes)
        while watch:
            time.sleep(watch)
            newer = PublicChange.objects.filter(pk__gt=last) if last else changes
            last = self.try_again_later(newer.order_by("pk"), last)

    def try_again_later(self, changes, last):
        try:
            return self.purge_all(changes) or last
        except CommandError as failure:
            self.stderr.write(str(failure))
            return last

    def purge_all(self, changes):
        """Purge what these rows touch; returns the key of the last one, None without any."""
        changes = list(changes)
        if not changes:
            return None
        time.sleep(SETTLED)
        self.purge(names_of(changes))
        return changes[-1].pk

    def purge(self, names):
        try:
            purge(names)
        except PurgeFailed as failure:
            raise CommandError(str(failure)) from failure
        self.stdout.write(f"Purged {len(names)}: {' '.join(names)}")
