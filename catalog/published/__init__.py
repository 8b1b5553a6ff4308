"""What readers can see change: one number for all of it, and one log of what changed.

`actions` and `lists` tell this package of every such change, in its transaction; nothing else
moves the stamp. Caches ask for the number, the API and the pages read the log.
"""

from catalog.published.log import entries_moved, last_change_at, shared_row_changed
from catalog.published.quoting import documents_showing, live_revisions_naming
from catalog.published.stamp import current_stamp, hold_stamp, stamp_moved

__all__ = [
    "current_stamp",
    "documents_showing",
    "entries_moved",
    "hold_stamp",
    "last_change_at",
    "live_revisions_naming",
    "shared_row_changed",
    "stamp_moved",
]
