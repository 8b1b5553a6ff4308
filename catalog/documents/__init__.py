"""Interchange documents: what an entry says, as YAML that people can read and diff.

A document has the field names of the models. `read` finds every fault with its file and line,
`load` writes all documents or none, `dump` writes what `load` reads.
"""

from catalog.documents.dump import dump_revision, dump_row, prefetch_document
from catalog.documents.load import Outcome, load, open_with
from catalog.documents.read import Fault, FaultsFound, read_folder

__all__ = [
    "Fault",
    "FaultsFound",
    "Outcome",
    "dump_revision",
    "dump_row",
    "load",
    "open_with",
    "prefetch_document",
    "read_folder",
]
