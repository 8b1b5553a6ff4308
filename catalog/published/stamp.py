"""The content stamp: what is fresh is what was made at the number that it has now."""

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import F
from django.dispatch import Signal

from catalog.models import Stamp
from catalog.models.public import THE_ROW

# Sent when the transaction that moved it is over, and everybody can see the new one.
stamp_moved = Signal()


def current_stamp(*, using=None):
    """The number as this transaction sees it; one read by primary key, 0 before any change.

    `using` is the alias of the database that is asked, where it matters which.
    """
    row = Stamp.objects.using(using).filter(pk=THE_ROW)
    return row.values_list("number", flat=True).first() or 0


def old_feed_ids_until():
    """The moment up to which things that were published keep the id that feeds sent; or None."""
    row = Stamp.objects.filter(pk=THE_ROW)
    return row.values_list("old_feed_ids_until", flat=True).first()


def move_stamp():
    """Count on, and return the new number; for who holds the stamp."""
    Stamp.objects.filter(pk=THE_ROW).update(number=F("number") + 1)
    transaction.on_commit(_say_moved, robust=True)
    return current_stamp(using=DEFAULT_DB_ALIAS)


def hold_stamp():
    """Wait for whoever moves it, and let nobody move it before this transaction ends.

    What is read from here on is what readers see; a change that this transaction can not see yet
    begins after it. Two that wait for each other would be a deadlock, so all locks are taken in one
    order: entries, the stamp, then sources, terms and what is made of entries.
    """
    if not _held():
        Stamp.objects.bulk_create([Stamp()], ignore_conflicts=True)  # somebody may make it now
        _held()


def _say_moved():
    stamp_moved.send(Stamp)


def _held():
    return Stamp.objects.select_for_update().filter(pk=THE_ROW).first()
