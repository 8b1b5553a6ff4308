"""Search over everything that readers see, in Chinese and English at once.

`index` follows publishing, `search` and `suggest` read. `engines` has the two databases behind one
interface; why the index is made so stands in docs/decisions/.
"""

from catalog.search.excerpts import Highlighter
from catalog.search.index import entries_moved, is_stale, rebuild, shared_row_changed
from catalog.search.query import read_query
from catalog.search.results import MOST_SUGGESTIONS, Results, documents, search, suggest

__all__ = [
    "MOST_SUGGESTIONS",
    "Highlighter",
    "Results",
    "documents",
    "entries_moved",
    "is_stale",
    "read_query",
    "rebuild",
    "search",
    "shared_row_changed",
    "suggest",
]
