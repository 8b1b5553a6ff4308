"""Documents of entries, made when they are published and not when they are asked for.

`actions` and `lists` tell this package of every change, last of all; `find` reads. What is found is
what the serializer would say now: a change deletes what it makes wrong in its own transaction, and
the documents are made anew as soon as that is over. Who makes them stands in the setting
ENTRY_DOCUMENTS; why it is so stands in docs/decisions/.
"""

from catalog.readymade.keeping import entries_moved, rebuild, shared_row_changed
from catalog.readymade.store import find

__all__ = ["entries_moved", "find", "rebuild", "shared_row_changed"]
