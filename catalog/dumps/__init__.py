"""The whole catalogue as files: made once for each state of it, kept, and served as they are.

A file is made before it is sent, so that its checksum and length are known, every format of one
state says the same, and a slow reader holds no database open.
"""

from catalog.dumps.store import Dump, dump
from catalog.dumps.writers import FORMATS

__all__ = ["FORMATS", "Dump", "dump"]
