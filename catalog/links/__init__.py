"""The links to other sites that readers are shown, and whether they still open.

Only addresses that editors wrote are asked, each once a run: this is no crawler.
"""

from catalog.links.checking import DEAD_AFTER, Run, check_links
from catalog.links.places import LinkPlace, printed_links

__all__ = ["DEAD_AFTER", "LinkPlace", "Run", "check_links", "printed_links"]
