"""What actions tell everything that follows what is live."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from catalog.models.base import Entry, Revision


@dataclass(frozen=True)
class Move:
    """The live pointer of an entry goes from one revision to another; None where there is none.

    `to` is the entry that stands in for one that is taken down.
    """

    entry: Entry
    before: Revision | None
    after: Revision | None
    at: datetime
    to: Entry | None = None

    @property
    def comes_or_goes(self):
        """Whether others hide or show with it what they say about the entry."""
        return self.before is None or self.after is None

    @property
    def revisions(self):
        return [one for one in (self.before, self.after) if one is not None]


def by_model(rows):
    """Rows of several models, in lists by their model."""
    found = defaultdict(list)
    for row in rows:
        found[type(row)].append(row)
    return dict(found)
