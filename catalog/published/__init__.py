"""What readers can see change: one number for all of it, and one log of what changed.

`actions` and `lists` tell this package of every such change, in its transaction; nothing else
moves the stamp. Caches ask for the number, the API and the pages read the log.
"""

from catalog.published.log import (
    entries_moved,
    last_change_at,
    last_modified,
    shared_row_changed,
)
from catalog.published.quoting import documents_showing
from catalog.published.stamp import current_stamp, hold_stamp, old_feed_ids_until, stamp_moved

__all__ = [
    "current_stamp",
    "documents_showing",
    "entries_moved",
    "hold_stamp",
    "last_change_at",
    "last_modified",
    "old_feed_ids_until",
    "shared_row_changed",
    "stamp_moved",
]
