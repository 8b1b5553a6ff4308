"""The content stamp: what is fresh is what was made at the number that it has now."""

import time

from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.db.models import F

from catalog.models import Stamp
from catalog.models.public import THE_ROW


def current_stamp(*, using=None):
    """The number as this transaction sees it; one read by primary key, 0 before any change.

    `using` is the alias of the database that is asked, where it matters which.
    """
    row = Stamp.objects.using(using).filter(pk=THE_ROW)
    return row.values_list("number", flat=True).first() or 0


def move_stamp():
    """Count on, and return the new number.

    From here on nobody else moves it before this transaction ends, so call it after every other
    lock is taken: two transactions that wait for each other would be a deadlock.
    """
    if not _counted_on():
        _first()
    return current_stamp(using=DEFAULT_DB_ALIAS)


def _counted_on():
    return Stamp.objects.filter(pk=THE_ROW).update(number=F("number") + 1)


def _first():
    try:
        with transaction.atomic():
            Stamp.objects.create(number=1)
    except IntegrityError:  # somebody else made it at the same moment
        _counted_on()


class RecentStamp:
    """The number, asked for at most once in `max_age` seconds; for caches, one for each process."""

    def __init__(self, *, max_age=1.0, clock=time.monotonic):
        self.max_age, self.clock = max_age, clock
        self._number, self._asked_at = 0, None

    def __call__(self):
        now = self.clock()
        if self._asked_at is None or now - self._asked_at >= self.max_age:
            self._number, self._asked_at = current_stamp(), now
        return self._number
