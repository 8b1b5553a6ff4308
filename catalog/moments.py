"""Reading the catalogue as it stood: `?as_of=` names a day or a moment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from catalog import published, queries

PARAMETER = "as_of"


@dataclass(frozen=True)
class Moment:
    """A moment that somebody asked for: `at` is aware; `given` is how the address writes it."""

    given: str
    at: datetime

    @property
    def is_day(self):
        """Whether a whole day was named; then `at` is its end in UTC, or now while it lasts."""
        return len(self.given) == len("2026-11-24")

    @property
    def label(self):
        return self.given if self.is_day else f"{self.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"

    def put_into(self, url):
        """The address of this site `url`, read at this moment too."""
        path, hash_sign, fragment = url.partition("#")
        joint = "&" if "?" in path else "?"
        return f"{path}{joint}{urlencode({PARAMETER: self.given})}{hash_sign}{fragment}"


def put_into(url, moment):
    """The address as it is read at `moment`, which is None for today."""
    return moment.put_into(url) if moment else url


def latest_moment():
    """The newest moment of which everything is written; now where nothing ever was.

    What is being written while this is read bears a later time.
    """
    now = timezone.now()
    return min(now, published.last_change_at() or now)


def read_moment(given, *, now=None):
    """The `Moment` that `given` names, or None when it is empty.

    Accepts ``2026-11-24``, which is the end of that day in UTC, or an ISO 8601 moment, in UTC
    where it names no offset. Raises `ValidationError` for anything else, for what lies ahead, and
    for what lies before the first publication.
    """
    if not given:
        return None
    now = now or timezone.now()
    at = _parsed(given, now=now)
    if at is None:
        raise ValidationError(
            _("“%(value)s” is no date. Write 2026-11-24, or 2026-11-24T18:00:00Z for a moment.")
            % {"value": given[:60]}
        )
    if at > now:
        raise ValidationError(
            _("%(value)s lies ahead; today is %(today)s (UTC).")
            % {"value": given, "today": now.astimezone(UTC).date().isoformat()}
        )
    first = queries.first_published_at()
    if first is None or at < first:
        raise ValidationError(_before_the_first(given, first))
    return Moment(given, at)


def _before_the_first(given, first):
    if first is None:
        return _("Nothing has been published yet.")
    return _("At %(value)s nothing was published yet; the catalogue begins on %(first)s (UTC).") % {
        "value": given,
        "first": first.astimezone(UTC).date().isoformat(),
    }


def _parsed(given, *, now):
    """The moment as an aware time, or None for what is none."""
    # An address writes a plus sign as %2B; left bare, it is read as a space.
    text = given.replace(" ", "+") if "T" in given else given
    try:
        day = parse_date(text) if len(text) == len("2026-11-24") else None
        at = _end_of(day, now=now) if day else parse_datetime(text) if "T" in text else None
    except ValueError:  # well written, but no day of the calendar: 2026-02-30
        return None
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


def _end_of(day: date, *, now):
    """The last moment of the day in UTC; of the day that lasts still, now."""
    return now if day == now.astimezone(UTC).date() else datetime.combine(day, time.max, UTC)
